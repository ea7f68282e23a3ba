from datetime import UTC, date, datetime
from typing import Any

import pytest

from utblick.watch import searches
from utblick.watch.connectors import Finding, connector, pages
from utblick.watch.grouping import same
from utblick.watch.looking import look
from utblick.watch.samples import FRONT, PAGE, SOURCES, sample_answers
from utblick.watch.samples.door import SampleDoor
from utblick.watch.tests.make import is_candidate, keys_of

DAYS = [date(2026, 11, 24), date(2026, 12, 30), date(2028, 2, 29)]


def read(today: date) -> dict[str, list[Finding]]:
    answers = sample_answers(today)
    return {
        source.name: list(connector(source.kind).read(answers[source.address], {}, address=source.address).findings)
        for source in SOURCES
    }


@pytest.mark.parametrize("today", DAYS)
def test_every_sample_is_read_on_any_day(today: date) -> None:
    found = read(today)

    assert [len(some) for some in found.values()] == [26, 10, 7, 6, 7]
    for one in (one for some in found.values() for one in some):
        assert one.title
        assert one.link.startswith("https://")
        assert "[[" not in one.title + one.summary + one.link
        assert one.published is not None
        assert one.published.date() <= today


@pytest.mark.parametrize("today", DAYS)
def test_most_deadlines_lie_ahead_and_those_behind_are_closed(today: date) -> None:
    now = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    due = [one for some in read(today).values() for one in some if one.deadlines]
    ahead = [one for one in due if one.next_deadline(now)]

    assert len(due) == 36
    assert len(ahead) == 34
    assert {one.status_on(now) for one in due if one not in ahead} == {"closed"}


def test_money_is_the_topics_own_and_zero_is_unknown() -> None:
    found = {one.identifiers[0]: one for one in read(DAYS[0])["EU Funding & Tenders Portal"]}
    assert found["call:CERV-2026-CITIZENS-TOWN-TT"].contribution == 6_000_000
    assert found["call:CERV-2026-CITIZENS-TOWN-TT"].budget_max is None
    assert found["call:LIFE-2026-SAP-NAT-FOREST"].budget_max == 6_000_000


def test_there_is_something_of_every_kind() -> None:
    kinds = {one.kind for some in read(DAYS[0]).values() for one in some}
    assert kinds == {"call", "tender", "partner_search", "event", "news"}


def test_calls_that_several_sources_tell_of_are_one_and_no_others() -> None:
    told = [(name, one) for name, some in read(DAYS[0]).items() for one in some]
    known = keys_of([one for _, one in told])
    pairs = [
        (here, there, one.title)
        for number, (here, one) in enumerate(told)
        for earlier, (there, other) in enumerate(told[:number])
        if is_candidate(known[number], known[earlier]) and same(one, other)
    ]
    portal = [title for _, there, title in pairs if there == "EU Funding & Tenders Portal"]

    assert len(portal) == 4
    assert all(here != there for here, there, _ in pairs)


def test_a_composed_search_and_a_pasted_page_are_answered_in_the_demonstration(settings: Any) -> None:
    settings.DEMO = True
    door = SampleDoor.on(DAYS[0])
    for kind, address, most in (
        ("eu_calls", searches.calls(programmes=["43251589"]), 10),
        ("ted", searches.tenders(countries=["SWE"]), 10),
        ("page", pages.joined(PAGE, pages.EACH, "@innehall/ul[1]"), 4),
    ):
        answer = door.fetch(connector(kind).ask(address))
        found = list(connector(kind).read(answer.body, {}, address=answer.url).findings)
        assert 0 < len(found) <= most
    assert look(FRONT, door=door).address == SOURCES[2].address
