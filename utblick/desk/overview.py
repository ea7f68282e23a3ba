"""The state of the goals, from real rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import (
    Count,
    DecimalField,
    Exists,
    F,
    Field,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.goals.models import Goal
from utblick.initiatives.models import Contribution, Initiative, Result, Step

GROUPS = ["women", "men", "girls", "boys", "not_stated"]
PEOPLE = sum((Coalesce(F(group), Value(0)) for group in GROUPS), start=Value(0))
ONGOING = [Initiative.Status.PREPARING, Initiative.Status.RUNNING]


class State(Enum):
    """How a goal stands. The rule is shown beside it; nobody picks the colour."""

    GIVES = "gives"
    WORKS = "works"
    STILL = "still"

    @property
    def label(self) -> Promise:
        return LABELS[self]

    @property
    def colour(self) -> str:
        """The design system's name of the tag's colour; the label says the same in words."""
        return {State.GIVES: "success", State.WORKS: "info", State.STILL: "warning"}[self]

    @property
    def rule(self) -> Promise:
        return RULES[self]


LABELS: dict[State, Promise] = {
    State.GIVES: _("Gives results"),
    State.WORKS: _("In progress"),
    State.STILL: _("Nothing in progress"),
}
RULES: dict[State, Promise] = {
    State.GIVES: _("Something is in progress, and a result was noted in the last twelve months."),
    State.WORKS: _("Something is in progress, but no result was noted in the last twelve months."),
    State.STILL: _("No initiative that serves the goal is being prepared or running."),
}


@dataclass(frozen=True, slots=True)
class GoalState:
    """One goal: how it stands, and what that rests on. Money in kronor, spent; people counted in steps that were held."""

    goal: Goal
    state: State
    ongoing: int
    results: int
    people: int
    money: Decimal


def goal_states(today: date) -> list[GoalState]:
    """Every goal in force with its state over the last twelve months. One query whatever the number of initiatives."""
    since = today - timedelta(days=365)
    goals = Goal.objects.in_force()
    return [_state(goal) for goal in _with_figures(goals, since)]


def _state(goal: Any) -> GoalState:
    state = State.STILL if not goal.ongoing else State.GIVES if goal.results_noted else State.WORKS
    return GoalState(goal, state, goal.ongoing, goal.results_noted, goal.people, goal.money)


def _with_figures(goals: QuerySet[Goal], since: date) -> QuerySet[Goal]:
    here = {"initiative__withdrawn_at": None}
    serving = Contribution.objects.current().filter(goal=OuterRef("pk"), **here)
    through = Exists(
        Contribution.objects.current().filter(goal=OuterRef(OuterRef("pk")), initiative=OuterRef("initiative"))
    )
    # A result says which goal it is for; one that does not counts for every goal its initiative serves.
    results = Result.objects.current().filter(
        Q(goal=OuterRef("pk")) | (Q(goal=None) & through), noted_on__gte=since, **here
    )
    steps = Step.objects.current().filter(
        through, Q(ends_on__gte=since) | Q(ends_on=None, starts_on__gte=since), **here
    )
    return goals.annotate(
        ongoing=_total(serving.filter(initiative__status__in=ONGOING), Count("pk")),
        results_noted=_total(results, Count("pk")),
        people=_total(steps, Sum(PEOPLE)),
        money=_total(steps, Sum("cost"), DecimalField()),
    )


def _total(rows: QuerySet[Any], aggregate: Any, field: Field[Any, Any] | None = None) -> Coalesce:
    """One figure of the related rows as a column; 0 where there are none."""
    total = rows.order_by().annotate(_all=Value(1)).values("_all").annotate(_total=aggregate).values("_total")
    output = field or IntegerField()
    return Coalesce(Subquery(total, output_field=output), Value(0), output_field=output)
