"""On which days a duty that returns is due. Pure: no database, and right across leap years and the ends of months."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta


def yearly(
    month: int, day: int, first: date, last: date, *, every: int = 1, from_year: int = 0
) -> Iterator[tuple[str, date]]:
    """The day of each year between these, by year; a day that the month lacks is its last one: 31 April is 30 April.

    `every`: only so many years after `from_year`, and as many years after that.
    """
    for year in range(max(first.year, from_year), last.year + 1):
        if (year - from_year) % every:
            continue
        on = date(year, month, min(day, monthrange(year, month)[1]))
        if first <= on <= last:
            yield str(year), on


def before_meetings(
    meetings: Iterable[tuple[int, date]], weeks: int, first: date, last: date
) -> Iterator[tuple[str, date]]:
    """So many weeks before each meeting, by meeting: one that moves takes its day along."""
    for key, held_on in meetings:
        on = held_on - timedelta(weeks=weeks)
        if first <= on <= last:
            yield f"m{key}", on
