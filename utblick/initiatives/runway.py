"""The runway: from a deadline backwards, over the real meetings, to the last day for each step within the municipality.

Pure: dates in, dates out. A step that can no longer be met says so; what is not known is never told as a date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

DECISION_BEFORE = 3
"""Working days between the last decision and the deadline: the minutes are approved, the application is signed."""
AGREEMENT_BEFORE = 5
LETTERS_BEFORE = 10
"""Working days before the deadline when partners should have signed, and letters of support be in."""


class State(StrEnum):
    DECIDED = "decided"
    AHEAD = "ahead"
    LATE = "late"  # the last day for papers to the last possible meeting has passed
    NO_MEETING = "no_meeting"  # the calendar goes on past the day, and holds no meeting in time
    NO_CALENDAR = "no_calendar"  # no meeting is known that could tell


@dataclass(frozen=True, slots=True)
class Slot:
    """One meeting: `papers_by` is the last day to hand in to its secretary."""

    key: int
    held_on: date
    papers_by: date


@dataclass(frozen=True, slots=True)
class Leg:
    """One decision on the way. `slots` are the meetings of its body, soonest first."""

    slots: Sequence[Slot]
    decided: bool = False
    handed_in_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a leg stands: the meeting to aim for, if any, and the day by which it must have been decided."""

    state: State
    slot: Slot | None
    needed_by: date

    @property
    def breaks(self) -> bool:
        return self.state in (State.LATE, State.NO_MEETING)


def stops(deadline: date, legs: Sequence[Leg], *, today: date) -> list[Stop]:
    """For each leg, in order, the last meeting at which it can be decided in time for all that follow it."""
    found: list[Stop] = []
    needed_by = working_days_before(deadline, DECISION_BEFORE)
    for leg in reversed(legs):
        stop = _stop(leg, needed_by, today)
        found.append(stop)
        if stop.slot:
            # The papers to one body hold what the body before it has said.
            needed_by = stop.slot.papers_by
    return found[::-1]


def _stop(leg: Leg, needed_by: date, today: date) -> Stop:
    if leg.decided:
        return Stop(State.DECIDED, None, needed_by)
    slot = _aimed_at(leg, needed_by, today)
    if slot:
        in_time = slot.papers_by >= today or leg.handed_in_on is not None
        return Stop(State.AHEAD if in_time else State.LATE, slot, needed_by)
    known_beyond = any(one.held_on > needed_by for one in leg.slots)
    return Stop(State.NO_MEETING if known_beyond else State.NO_CALENDAR, None, needed_by)


def _aimed_at(leg: Leg, needed_by: date, today: date) -> Slot | None:
    """The last possible meeting; once the papers are handed in, the next one that they were in time for."""
    possible = [one for one in leg.slots if today <= one.held_on <= needed_by]
    if leg.handed_in_on:
        possible = [one for one in possible if one.papers_by >= leg.handed_in_on][:1] or possible[:1]
    return possible[-1] if possible else None


def working_days_before(day: date, count: int) -> date:
    """The working day that lies so many whole working days before the day."""
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_after(day: date, count: int) -> date:
    """The working day that lies so many whole working days after the day."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days have begun after the first day, by the last."""
    return sum(is_working_day(first + timedelta(days=ahead)) for ahead in range(1, (last - first).days + 1))


def working_day_by(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def day_for_papers(held_on: date, days: int) -> date:
    """So many days before the meeting, or on the last working day before that."""
    return working_day_by(held_on - timedelta(days=days))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not holiday(day)


def holiday(day: date, language: str = "sv") -> str:
    """What a holiday is called, or an eve on which town halls are closed; empty for other days."""
    return _holidays(day.year, "sv" if language.startswith("sv") else "en_US").get(day, "")


@lru_cache(maxsize=32)
def _holidays(year: int, language: str) -> dict[date, str]:
    import holidays  # slow to load, and most processes that load the models reckon no runway

    return dict(holidays.country_holidays("SE", years=year, categories=("public", "de_facto"), language=language))
