"""The outcome of a programme: for each priority what was done, and what was done outside of them all."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from utblick.followup.compiling import compile_initiatives, compile_work, taking_part
from utblick.followup.figures import Period
from utblick.followup.priorities import Outside, PriorityLine, outside, priority_lines
from utblick.goals.models import Priority, Programme
from utblick.initiatives.models import Contribution, Initiative, Participation, Step


@dataclass(slots=True)
class Outcome:
    """`period`: from the programme's first day until its last, or until today; None before it has begun."""

    period: Period | None = None
    priorities: list[PriorityLine] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)

    @property
    def untouched(self) -> list[PriorityLine]:
        return [one for one in self.priorities if not one.initiatives]


def outcome_of(programme: Programme, *, measured: bool = False) -> Outcome:
    """The same figures as in a report of the same time; what is confidential is in neither. `measured`: with indicators."""
    period = period_of(programme)
    if period is None:
        return Outcome()
    compiled = compile_work if measured else compile_initiatives
    figures = compiled(period.first, period.last)
    lines = priority_lines(programme, figures)
    return Outcome(figures.period, lines, outside(lines, figures.initiatives))


def period_of(programme: Programme) -> Period | None:
    last = min(programme.ends_on, timezone.localdate())
    return None if programme.starts_on > last else Period(programme.starts_on, last)


def counting_for(priority: Priority, period: Period) -> QuerySet[Initiative]:
    """The initiatives that count for it, asked of the database where they are too many to fetch: the rule of priorities.py."""
    own = {"initiative": OuterRef("pk")}
    rows = taking_part(period).filter(Exists(Contribution.objects.filter(goal=priority.goal_id, **own)))
    if priority.form:
        rows = rows.filter(form__name=str(priority.form))
    if not priority.countries:
        return rows
    partner = Participation.objects.filter(organisation__country__in=priority.countries, **own)
    there = Step.objects.within(period.first, period.last).exclude(status__in=Step.FELL_THROUGH)
    return rows.filter(Exists(partner) | Exists(there.filter(country__in=priority.countries, **own)))
