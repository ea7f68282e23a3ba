"""What serves a goal, by the reverse relations of the rooms downstream: initiatives, money, people, results."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from utblick.goals.models import Goal

IDEAS = ("idea", "paused")
ONGOING = ("preparing", "running")
ENDED = ("finished", "stopped")
FELL_THROUGH = ("rejected", "cancelled")
GROUPS = ("women", "men", "girls", "boys", "not_stated")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many initiatives serve a goal, by how far they have come, and how many results are noted."""

    waiting: int
    ongoing: int
    ended: int
    results: int

    @property
    def nothing(self) -> bool:
        return not (self.ongoing or self.ended or self.results)


@dataclass(frozen=True, slots=True)
class Totals:
    """Kronor and people over what serves a goal. An initiative that serves several goals is counted in full for each."""

    planned_cost: Decimal
    cost: Decimal
    people: dict[str, int]
    planned_people: int

    @property
    def all_people(self) -> int:
        return sum(self.people.values())


def with_tallies(goals: QuerySet[Goal]) -> list[tuple[Goal, Tally]]:
    """Each goal with its tally, in one query whatever their number."""
    counted = goals.annotate(
        waiting=_count("contributions", initiative__status__in=IDEAS),
        ongoing=_count("contributions", initiative__status__in=ONGOING),
        ended=_count("contributions", initiative__status__in=ENDED),
        noted=_count("results"),
    )
    return [(goal, Tally(goal.waiting, goal.ongoing, goal.ended, goal.noted)) for goal in counted]


def contributions(goal: Goal) -> list[Any]:
    """The contributions to a goal with their initiatives and units, each with the sums of its steps: one query.

    Each has `planned_cost`, `cost`, the GROUPS and `planned_people`; what fell through is in no sum. None: not told.
    """
    stands = Q(initiative__steps__withdrawn_at=None) & ~Q(initiative__steps__status__in=FELL_THROUGH)
    names = ("planned_cost", "cost", *GROUPS, *(f"planned_{group}" for group in GROUPS))
    sums = {name: Sum(f"initiative__steps__{name}", filter=stands) for name in names}
    rows = _rows("contributions").filter(goal=goal).select_related("initiative__unit").annotate(**sums)
    return list(rows.order_by("-initiative__created_at", "pk"))


def results(goal: Goal) -> list[Any]:
    return list(_rows("results").filter(goal=goal).select_related("initiative"))


def totals(contributions: Iterable[Any]) -> Totals:
    """The sums over contributions as `contributions` gives them."""
    rows = list(contributions)
    return Totals(
        sum((row.planned_cost or Decimal(0) for row in rows), Decimal(0)),
        sum((row.cost or Decimal(0) for row in rows), Decimal(0)),
        {group: sum(getattr(row, group) or 0 for row in rows) for group in GROUPS},
        sum(getattr(row, f"planned_{group}") or 0 for row in rows for group in GROUPS),
    )


def _count(relation: str, **conditions: Any) -> Coalesce:
    rows = _rows(relation).filter(goal=OuterRef("pk"), **conditions).order_by().values("goal")
    return Coalesce(Subquery(rows.annotate(many=Count("pk")).values("many"), output_field=IntegerField()), 0)


def _rows(relation: str) -> Any:
    """What stands, of the rows that point at goals by this name. Goals know the relation, not the room."""
    model: Any = Goal._meta.get_field(relation).related_model
    return model.objects.standing()
