"""The runway: days reckoned backwards over the real meetings."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utblick.initiatives.runway import Leg, Slot, State, is_working_day, stops, working_days_before

TODAY = date(2026, 11, 25)


def slots(*days: str, papers: int = 10) -> list[Slot]:
    held = [date.fromisoformat(day) for day in days]
    return [Slot(key, day, day - timedelta(days=papers)) for key, day in enumerate(held, start=1)]


def test_the_last_meeting_that_leaves_time_for_minutes_and_signing_is_aimed_at() -> None:
    [stop] = stops(date(2027, 2, 26), [Leg(slots("2027-01-26", "2027-02-16", "2027-02-24"))], today=TODAY)
    assert stop.state == State.AHEAD
    assert stop.slot
    assert stop.slot.held_on == date(2027, 2, 16)
    assert stop.needed_by == date(2027, 2, 23)


def test_a_committee_must_have_met_before_the_papers_to_the_board() -> None:
    committee, board = slots("2027-01-12", "2027-02-02", "2027-02-09"), slots("2027-02-16")
    first, second = stops(date(2027, 2, 26), [Leg(committee), Leg(board)], today=TODAY)
    assert second.slot
    assert second.slot.papers_by == date(2027, 2, 6)
    assert first.slot
    assert first.slot.held_on == date(2027, 2, 2)


def test_the_step_that_breaks_is_named() -> None:
    committee, board = slots("2026-12-01", "2027-03-02"), slots("2027-01-19")
    first, second = stops(date(2027, 1, 29), [Leg(committee), Leg(board)], today=TODAY)
    assert second.state == State.AHEAD
    assert (first.state, first.breaks) == (State.LATE, True), (
        "papers to the meeting of 1 December were due on 21 November"
    )


def test_a_calendar_that_goes_on_past_the_day_and_holds_no_meeting_breaks() -> None:
    [stop] = stops(date(2027, 1, 29), [Leg(slots("2027-02-16"))], today=TODAY)
    assert (stop.state, stop.slot) == (State.NO_MEETING, None)


def test_without_a_calendar_nothing_is_claimed() -> None:
    [stop] = stops(date(2027, 1, 29), [Leg([])], today=TODAY)
    assert (stop.state, stop.breaks) == (State.NO_CALENDAR, False)


def test_papers_handed_in_late_in_the_day_still_count() -> None:
    leg = Leg(slots("2026-12-01", "2027-01-19"), handed_in_on=date(2026, 11, 20))
    [stop] = stops(date(2027, 2, 26), [leg], today=TODAY)
    assert stop.state == State.AHEAD
    assert stop.slot
    assert stop.slot.held_on == date(2026, 12, 1), "the next meeting that they were in time for"


def test_what_is_decided_asks_for_no_meeting() -> None:
    first, second = stops(date(2027, 2, 26), [Leg([], decided=True), Leg(slots("2027-02-16"))], today=TODAY)
    assert (first.state, second.state) == (State.DECIDED, State.AHEAD)


@pytest.mark.parametrize(
    ("day", "works"),
    [("2026-06-19", False), ("2026-12-24", False), ("2026-12-28", True), ("2027-01-06", False), ("2026-11-28", False)],
)
def test_town_halls_are_closed_on_holidays_and_their_eves(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


days = st.dates(date(2026, 1, 1), date(2031, 12, 31))


@given(days, st.integers(1, 30))
def test_working_days_before_is_a_working_day_with_so_many_between(day: date, count: int) -> None:
    before = working_days_before(day, count)
    assert is_working_day(before)
    between = (before + timedelta(days=n) for n in range((day - before).days))
    assert sum(is_working_day(one) for one in between) == count


@given(
    days,
    st.lists(st.lists(st.tuples(days, st.integers(0, 40)), max_size=12), max_size=4),
    days,
)
def test_every_stop_leaves_time_for_the_next(deadline: date, bodies: list[list[tuple[date, int]]], today: date) -> None:
    legs = [
        Leg([Slot(key, day, day - timedelta(days=papers)) for key, (day, papers) in enumerate(sorted(body))])
        for body in bodies
    ]
    found = stops(deadline, legs, today=today)
    assert len(found) == len(legs)
    following = working_days_before(deadline, 3)
    for stop in reversed(found):
        assert stop.needed_by == following
        if stop.slot:
            assert today <= stop.slot.held_on <= following
            assert (stop.state == State.LATE) == (stop.slot.papers_by < today)
            following = stop.slot.papers_by
