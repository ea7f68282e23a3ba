"""The two real runs of the EU portal on 7 May 2026, read as the schedule would have read them."""

import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from utblick.accounts.models import Municipality
from utblick.watch import harvest
from utblick.watch.connectors import Request, eu_calls
from utblick.watch.errors import SlowDown, Trouble
from utblick.watch.http import Door, Fetched
from utblick.watch.models import Item, ItemVersion, Source
from utblick.watch.tests.make import make_source

# Before the day on which the calls open that the second run tells of.
EVE = datetime(2026, 5, 5, 12, tzinfo=UTC)
NIGHT, NOON = datetime(2026, 5, 7, 0, 3, tzinfo=UTC), datetime(2026, 5, 7, 12, 6, tzinfo=UTC)


class Replay(Door):
    """Answers with the pages of one run; page by page, as they were."""

    def __init__(self, archive: Path) -> None:
        super().__init__()
        with tarfile.open(archive) as tar:
            names = sorted(name for name in tar.getnames() if "page-" in name)
            self.pages = [tar.extractfile(name).read() for name in names]  # type: ignore[union-attr]

    def fetch_all(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Fetched | Trouble]]:
        for request in requests:
            number = int(re.search(r"pageNumber=(\d+)", request.url)[1])  # type: ignore[index]
            yield request, Fetched(request, 200, request.url, {}, self.pages[number - 1])


@pytest.fixture
def runs(shared_data: Path) -> list[Replay]:
    return [Replay(shared_data / "sedia" / f"sedia-search-2026-05-07T{hour}.tar.gz") for hour in ("0003", "1206")]


def references(run: Replay) -> set[str]:
    rows = [row for page in run.pages for row in json.loads(page.decode("utf-8-sig"))["results"]]
    return {re.sub(r"(en|EN)$", "", row["reference"]) for row in rows}


def test_each_call_is_one_item_and_none_is_lost_or_closed_because_one_run_missed_it(
    here: Municipality, runs: list[Replay]
) -> None:
    source = make_source(eu_calls.ADDRESS, connector="eu_calls")
    first = harvest.poll(door=runs[0], now=NIGHT)
    before = {item.pk: item for item in Item.objects.all()}
    second = harvest.poll(door=runs[1], now=NOON)

    missed = references(runs[0]) - references(runs[1])
    assert (first.items_new, len(references(runs[0]))) == (542, 542)
    assert len(missed) > 50
    assert second.items_new == len(references(runs[1]) - references(runs[0]))
    assert Item.objects.count() == len(references(runs[0]) | references(runs[1]))
    absent = Item.objects.filter(sightings__source=source, sightings__external_id__in=missed)
    assert absent.count() == len(missed)
    assert all(item.status == before[item.pk].status for item in absent)


def test_a_change_is_told_when_the_content_changed_and_only_then(here: Municipality, runs: list[Replay]) -> None:
    make_source(eu_calls.ADDRESS, connector="eu_calls")
    harvest.poll(door=runs[0], now=EVE)
    again = harvest.poll(door=runs[0], now=EVE + timedelta(hours=1))
    assert (again.items_new, again.items_changed) == (0, 0)
    second = harvest.poll(door=runs[1], now=NOON)

    told = [version.changes["status"] for version in ItemVersion.objects.all()]
    assert second.items_changed == len(told) == 21
    assert {tuple(pair) for pair in told} == {("forthcoming", "open")}


def test_what_opens_at_midnight_is_open_then_though_the_portal_says_so_only_at_noon(
    here: Municipality, runs: list[Replay]
) -> None:
    make_source(eu_calls.ADDRESS, connector="eu_calls")
    harvest.poll(door=runs[0], now=NIGHT)
    assert harvest.poll(door=runs[1], now=NOON).items_changed == 0


def test_what_the_portal_calls_open_is_closed_when_its_last_deadline_has_passed(
    here: Municipality, runs: list[Replay]
) -> None:
    make_source(eu_calls.ADDRESS, connector="eu_calls")
    harvest.poll(door=runs[1], now=NOON)

    past = Item.objects.filter(final_deadline__lt=NOON)
    assert past.count() >= 4
    assert {item.status for item in past} == {"closed"}
    assert not Item.objects.filter(status="open", final_deadline__lt=NOON).exists()


def test_a_run_that_delivers_less_than_the_portal_says_it_has_is_told(here: Municipality, runs: list[Replay]) -> None:
    source = make_source(eu_calls.ADDRESS, connector="eu_calls")
    harvest.poll(door=runs[0], now=NIGHT)
    source.refresh_from_db()

    assert (source.delivered, source.promised, source.error) == (542, 662, "incomplete")


class Tired(Door):
    def __init__(self, wait: timedelta | None) -> None:
        super().__init__()
        self.wait = wait

    def fetch_all(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Fetched | Trouble]]:
        for request in requests:
            yield request, SlowDown(self.wait, "429")


@pytest.mark.parametrize(
    ("asked", "at_least", "at_most"),
    [
        (timedelta(hours=7), 7, 7.01),
        (timedelta(days=9), 23.9, 24.01),
        (timedelta(seconds=5), 0.7, 1.01),
        (None, 0.7, 1.01),
    ],
)
def test_a_source_that_asks_us_to_wait_is_asked_no_sooner_and_within_a_day(
    here: Municipality, asked: timedelta | None, at_least: float, at_most: float
) -> None:
    make_source()
    now = datetime.now(UTC)
    harvest.poll(door=Tired(asked), now=now)
    wait = (Source.objects.get().next_at - now) / timedelta(hours=1)  # type: ignore[operator]

    assert at_least <= wait <= at_most
    assert Source.objects.get().error == "slow_down"
