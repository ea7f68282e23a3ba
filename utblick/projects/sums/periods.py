"""The periods and months that a project's time falls into."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from utblick.money.amounts import NOUGHT, spread

YEAR, HALF_YEAR = 12, 6


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar year or half of one."""

    first: date
    months: int

    @property
    def last(self) -> date:
        return plus_months(self.first, self.months) - timedelta(days=1)

    @property
    def label(self) -> str:
        """2027, or 2027:2 for its second half."""
        return str(self.first.year) if self.months == YEAR else f"{self.first.year}:{1 + self.first.month // 7}"


def periods(first: date, last: date, months: int) -> list[Period]:
    """All that the time from the first day to the last touches."""
    start = date(first.year, (first.month - 1) // months * months + 1, 1)
    found = []
    while start <= last:
        found.append(Period(start, months))
        start = plus_months(start, months)
    return found


def month_of(day: date) -> date:
    return day.replace(day=1)


def plus_months(month: date, count: int) -> date:
    """The first of the month that lies so many months from that of the day."""
    whole = month.year * 12 + month.month - 1 + count
    return date(whole // 12, whole % 12 + 1, 1)


def months(first: date, last: date) -> list[date]:
    """Each month from that of the first day to that of the last, as its first day."""
    found, one = [], month_of(first)
    while one <= last:
        found.append(one)
        one = plus_months(one, 1)
    return found


def by_month(amounts: Mapping[Period, Decimal], first: date, last: date) -> dict[date, Decimal]:
    """What stands for whole periods, evenly over the months of each in which the project goes on; none of it is lost where
    the project was moved away from the period."""
    found: dict[date, Decimal] = {}
    for period, amount in amounts.items():
        going_on = months(max(period.first, first), min(period.last, last)) or months(period.first, period.last)
        for month, part in zip(going_on, spread(amount, len(going_on)), strict=True):
            found[month] = found.get(month, NOUGHT) + part
    return found
