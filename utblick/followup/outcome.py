"""The outcome of a programme: for each priority what was done, and what was done outside of them all."""

from dataclasses import dataclass, field

from django.utils import timezone

from utblick.followup.compiling import compile_work
from utblick.followup.figures import Period
from utblick.followup.priorities import Outside, PriorityLine, outside, priority_lines
from utblick.goals.models import Programme


@dataclass(slots=True)
class Outcome:
    """`period`: from the programme's first day until its last, or until today; None before it has begun."""

    period: Period | None = None
    priorities: list[PriorityLine] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)

    @property
    def untouched(self) -> list[PriorityLine]:
        return [one for one in self.priorities if not one.initiatives]


def outcome_of(programme: Programme) -> Outcome:
    """The same figures as in a report of the same time; what is confidential is in neither."""
    last = min(programme.ends_on, timezone.localdate())
    if programme.starts_on > last:
        return Outcome()
    figures = compile_work(programme.starts_on, last)
    lines = priority_lines(programme, figures)
    return Outcome(figures.period, lines, outside(lines, figures.initiatives))
