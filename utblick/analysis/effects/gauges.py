"""The indicators of goals, with what was measured and is aimed at.

How one stands that the platform counts is left to its own page: to count it takes every row of the goal.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from utblick.indicators.models import Indicator, Target
from utblick.indicators.series import Reading, Series
from utblick.initiatives.models import Result, Step

FACTS = ("goal_id", "position", "pk", "name", "unit", "formula", "better", "baseline_year", "baseline")


@dataclass(frozen=True, slots=True)
class Gauge:
    """An indicator. `is_known`: whether it has a figure; what the platform counts has one once anything is done."""

    series: Series
    is_known: bool


def gauges(goals: Collection[int]) -> list[Gauge]:
    """Those of the goals, in their order. One query."""
    found: dict[int, Series] = {}
    told = _figures(goals, "measurements").union(_figures(goals, "targets"), all=True).order_by()
    happened = {}
    for *facts, happens, year, value, kind in sorted(told, key=lambda row: row[:3]):
        indicator = Indicator(**dict(zip(FACTS, facts, strict=True)))
        series = found.setdefault(indicator.pk, Series(indicator))
        happened[indicator.pk] = bool(indicator.formula and happens)
        if kind == "targets" and year:
            series.targets[year] = Target(year=year, value=value)
        elif year:
            series.readings[year] = Reading(value)
    return [Gauge(one, bool(one.measured) or happened[pk]) for pk, one in found.items()]


def _figures(goals: Collection[int], kind: str) -> QuerySet[Any]:
    """Each indicator as often as it has figures of that kind; at least once."""
    held = FilteredRelation(kind, condition=Q(**{f"{kind}__withdrawn_at": None}))
    rows = Indicator.objects.current().filter(goal__withdrawn_at=None, goal__in=goals).order_by()
    serving = {"initiative__contributions__goal": OuterRef("goal")}
    begun = Step.objects.standing().filter(starts_on__lte=timezone.localdate(), **serving)
    happens = Q(Exists(begun)) | Q(Exists(Result.objects.standing().filter(**serving)))
    rows = rows.annotate(held=held, happens=ExpressionWrapper(happens, BooleanField()))
    return rows.values_list(*FACTS, "happens", "held__year", "held__value", Value(kind))
