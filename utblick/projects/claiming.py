"""The claims that a programme will want: laid out over the project's time, so that their deadlines are known from the start."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from utblick.projects.models import Claim, Project
from utblick.projects.sums.periods import month_of, plus_months


@dataclass(frozen=True, slots=True)
class Round:
    first: date
    last: date
    due: date


def rounds(first: date, last: date, *, months: int, days: int) -> list[Round]:
    """So many months each from the project's first day on, the last one shorter; due so many days after its end."""
    found, start = [], first
    while start <= last:
        end = min(plus_months(month_of(start), months) - timedelta(days=1), last)
        found.append(Round(start, end, end + timedelta(days=days)))
        start = end + timedelta(days=1)
    return found


@transaction.atomic
def lay_out(project: Project) -> list[Claim]:
    """Enter the claims that are not there yet; none where the project's days are not decided."""
    first, last = project.step.starts_on, project.step.ends_on
    if first is None or last is None:
        return []
    programme = project.programme
    known = set(Claim.objects.of(project).values_list("last_day", flat=True))
    asked = rounds(first, last, months=programme.report_months, days=programme.report_days)
    made = []
    for one in asked:
        if one.last not in known:
            kind = Claim.Kind.FINAL if one.last == last else Claim.Kind.INTERIM
            claim = Claim(project=project, kind=kind, first_day=one.first, last_day=one.last, due_on=one.due)
            claim.save()
            made.append(claim)
    return made
