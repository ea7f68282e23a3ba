"""What steps come to: money, people and climate cost. Every view takes its totals from here, so that all totals agree.

Two rules hold everywhere. The plan of what fell through (rejected, cancelled) is in no sum, but what it did cost is. And
what nobody has counted is None, not nought: a sum is None only where none of its parts is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Self

from django.db.models import Aggregate, Case, Count, Expression, F, Q, QuerySet, Sum, Value, When

from utblick.initiatives.models import Step
from utblick.initiatives.models.steps import AMOUNTS, GROUPS

_STANDING = ~Q(status__in=Step.FELL_THROUGH)
CENT = Decimal("0.01")
PLANNED = tuple(f"planned_{group}" for group in GROUPS)
COLUMNS = (*AMOUNTS, *PLANNED, *GROUPS)
BY_OTHERS = {"planned_others": F("planned_cost") - F("planned_own"), "others": F("cost") - F("own")}
"""What others pay of the cost, planned and actual: of steps that tell both the cost and the own part."""
OF_WHAT_STANDS = frozenset({"steps", "planned_cost", "planned_own", "planned_others", *PLANNED, "kg_co2e"})
"""The sums that what fell through is not in."""


def plus(one: Any, other: Any) -> Any:
    """Their sum, where at least one is known."""
    if one is None or other is None:
        return other if one is None else one
    return one + other


@dataclass(frozen=True, slots=True)
class People:
    women: int | None = None
    men: int | None = None
    girls: int | None = None
    boys: int | None = None
    not_stated: int | None = None

    @property
    def total(self) -> int | None:
        total = None
        for group in GROUPS:
            total = plus(total, getattr(self, group))
        return total

    def __add__(self, other: Self) -> Self:
        return _added(self, other)


@dataclass(frozen=True, slots=True)
class Money:
    """Kronor. `own` is the municipality's own part of `cost`, in cash or in kind."""

    planned_cost: Decimal | None = None
    planned_own: Decimal | None = None
    cost: Decimal | None = None
    own: Decimal | None = None

    def __add__(self, other: Self) -> Self:
        return _added(self, other)


@dataclass(frozen=True, slots=True)
class Sums:
    """`steps` counts those that did not fall through; `kg_co2e` is what their journeys cost the climate, planned or made."""

    steps: int = 0
    money: Money = Money()
    planned: People = People()
    people: People = People()
    kg_co2e: Decimal | None = None

    def __add__(self, other: Self) -> Self:
        return _added(self, other)


def _added[T](one: T, other: T) -> T:
    pairs = {field.name: plus(getattr(one, field.name), getattr(other, field.name)) for field in fields(one)}  # type: ignore[arg-type]
    return type(one)(**pairs)


def sums_of_rows(steps: Iterable[Step]) -> Sums:
    """The sums of steps already fetched; asks the database nothing."""
    total = Sums()
    for step in steps:
        total += _sums_of_one(step)
    return total


def sums_of(steps: QuerySet[Step]) -> Sums:
    """The sums of these steps, in one query."""
    return _sums(steps.order_by().aggregate(**_asked()))


def sums_by(steps: QuerySet[Step], *path: str) -> dict[Any, Sums]:
    """The sums of these steps for each value of a path, in one query: `sums_by(steps, "initiative_id")`.

    By `initiative__contributions__goal` a step is in the sum of each goal that its initiative serves: those sums overlap and
    must not be added. Several paths give tuples as keys.
    """
    rows = steps.order_by().values_list(*path).annotate(**_asked())
    names = list(_asked())
    found = {}
    for row in rows:
        key = row[: len(path)]
        found[key if len(path) > 1 else key[0]] = _sums(dict(zip(names, row[len(path) :], strict=True)))
    return found


def aggregate(name: str) -> Aggregate:
    """One of the sums as the database adds it up, for whoever groups steps in another way than by a path.

    `name`: of COLUMNS, or "steps", "kg_co2e", or of BY_OTHERS.
    """
    standing = _STANDING if name in OF_WHAT_STANDS else None
    if name == "steps":
        return Count("pk", filter=standing)
    return Sum(BY_OTHERS.get(name, name), filter=standing)


def addend(name: str) -> Expression | F:
    """What one step adds to that sum."""
    if name == "steps":
        return Case(When(_STANDING, then=Value(1)), default=Value(0))
    told = BY_OTHERS.get(name) or F(name)
    return Case(When(_STANDING, then=told)) if name in OF_WHAT_STANDS else told


@dataclass(frozen=True, slots=True)
class Others:
    """Kronor of the cost that others than the municipality pay, of the steps where both the cost and the own part are noted."""

    planned: Decimal | None = None
    paid: Decimal | None = None

    def __add__(self, other: Self) -> Self:
        return _added(self, other)


def others_by(steps: QuerySet[Step], path: str) -> dict[Any, Others]:
    """What others pay for these steps, for each value of a path, in one query."""
    rows = steps.order_by().values_list(path).annotate(**{name: aggregate(name) for name in BY_OTHERS})
    return {key: Others(exact(planned), exact(paid)) for key, planned, paid in rows}


def _asked() -> dict[str, Aggregate]:
    return {f"sum_{name}": aggregate(name) for name in ("steps", *COLUMNS, "kg_co2e")}


def _sums(row: dict[str, Any]) -> Sums:
    return Sums(
        steps=row["sum_steps"],
        money=Money(**{name: exact(row[f"sum_{name}"]) for name in AMOUNTS}),
        planned=People(**{group: row[f"sum_planned_{group}"] for group in GROUPS}),
        people=People(**{group: row[f"sum_{group}"] for group in GROUPS}),
        kg_co2e=exact(row["sum_kg_co2e"]),
    )


def exact(amount: Decimal | None) -> Decimal | None:
    """SQLite adds as floating point: back to whole hundredths, which up to a thousand billion is exact."""
    return None if amount is None else amount.quantize(CENT)


def _sums_of_one(step: Step) -> Sums:
    standing = step.status not in Step.FELL_THROUGH
    values = {name: getattr(step, name) for name in COLUMNS}
    if not standing:
        values = {name: None if name.startswith("planned_") else value for name, value in values.items()}
    return Sums(
        steps=int(standing),
        money=Money(**{name: values[name] for name in AMOUNTS}),
        planned=People(**{group: values[f"planned_{group}"] for group in GROUPS}),
        people=People(**{group: values[group] for group in GROUPS}),
        kg_co2e=exact(step.kg_co2e) if standing else None,
    )
