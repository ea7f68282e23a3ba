"""What can be shown in the pivot, and how it is added up: by the rules of initiatives/sums.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, Case, Count, Q, Sum, Value, When
from django.utils.translation import gettext_lazy as _

from utblick.analysis.pivot.subjects import INITIATIVES, RESULTS, STEPS, Subject
from utblick.initiatives.models import Step
from utblick.initiatives.models.steps import GROUPS
from utblick.initiatives.sums import OF_WHAT_STANDS, PLANNED, addend, aggregate, exact, plus
from utblick.ui.figures import grouped

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_STANDING = ~Q(status__in=Step.FELL_THROUGH)
_HELD = Q(status__in=[Step.Status.RUNNING, Step.Status.DONE])

type Parts = tuple[Decimal | int | None, ...]
"""What a figure comes to: one number, or of people one for each group."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`names`: the sums of initiatives/sums.py that it is made of; none where the rows themselves are counted."""

    key: str
    label: "StrPromise"
    subject: Subject
    names: tuple[str, ...] = ()
    unit: str = ""

    @property
    def counts_people(self) -> bool:
        return len(self.names) > 1

    @property
    def is_told(self) -> bool:
        """Whether it stands on what is told in the rows, and is not their number."""
        return bool(self.names) and self.names != ("steps",)

    @property
    def nothing(self) -> Parts:
        """What no row comes to: of what is counted nought, of what must be told nothing known."""
        return (None,) * len(self.names) if self.is_told else (0,)

    def aggregates(self) -> dict[str, Aggregate]:
        """Its parts, and last how many rows are `untold`, where any can be."""
        if not self.names:
            return {"figure_0": Count("pk")}
        sums = {f"figure_{place}": aggregate(name) for place, name in enumerate(self.names)}
        return sums | {name: Sum(one) for name, one in self._without().items()}

    def addends(self) -> dict[str, Any]:
        """What one row adds to each of them."""
        sums = {f"figure_{place}": addend(name) for place, name in enumerate(self.names)} or {"figure_0": Value(1)}
        return sums | self._without()

    def _without(self) -> dict[str, Case]:
        wanted = self.untold()
        return {} if wanted is None else {"untold": Case(When(wanted, then=Value(1)), default=Value(0))}

    def read(self, sums: Iterable[Any]) -> tuple[Parts, int]:
        """The parts and how many rows are untold, as the database gives them: amounts to whole hundredths, since SQLite adds
        floating points; what is counted as whole numbers, since PostgreSQL adds large ones as decimals."""
        parts = list(sums)
        untold = int(parts.pop() or 0) if self._without() else 0
        read = (part if part is None else exact(Decimal(part)) if self.unit else int(part) for part in parts)
        return tuple(read), untold

    def behind(self) -> Q:
        """The rows that it can be made of: a plan that fell through is in no sum."""
        return _STANDING if OF_WHAT_STANDS.issuperset(self.names) and self.names else Q()

    def untold(self) -> Q | None:
        """The rows that should tell it and do not, and so are in no sum of it; None where every row that is there is counted, or
        need not tell: not every step has journeys."""
        if not self.is_told or self.names == ("kg_co2e",):
            return None
        if self.names == ("others",):
            return _HELD & (Q(cost=None) | Q(own=None))
        due = _STANDING if OF_WHAT_STANDS.issuperset(self.names) else _HELD
        return due & Q(**dict.fromkeys(self.names))

    def of(self, row: Any) -> Parts:
        """What one row adds."""
        if self.names == ("others",):
            return (None if row.cost is None or row.own is None else row.cost - row.own,)
        return tuple(1 if name == "steps" else getattr(row, name) for name in self.names) or (1,)

    def told(self, parts: Parts) -> str:
        """As it is read, without its unit; what is not known is a dash."""
        total = in_all(parts)
        if total is None:
            return "–"
        decimals = 0 if total == int(total) else 2 if self.unit == "kr" else 1
        return grouped(total, decimals)


def in_all(parts: Parts) -> Decimal | int | None:
    total = None
    for part in parts:
        total = plus(total, part)
    return total


def added(one: Parts, other: Parts) -> Parts:
    return tuple(plus(left, right) for left, right in zip(one, other, strict=True))


FIGURES = {
    one.key: one
    for one in (
        Figure("initiatives", _("Initiatives"), INITIATIVES),
        Figure("steps", _("Steps"), STEPS, ("steps",)),
        Figure("results", _("Results"), RESULTS),
        Figure("planned_cost", _("Planned cost"), STEPS, ("planned_cost",), "kr"),
        Figure("cost", _("Cost"), STEPS, ("cost",), "kr"),
        Figure("own", _("Our own part of the cost"), STEPS, ("own",), "kr"),
        Figure("others", _("Others' part of the cost"), STEPS, ("others",), "kr"),
        Figure("planned_people", _("People, planned"), STEPS, PLANNED),
        Figure("people", _("People"), STEPS, GROUPS),
        Figure("kg_co2e", _("Climate cost of the journeys"), STEPS, ("kg_co2e",), "kg CO2e"),
    )
}
