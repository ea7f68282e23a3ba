import pytest

from utblick.accounts.models import Municipality, User
from utblick.journal.models import Entry
from utblick.watch import harvest
from utblick.watch.models import Item, Sighting
from utblick.watch.splitting import split
from utblick.watch.tests.make import make_item, make_source
from utblick.watch.tests.newsroom import Entry as Told
from utblick.watch.tests.newsroom import Newsroom

TITLE = "Stöd till vänorter och medborgarutbyten"


@pytest.fixture
def grouped(coordinator: User, newsroom: Newsroom) -> Item:
    """One item, told by two feeds."""
    newsroom.feeds["a"] = [Told("1", TITLE, "https://example.org/tt", "Den första texten.")]
    newsroom.feeds["b"] = [Told("9", TITLE, "https://example.org/tt", "Den andra texten.")]
    make_source(newsroom.url("a"))
    make_source(newsroom.url("b"))
    harvest.poll()
    return Item.objects.get()


def test_a_wrong_merge_is_split_and_stays_split(grouped: Item, coordinator: User) -> None:
    follower = grouped.sightings.get(leads=False)
    new = split(follower, by=coordinator)
    harvest.poll()
    harvest.poll()

    assert Item.objects.count() == 2
    assert {sighting.item_id for sighting in Sighting.objects.all()} == {grouped.pk, new.pk}
    new.refresh_from_db()
    assert new.summary.endswith("texten.")


def test_splitting_off_the_leading_telling_leaves_the_item_to_another(grouped: Item, coordinator: User) -> None:
    leader = grouped.sightings.get(leads=True)
    before = grouped.summary
    new = split(leader, by=coordinator)
    harvest.poll()

    grouped.refresh_from_db()
    new.refresh_from_db()
    assert new.summary == before
    assert grouped.summary != before
    assert Sighting.objects.filter(leads=True).count() == 2


def test_a_split_is_in_the_audit_trail(grouped: Item, coordinator: User) -> None:
    split(grouped.sightings.get(leads=False), by=coordinator)

    assert Entry.objects.get(kind="watch.sighting").by == coordinator


def test_the_only_telling_of_an_item_cannot_be_split_off(here: Municipality, coordinator: User) -> None:
    item = make_item()

    assert split(item.sightings.get(), by=coordinator) == item
    assert Item.objects.count() == 1
