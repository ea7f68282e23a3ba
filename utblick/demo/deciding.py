"""The demo's meeting calendar, and the decisions that its applications wait for."""

from collections.abc import Iterator
from datetime import date, timedelta

from utblick.demo.people import Cast
from utblick.initiatives.paving import add_meetings

HELD, ROUNDS = 4, 9
WEEKS = 5
# Days after the board's meeting: its working committee prepares a fortnight before.
BODIES = {"ksau": -14, "ks": 0}


def make_meetings(cast: Cast) -> None:
    """A Tuesday every fifth week, some behind us and a year of them to come, none in July and none around New Year."""
    boards = list(_tuesdays(cast.today))
    for key, shift in BODIES.items():
        days = [day + timedelta(days=shift) for day in boards]
        add_meetings(cast.units[key], days, papers_days=10)


def _tuesdays(today: date) -> Iterator[date]:
    first = today + timedelta(days=14 + (1 - today.weekday()) % 7)
    days = (first + timedelta(weeks=WEEKS * turn) for turn in range(-HELD, ROUNDS + 2))
    return (
        day for day in days if day.month != 7 and not ((day.month, day.day) > (12, 19) or (day.month, day.day) < (1, 9))
    )
