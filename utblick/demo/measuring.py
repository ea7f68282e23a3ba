"""How the demo's goals are measured: three years of figures, and what is counted from its own work."""

from datetime import date
from decimal import Decimal
from typing import Any

from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.goals.models import Goal
from utblick.indicators.formulas import FORMULAS
from utblick.indicators.models import GROUPS, Comparison, Indicator, Measurement, Target
from utblick.journal import clock


def measure(cast: Cast) -> None:
    for position, facts in enumerate(texts.read("indicators")["indicators"], start=1):
        with clock.at(moments.ago(cast.today, 700, position)):
            indicator = _indicator(position, facts, cast)
            for year, value in facts.get("targets", {}).items():
                Target(indicator=indicator, year=_year(cast, year), value=Decimal(value)).save()
        _figures(indicator, facts, cast)


def _year(cast: Cast, told: int | str) -> int:
    return cast.today.year + int(told)


def _indicator(position: int, facts: dict[str, Any], cast: Cast) -> Indicator:
    formula = FORMULAS.get(facts.get("formula", ""))
    told = {
        name: facts[name]
        for name in ("name", "definition", "source", "formula", "better", "sdg_targets")
        if name in facts
    }
    indicator = Indicator(
        goal=Goal.objects.in_force().get(name=facts["goal"]),
        position=position,
        unit=str(formula.unit) if formula else facts["unit"],
        counts_people=formula.counts_people if formula else facts.get("counts_people", False),
        unit_in_charge=cast.units.get(facts.get("unit_in_charge", "")),
        **told,
    )
    if "baseline" in facts:
        year, value = facts["baseline"]
        indicator.baseline_year, indicator.baseline = _year(cast, year), Decimal(value)
    indicator.full_clean(exclude=["municipality"])
    indicator.save()
    return indicator


def _figures(indicator: Indicator, facts: dict[str, Any], cast: Cast) -> None:
    notes = facts.get("notes", {})
    values = {year: {"value": Decimal(value)} for year, value in facts.get("values", {}).items()}
    people = {year: dict(zip(GROUPS, counts, strict=True)) for year, counts in facts.get("people", {}).items()}
    for year, figures in (values | people).items():
        measured_on = date(min(_year(cast, year) + 1, cast.today.year), 1, 31)
        with clock.at(moments.on(min(measured_on, cast.today))):
            row = Measurement(indicator=indicator, year=_year(cast, year), note=notes.get(year, ""), **figures)
            row.count()
            row.save()
    for name, course in facts.get("others", {}).items():
        for year, value in course.items():
            Comparison(indicator=indicator, name=name, year=_year(cast, year), value=Decimal(value)).save()
