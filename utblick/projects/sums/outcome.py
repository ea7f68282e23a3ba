"""The budget against what was booked, and where it is heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from utblick.money.amounts import NOUGHT, spread, total
from utblick.projects.sums.periods import Period, months, periods

type ByMonth = Mapping[date, Decimal]


@dataclass(frozen=True, slots=True)
class Line:
    """One category. `so_far`: what the budget holds for the months that are over; `forecast`: at the end of the project, by hand
    where it is `adjusted`."""

    category: str
    planned: Decimal
    so_far: Decimal
    booked: Decimal
    forecast: Decimal
    adjusted: bool = False

    @property
    def left(self) -> Decimal:
        return self.planned - self.booked

    @property
    def deviation(self) -> Decimal:
        """Above nought: it will cost more than the budget holds."""
        return self.forecast - self.planned


@dataclass(frozen=True, slots=True)
class Account:
    """One category by month, as planned and as booked; `adjusted`: what somebody reckons that it will come to in the end."""

    planned: ByMonth
    booked: ByMonth
    adjusted: Decimal | None = None

    @property
    def spent(self) -> Decimal:
        return total([*self.booked.values()])

    def to_come(self, this_month: date, last: date) -> dict[date, Decimal]:
        """Months to come cost what was planned; the present one, what is planned beyond what is booked already.

        What was adjusted comes to that instead, evenly until the project's last month; never to less than is booked.
        """
        if self.adjusted is None:
            now = max(self.planned.get(this_month, NOUGHT) - self.booked.get(this_month, NOUGHT), NOUGHT)
            return {this_month: now, **{month: amount for month, amount in self.planned.items() if month > this_month}}
        ahead = months(this_month, max(last, this_month))
        left = max(self.adjusted - self.spent, NOUGHT)
        return dict(zip(ahead, spread(left, len(ahead)), strict=True))


@dataclass(frozen=True, slots=True)
class Part:
    """What a category comes to in one period."""

    category: str
    period: Period
    planned: Decimal
    booked: Decimal
    forecast: Decimal


def by_period(accounts: Mapping[str, Account], *, this_month: date, last: date, size: int) -> list[Part]:
    """Each category in each period of so many months in which anything was planned, booked or is to come; their sums are those
    of the lines."""
    to_come = {name: account.to_come(this_month, last) for name, account in accounts.items()}
    touched = {
        month
        for name, account in accounts.items()
        for amounts in (account.planned, account.booked, to_come[name])
        for month, amount in amounts.items()
        if amount
    }
    found = periods(min(touched), max(touched), size) if touched else []
    return [_part(name, one, account, to_come[name]) for name, account in accounts.items() for one in found]


def _part(category: str, period: Period, account: Account, to_come: ByMonth) -> Part:
    planned, booked, ahead = (_within(amounts, period) for amounts in (account.planned, account.booked, to_come))
    return Part(category, period, planned, booked, booked + ahead)


def _within(amounts: ByMonth, period: Period) -> Decimal:
    return total([amount for month, amount in amounts.items() if period.first <= month <= period.last])


def compare(accounts: Mapping[str, Account], *, this_month: date, last: date) -> list[Line]:
    """A line for each category. `last`: the project's last day."""
    return [_line(name, account, this_month, last) for name, account in accounts.items()]


def _line(category: str, account: Account, this_month: date, last: date) -> Line:
    return Line(
        category,
        planned=total([*account.planned.values()]),
        so_far=total([amount for month, amount in account.planned.items() if month < this_month]),
        booked=account.spent,
        forecast=account.spent + total([*account.to_come(this_month, last).values()]),
        adjusted=account.adjusted is not None,
    )


def whole(lines: Sequence[Line]) -> Line:
    """All categories together; category is empty."""
    return Line(
        "",
        planned=total([line.planned for line in lines]),
        so_far=total([line.so_far for line in lines]),
        booked=total([line.booked for line in lines]),
        forecast=total([line.forecast for line in lines]),
    )
