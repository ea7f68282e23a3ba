import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality
from utblick.journal.models import Entry
from utblick.tenancy import scope
from utblick.watch import harvest
from utblick.watch.models import Decision, Item, Sighting
from utblick.watch.splitting import InUse, put_back, split, taken
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


def test_a_split_can_be_put_back(grouped: Item, coordinator: User) -> None:
    follower = grouped.sightings.get(leads=False)
    own = split(follower, by=coordinator)
    assert put_back(follower, by=coordinator) == grouped

    harvest.poll()
    harvest.poll()
    follower.refresh_from_db()
    assert follower.item == grouped
    assert not follower.split
    assert not Item.objects.filter(pk=own.pk).exists()
    assert [entry.by for entry in Entry.objects.filter(kind="watch.sighting")] == [coordinator, coordinator]


def test_what_was_put_back_can_be_split_again(grouped: Item, coordinator: User) -> None:
    follower = grouped.sightings.get(leads=False)
    for _ in range(2):
        split(Sighting.objects.get(pk=follower.pk), by=coordinator)
        put_back(Sighting.objects.get(pk=follower.pk), by=coordinator)
    own = split(Sighting.objects.get(pk=follower.pk), by=coordinator)
    harvest.poll()
    assert Sighting.objects.get(pk=follower.pk).item == own
    assert Item.objects.count() == 2


def test_the_leading_telling_put_back_leaves_the_lead_where_it_is(grouped: Item, coordinator: User) -> None:
    leader = grouped.sightings.get(leads=True)
    split(leader, by=coordinator)
    put_back(leader, by=coordinator)
    assert grouped.sightings.filter(leads=True).count() == 1


def test_what_has_been_decided_on_stays_an_item_of_its_own(grouped: Item, coordinator: User) -> None:
    follower = grouped.sightings.get(leads=False)
    own = split(follower, by=coordinator)
    Decision.objects.create(item=own, verdict=Decision.Verdict.RELEVANT, decided_by=coordinator)
    with pytest.raises(InUse):
        put_back(follower, by=coordinator)
    follower.refresh_from_db()
    assert follower.item == own


def test_another_municipality_does_not_put_back_what_it_did_not_split(grouped: Item, coordinator: User) -> None:
    follower = grouped.sightings.get(leads=False)
    split(follower, by=coordinator)
    follower.refresh_from_db()
    assert taken(follower) is not None
    with scope.acting(make_municipality()):
        assert taken(follower) is None
        assert put_back(follower, by=coordinator) is None


def test_the_pages_split_and_put_back_with_undo(client: Client, grouped: Item, coordinator: User) -> None:
    follower = grouped.sightings.get(leads=False)
    client.force_login(coordinator)
    assert "Inte samma" in client.get(grouped.get_absolute_url()).text
    answer = client.post(reverse("watch:split", args=[follower.pk]), follow=True)
    back = reverse("watch:put_back", args=[follower.pk])
    assert back in answer.text
    own = Sighting.objects.get(pk=follower.pk).item
    assert "Utbruten av" in client.get(own.get_absolute_url()).text

    answer = client.post(back, follow=True)
    assert answer.redirect_chain[-1][0] == grouped.get_absolute_url()
    assert Sighting.objects.get(pk=follower.pk).item == grouped
