"""Builders for tests: an indicator, its targets and figures."""

from decimal import Decimal
from itertools import count
from typing import Any

from utblick.goals.tests.make import make_goal
from utblick.indicators.models import Indicator, Measurement, Target

_number = count(1)


def make_indicator(
    *, targets: dict[int, str] | None = None, values: dict[int, str] | None = None, **facts: Any
) -> Indicator:
    at = next(_number)
    indicator: Indicator = Indicator.objects.create(
        goal=facts.pop("goal", None) or make_goal(),
        **{"name": f"Elever utomlands {at}", "unit": "elever", "position": at, **facts},
    )
    for year, value in (targets or {}).items():
        Target.objects.create(indicator=indicator, year=year, value=Decimal(value))
    for year, value in (values or {}).items():
        Measurement.objects.create(indicator=indicator, year=year, value=Decimal(value))
    return indicator
