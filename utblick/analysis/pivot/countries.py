"""The countries of an initiative: those of its partners, and those of its steps that have come about or still may.

The rule of followup/priorities.py, over all years: what an initiative belongs to does not change with the period looked at.
"""

from collections.abc import Callable

from django.db.models import Exists, F, Min, OuterRef, Q, Value

from utblick.analysis.pivot.subjects import Arm, Key, Rows, Subject
from utblick.initiatives.models import Participation, Step


def _partners() -> Rows:
    return Participation.objects.exclude(organisation__country="")


def _steps() -> Rows:
    return Step.objects.standing().exclude(status__in=Step.FELL_THROUGH).exclude(country="")


def _first_partners() -> Rows:
    """Of an initiative's partners the first in each country."""
    return (
        _partners().order_by().values("initiative", "organisation__country").annotate(first=Min("pk")).values("first")
    )


def _first_steps() -> Rows:
    """Of an initiative's steps the first in each country where it has no partner."""
    there = _partners().filter(initiative=OuterRef("initiative"), organisation__country=OuterRef("country"))
    alone = _steps().filter(~Exists(there)).order_by()
    return alone.values("initiative", "country").annotate(first=Min("pk")).values("first")


def _tied(subject: Subject, path: str, country: str, ties: Callable[[], Rows]) -> Arm:
    def arm(rows: Rows, key: str) -> Rows:
        tie = f"{key}_tie"
        tied = rows.alias(**{tie: F(f"{subject.to}{path}__pk")}).filter(**{f"{tie}__in": ties()})
        found: Rows = tied.annotate(**{key: F(f"{subject.to}{path}__{country}")})
        return found

    return arm


def countries(subject: Subject) -> list[Arm]:
    return [
        _tied(subject, "participations", "organisation__country", _first_partners),
        _tied(subject, "steps", "country", _first_steps),
        lambda rows, key: rows.filter(of_country(subject, None)).annotate(**{key: Value("")}),
    ]


def of_country(subject: Subject, key: Key) -> Q:
    partners = _partners().filter(initiative=OuterRef(subject.initiative))
    steps = _steps().filter(initiative=OuterRef(subject.initiative))
    if key is None:
        return ~Q(Exists(partners)) & ~Q(Exists(steps))
    return Q(Exists(partners.filter(organisation__country=key))) | Q(Exists(steps.filter(country=key)))
