"""What serves a goal, by the reverse relations of the rooms downstream: initiatives, money, people, results."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from utblick.goals.models import Goal

ONGOING = ("preparing", "running")
ENDED = ("finished", "stopped")
GROUPS = ("women", "men", "girls", "boys", "not_stated")
MOST_SHOWN = 50


@dataclass(slots=True)
class Tally:
    """How many initiatives serve a goal, by how far they have come, and how many results are noted."""

    ideas: int = 0
    ongoing: int = 0
    resting: int = 0
    ended: int = 0
    results: int = 0

    @property
    def waiting(self) -> int:
        return self.ideas + self.resting

    @property
    def nothing(self) -> bool:
        return not (self.ongoing or self.ended or self.results)


@dataclass(frozen=True, slots=True)
class Totals:
    """Kronor and people over all that serves a goal. An initiative that serves several goals is counted in full for each."""

    planned_cost: Decimal | None
    cost: Decimal | None
    people: dict[str, int]
    planned_people: int

    @property
    def all_people(self) -> int:
        return sum(self.people.values())


def tallies(goals: Iterable[Goal]) -> dict[int, Tally]:
    """A tally for each goal; two queries, whatever the number of goals and initiatives."""
    found = {goal.pk: Tally() for goal in goals}
    rows = _rows("contributions").filter(goal__in=list(found)).values("goal", "initiative__status")
    for row in rows.order_by().annotate(many=Count("pk")):
        _count(found[row["goal"]], row["initiative__status"], row["many"])
    for row in _rows("results").filter(goal__in=list(found)).values("goal").order_by().annotate(many=Count("pk")):
        found[row["goal"]].results = row["many"]
    return found


def _count(tally: Tally, status: str, many: int) -> None:
    if status in ONGOING:
        tally.ongoing += many
    elif status in ENDED:
        tally.ended += many
    elif status == "paused":
        tally.resting += many
    else:
        tally.ideas += many


def contributions(goal: Goal) -> list[Any]:
    """The contributions to a goal, those under way first, with their initiatives and units; at most MOST_SHOWN."""
    rows = _rows("contributions").filter(goal=goal).select_related("initiative__unit")
    return list(rows.order_by("initiative__status", "-initiative__created_at")[:MOST_SHOWN])


def results(goal: Goal) -> list[Any]:
    return list(_rows("results").filter(goal=goal).select_related("initiative")[:MOST_SHOWN])


def totals(goal: Goal) -> Totals:
    """One query. What fell through is in no sum."""
    stands = Q(initiative__steps__withdrawn_at=None) & ~Q(initiative__steps__status__in=["rejected", "cancelled"])
    names = ("planned_cost", "cost", *GROUPS, *(f"planned_{group}" for group in GROUPS))
    sums = {f"sum_{name}": Sum(f"initiative__steps__{name}", filter=stands) for name in names}
    row = _rows("contributions").filter(goal=goal).aggregate(**sums)
    return Totals(
        row["sum_planned_cost"],
        row["sum_cost"],
        {group: row[f"sum_{group}"] or 0 for group in GROUPS},
        sum(row[f"sum_planned_{group}"] or 0 for group in GROUPS),
    )


def _rows(relation: str) -> Any:
    """What stands, of the rows that point at goals by this name. Goals know the relation, not the room."""
    model: Any = Goal._meta.get_field(relation).related_model
    return model.objects.standing()
