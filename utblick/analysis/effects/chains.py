"""From priority to result: how far the chain of each priority of a programme holds, and where it breaks.

The initiatives are those of the programme's outcome, of which the first few are shown and the others counted. As in the report
nothing confidential is in it, whoever reads.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from utblick.analysis.effects.gauges import Gauge, gauges
from utblick.followup.figures import Period
from utblick.followup.outcome import counting_for, period_of
from utblick.goals.models import Priority, Programme
from utblick.initiatives.models import Initiative, Result, Step
from utblick.initiatives.sums import Sums, sums_by
from utblick.tenancy import scope

SHOWN = 4
"""So many initiatives of a priority are named."""


class State(StrEnum):
    """How far the chain of a priority holds."""

    EFFECT = "effect"
    RESULTS = "results"
    HOPE = "hope"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Work:
    """An initiative that counts for a priority; `results` and `figures`: how many results it has, and how many with a figure."""

    pk: int
    title: str
    results: int
    figures: int
    sums: Sums = field(default_factory=Sums)


@dataclass(slots=True)
class Effect:
    """A priority and what hangs on it. Of its `initiatives` so many have done something, have a result, have one with a figure."""

    priority: Priority
    initiatives: int = 0
    done: int = 0
    resulting: int = 0
    measured: int = 0
    shown: list[Work] = field(default_factory=list)
    gauges: list[Gauge] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.initiatives - len(self.shown)

    @property
    def known(self) -> list[Gauge]:
        return [one for one in self.gauges if one.is_known]

    @property
    def state(self) -> State:
        if not self.initiatives:
            return State.NOTHING
        if not self.resulting:
            return State.HOPE
        return State.EFFECT if self.measured and self.known else State.RESULTS


def effects_of(priorities: Sequence[Priority], programme: Programme) -> list[Effect]:
    """Three queries however many the rows; nothing is done for a programme that has not begun."""
    period = period_of(programme)
    found = {one.pk: Effect(one) for one in priorities}
    with scope.acting(scope.municipality(), scope.current().user, sees_secrets=False):
        if period and found:
            _take_work(found, period)
        for gauge in gauges({one.goal_id for one in priorities}):
            for one in found.values():
                if one.priority.goal_id == gauge.series.indicator.goal_id:
                    one.gauges.append(gauge)
    return list(found.values())


# The initiatives: of each priority one row of counts, and one for each that is shown


def _take_work(found: dict[int, Effect], period: Period) -> None:
    parts = [rows for one in found.values() for rows in (_counts(one.priority, period), _first(one.priority, period))]
    works: dict[int, list[tuple[int, str, int, int]]] = defaultdict(list)
    for key, pk, title, *counts in parts[0].union(*parts[1:], all=True).order_by():
        if not pk:
            one = found[key]
            one.initiatives, one.done, one.resulting, one.measured = counts
        else:
            works[key].append((pk, title, counts[0], counts[1]))
    ours = {work[0] for those in works.values() for work in those}
    sums = sums_by(Step.objects.within(period.first, period.last).filter(initiative__in=ours), "initiative_id")
    for key, those in works.items():
        found[key].shown = [Work(*work, sums.get(work[0], Sums())) for work in sorted(those)]


def _counts(priority: Priority, period: Period) -> QuerySet[Any]:
    results = _results(priority, period)
    rows = counting_for(priority, period).order_by().annotate(key=Value(priority.pk)).values("key")
    return rows.annotate(
        one=Value(0),
        name=Value("", CharField()),
        all=Count("pk"),
        done=Count("pk", filter=_any(_steps(period))),
        resulting=Count("pk", filter=_any(results)),
        measured=Count("pk", filter=_any(results.exclude(value=None))),
    ).values_list("key", "one", "name", "all", "done", "resulting", "measured")


def _first(priority: Priority, period: Period) -> QuerySet[Any]:
    """Those that began last."""
    results = _results(priority, period)
    latest = counting_for(priority, period).order_by(F("starts_on").desc(nulls_last=True), "-pk").values("pk")[:SHOWN]
    return (
        Initiative.objects.filter(pk__in=latest)
        .order_by()
        .annotate(
            key=Value(priority.pk),
            noted=_many(results),
            figured=_many(results.exclude(value=None)),
            nought=Value(0),
            nil=Value(0),
        )
        .values_list("key", "pk", "title", "noted", "figured", "nought", "nil")
    )


def _results(priority: Priority, period: Period) -> QuerySet[Result]:
    """A result that names another goal is no result of this priority."""
    rows: QuerySet[Result] = Result.objects.standing().filter(Q(goal=None) | Q(goal=priority.goal_id))
    return rows.filter(noted_on__range=(period.first, period.last))


def _steps(period: Period) -> QuerySet[Step]:
    """What has come about, or does."""
    return Step.objects.within(period.first, period.last).filter(status__in=[Step.Status.RUNNING, Step.Status.DONE])


def _any(parts: QuerySet[Any]) -> Exists:
    return Exists(parts.filter(initiative=OuterRef("pk")))


def _many(parts: QuerySet[Any]) -> Coalesce:
    counted = parts.filter(initiative=OuterRef("pk")).order_by().values("initiative").annotate(many=Count("pk"))
    return Coalesce(Subquery(counted.values("many")), 0)
