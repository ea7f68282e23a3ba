from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utblick.watch.connectors import KINDS, Connector, Deadline, Finding, connector, each_once

NOW = datetime(2026, 5, 8, 12, tzinfo=UTC)
CALL = Finding("1", "Call", link="https://x.example/a", kind="call", status="open", deadlines=(Deadline(NOW),))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_source_has_a_connector(kind: str) -> None:
    reader: Connector = connector(kind)
    assert reader.ask("https://x.example/").url.startswith("https://x.example/")


@pytest.mark.parametrize(
    ("days", "said", "status"),
    [
        ((1,), "open", "open"), ((0,), "open", "open"), ((-1,), "open", "closed"), ((-1, 1), "open", "open"),
        ((-2, -1), "forthcoming", "closed"), ((), "open", "open"), ((), "", ""), ((1,), "closed", "closed"),
    ],
)  # fmt: skip
def test_the_deadline_is_believed_before_the_status(days: tuple[int, ...], said: str, status: str) -> None:
    deadlines = tuple(Deadline(NOW + timedelta(days=day)) for day in days)
    assert replace(CALL, deadlines=deadlines, status=said).status_on(NOW) == status  # type: ignore[arg-type]


def test_what_was_to_open_is_open_when_its_day_has_come() -> None:
    coming = replace(CALL, status="forthcoming", opens=date(2026, 5, 8))
    assert coming.status_on(NOW) == "open"
    assert coming.status_on(NOW - timedelta(days=1)) == "forthcoming"


def test_the_next_deadline_is_the_first_that_has_not_passed() -> None:
    many = replace(CALL, deadlines=tuple(Deadline(NOW + timedelta(days=day), str(day)) for day in (9, -3, 2)))
    assert many.next_deadline(NOW) == Deadline(NOW + timedelta(days=2), "2")
    assert many.next_deadline(NOW + timedelta(days=10)) is None


@pytest.mark.parametrize(
    "change",
    [{"title": "B"}, {"summary": "x"}, {"body_html": "<p>"}, {"status": "closed"}, {"opens": date(2026, 1, 1)}, {"link": "https://y.example/"},
     {"deadlines": (Deadline(NOW + timedelta(hours=1)),)}, {"deadlines": ()}, {"contribution": 5}, {"codes": ("cpv:1",)}],
)  # fmt: skip
def test_what_matters_to_a_reader_changes_the_hash(change: dict[str, object]) -> None:
    assert replace(CALL, **change).content_hash() != CALL.content_hash()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [{"external_id": "2"}, {"published": NOW}, {"categories": ("a",)}, {"extra": {"rank": 1}}, {"link": "http://www.x.example/a/?utm_source=b"},
     {"deadlines": (Deadline(NOW + timedelta(seconds=24)),)}],
)  # fmt: skip
def test_what_does_not_matter_leaves_it(change: dict[str, object]) -> None:
    assert replace(CALL, **change).content_hash() == CALL.content_hash()  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=20))
def test_over_all_pages_each_thing_comes_once_in_its_best_telling(told: list[tuple[str, int]]) -> None:
    given_out = list(each_once(Finding(name, "t", extra={"rank": rank}) for name, rank in told))
    best = {name: min(rank for other, rank in told if other == name) for name, _ in told}
    assert {one.external_id: one.extra["rank"] for one in given_out} == best
    assert len(given_out) == len(best)
