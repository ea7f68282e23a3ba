"""Source → item, against a real server on this machine."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.accounts.tests.make import make_municipality
from utblick.search.finding import find
from utblick.tenancy import scope
from utblick.watch import harvest, keeping
from utblick.watch.models import Item, ItemVersion, Sighting, Source, Unmatched
from utblick.watch.tests.make import make_source
from utblick.watch.tests.newsroom import Entry, Newsroom


def entries(names: str) -> list[Entry]:
    return [Entry(name, f"Utlysning {name}") for name in names]


def test_what_a_source_tells_becomes_items(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = entries("xyz")
    source = make_source(newsroom.url("a"))

    polled = harvest.poll()

    assert (polled.sources, polled.fetched, polled.failed, polled.items_new) == (1, 1, 0, 3)
    assert {item.title for item in Item.objects.all()} == {"Utlysning x", "Utlysning y", "Utlysning z"}
    source.refresh_from_db()
    assert (source.title, source.error, source.claimed_by) == ("a", "", "")
    assert source.next_at > timezone.now()
    assert Unmatched.objects.count() == 3


@pytest.mark.parametrize("conditional", [True, False])
def test_polling_twice_changes_nothing(here: Municipality, newsroom: Newsroom, conditional: bool) -> None:
    newsroom.conditional = conditional
    newsroom.feeds["a"] = entries("xy")
    make_source(newsroom.url("a"))
    harvest.poll()
    before = list(Item.objects.values()), list(Sighting.objects.values())

    with CaptureQueriesContext(connection) as queries:
        polled = harvest.poll()

    assert (polled.unchanged, polled.items_new, polled.items_changed) == (1, 0, 0)
    assert (list(Item.objects.values()), list(Sighting.objects.values())) == before
    assert newsroom.asked[-1] == ("a", 304 if conditional else 200)
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert all("watch_source" in sql for sql in written), written


def test_only_what_changed_is_told_as_changed(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = entries("xy")
    make_source(newsroom.url("a"))
    harvest.poll()
    newsroom.feeds["a"][0].title = "Utlysning x, ny tid"
    newsroom.feeds["a"].append(Entry("z", "Utlysning z"))

    polled = harvest.poll()

    assert (polled.items_new, polled.items_changed) == (1, 1)
    version = ItemVersion.objects.get()
    assert version.changes == {"title": ["Utlysning x", "Utlysning x, ny tid"]}
    assert version.item.changed_at


def test_a_source_that_no_longer_mentions_an_item_changes_nothing(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = entries("xy")
    make_source(newsroom.url("a"))
    harvest.poll()
    newsroom.feeds["a"] = entries("y")
    harvest.poll()
    newsroom.feeds["a"] = entries("xy")

    assert harvest.poll().items_new == 0
    assert Item.objects.count() == 2


def test_the_same_page_through_two_sources_is_one_item_seen_at_both(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry("1", "Stöd till vänorter 2026", "https://example.org/tt?utm_source=a")]
    newsroom.feeds["b"] = [Entry("n7", "Stöd till vänorter 2026", "https://www.example.org/tt/")]
    make_source(newsroom.url("a"))
    make_source(newsroom.url("b"))

    assert harvest.poll().items_new == 1
    assert Item.objects.get().sightings.count() == 2
    assert Sighting.objects.filter(leads=True).count() == 1


def test_the_same_page_found_later_joins_the_item_and_changes_it_not(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry("1", "Stöd till vänorter 2026", "https://example.org/tt")]
    newsroom.feeds["b"] = []
    make_source(newsroom.url("a"))
    make_source(newsroom.url("b"))
    harvest.poll()
    newsroom.feeds["b"] = [Entry("n7", "Stöd till vänorter 2026", "https://example.org/tt", "Andra ord.")]

    polled = harvest.poll()

    assert (polled.items_new, polled.items_changed) == (0, 0)
    assert Item.objects.get().summary == "Om samarbete."
    newsroom.feeds["b"][0].text = "Åter andra ord."
    assert harvest.poll().items_changed == 0


def test_entries_beside_each_other_in_one_feed_are_never_one(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry(name, "Kallelse", "https://example.org/same") for name in "xyz"]
    make_source(newsroom.url("a"))

    assert harvest.poll().items_new == 3


@pytest.mark.parametrize(
    ("status", "code"), [(500, "server_trouble"), (404, "not_found"), (410, "gone"), (403, "not_allowed")]
)
def test_a_source_in_trouble_says_so_and_is_asked_again(
    here: Municipality, newsroom: Newsroom, status: int, code: str
) -> None:
    newsroom.broken["a"] = status
    newsroom.feeds["b"] = entries("x")
    source = make_source(newsroom.url("a"))
    make_source(newsroom.url("b"))

    polled = harvest.poll()
    source.refresh_from_db()

    assert (polled.sources, polled.failed, polled.fetched) == (2, 1, 1)
    assert (source.error, source.failures) == (code, 1)
    assert source.trouble
    assert timezone.now() < source.next_at <= timezone.now() + timedelta(hours=24)
    del newsroom.broken["a"]
    newsroom.feeds["a"] = entries("y")
    harvest.poll()
    source.refresh_from_db()
    assert (source.error, source.failures) == ("", 0)


@pytest.mark.parametrize(
    "body", [b"<!doctype html><title>Hej</title>", b"<rss><channel><item>", b"\x00\xff" * 100, b""]
)
def test_a_source_that_answers_with_something_else_keeps_its_items(
    here: Municipality, newsroom: Newsroom, body: bytes
) -> None:
    newsroom.feeds["a"] = entries("xy")
    source = make_source(newsroom.url("a"))
    harvest.poll()
    newsroom.raw["a"] = body
    harvest.poll()
    source.refresh_from_db()

    assert Item.objects.count() == 2
    del newsroom.raw["a"]
    assert harvest.poll().items_new == 0


def test_a_source_that_another_worker_reads_is_left_to_it(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = entries("x")
    source = make_source(
        newsroom.url("a"), claimed_by="elsewhere:1:ab", claimed_until=timezone.now() + timedelta(minutes=5)
    )
    assert harvest.poll().sources == 0

    Source.objects.filter(pk=source.pk).update(claimed_until=timezone.now() - timedelta(minutes=1))
    assert harvest.poll().items_new == 1


def test_a_claim_of_a_worker_that_died_here_ends_at_once(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = entries("x")
    machine = harvest.claims._machine()
    make_source(
        newsroom.url("a"), claimed_by=f"{machine}:{2**22 + 1}:ab", claimed_until=timezone.now() + timedelta(minutes=5)
    )

    assert harvest.poll().items_new == 1


def test_only_what_is_due_is_asked_by_the_schedule(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds.update(a=[], b=[], c=[])
    later = timezone.now() + timedelta(hours=1)
    make_source(newsroom.url("a"), next_at=later)
    make_source(newsroom.url("b"))
    make_source(newsroom.url("c"), next_at=timezone.now() + timedelta(days=300))  # a clock was wrong
    make_source(newsroom.url("d"), is_in_use=False)

    assert harvest.poll(due_only=True).sources == 2
    assert sorted(name for name, _ in newsroom.asked) == ["b", "c"]


def test_a_clock_that_was_ahead_holds_nothing_back_once_it_is_right(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds.update(a=[], b=[], c=[])
    now = timezone.now()
    for name, hours in (("a", 20), ("b", 24 * 7)):
        wrong = now + timedelta(hours=hours)
        make_source(newsroom.url(name), asked_at=wrong, next_at=wrong + timedelta(hours=1))
    killed = {"claimed_by": "elsewhere:1:x", "claimed_until": now + timedelta(days=7)}
    make_source(newsroom.url("c"), **killed)

    assert harvest.poll(due_only=True).sources == 3
    assert harvest.poll(due_only=True).sources == 0


def test_items_of_a_source_are_seen_by_those_who_read_it_alone(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = entries("x")
    make_source(newsroom.url("a"))
    harvest.poll()

    assert Item.objects.count() == 1
    with scope.acting(make_municipality()):
        assert not Item.objects.exists()


def test_the_search_leads_to_the_items_own_page(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = entries("x")
    make_source(newsroom.url("a"))
    harvest.poll()

    assert find("utlysning")[0].url == Item.objects.get().get_absolute_url()


def test_a_long_feed_is_kept_in_parts_and_read_on_after_a_kill(
    here: Municipality, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one transaction, 100,000 entries would hold up everybody's decisions for a minute."""
    monkeypatch.setattr(keeping, "FINDINGS_A_BATCH", 2)
    monkeypatch.setattr(harvest, "FINDINGS_A_BATCH", 2)
    newsroom.feeds["a"] = entries("vwxyz")
    make_source(newsroom.url("a"))
    kept: list[int] = []

    def dies(batch: Sequence[keeping.Reading], **how: Any) -> keeping.Kept:
        if len(kept) == 2:
            raise KeyboardInterrupt
        kept.append(sum(len(reading.told) for reading in batch))
        return keeping.keep(batch, **how)

    with monkeypatch.context() as killed:
        killed.setattr(harvest, "keep", dies)
        with pytest.raises(KeyboardInterrupt):
            harvest.poll()
    assert (kept, Item.objects.count()) == ([2, 2], 4)
    Source.objects.update(claimed_by="", claimed_until=None)
    polled = harvest.poll()
    assert (polled.fetched, polled.items_new, Item.objects.count(), Sighting.objects.count()) == (1, 1, 5, 5)
    assert harvest.poll().unchanged == 1
