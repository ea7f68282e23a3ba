"""The budget against what was booked, and where it is heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from utblick.money.amounts import NOUGHT, total

type ByMonth = Mapping[date, Decimal]


@dataclass(frozen=True, slots=True)
class Line:
    """One category. `so_far`: what the budget holds for the months that are over; `forecast`: at the end of the project."""

    category: str
    planned: Decimal
    so_far: Decimal
    booked: Decimal
    forecast: Decimal

    @property
    def left(self) -> Decimal:
        return self.planned - self.booked

    @property
    def deviation(self) -> Decimal:
        """Above nought: it will cost more than the budget holds."""
        return self.forecast - self.planned


def compare(
    categories: Sequence[str], planned: Mapping[str, ByMonth], booked: Mapping[str, ByMonth], *, this_month: date
) -> list[Line]:
    """A line for each category, also for what was booked on one that the budget does not have."""
    names = [*categories, *(name for name in booked if name not in categories)]
    return [_line(name, planned.get(name, {}), booked.get(name, {}), this_month) for name in names]


def _line(category: str, planned: ByMonth, booked: ByMonth, this_month: date) -> Line:
    spent = total([*booked.values()])
    return Line(
        category,
        planned=total([*planned.values()]),
        so_far=total([amount for month, amount in planned.items() if month < this_month]),
        booked=spent,
        forecast=spent + to_come(planned, booked, this_month),
    )


def to_come(planned: ByMonth, booked: ByMonth, this_month: date) -> Decimal:
    """Months to come cost what was planned; of the present one, what is planned beyond what is booked already."""
    ahead = total([amount for month, amount in planned.items() if month > this_month])
    return ahead + max(planned.get(this_month, NOUGHT) - booked.get(this_month, NOUGHT), NOUGHT)


def whole(lines: Sequence[Line]) -> Line:
    """All categories together; category is empty."""
    return Line(
        "", *(total([getattr(line, name) for line in lines]) for name in ("planned", "so_far", "booked", "forecast"))
    )
