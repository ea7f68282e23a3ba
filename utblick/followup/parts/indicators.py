"""How a goal is measured: each indicator with where it began, the last two years and where it should be."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from utblick.followup.contents import Cell, Table
from utblick.followup.figures import IndicatorLine, Period
from utblick.followup.parts.blocks import cell, counted_cell, table
from utblick.indicators.standing import Status
from utblick.indicators.telling import LABELS, told
from utblick.ui.charts import with_unit


def indicators_table(lines: list[IndicatorLine], period: Period) -> Table | None:
    year = period.last.year
    return table(
        "indicators",
        _("Indicators"),
        [_("Indicator"), _("State"), _("Baseline"), str(year - 1), str(year), pgettext("column", "Target")],
        [_row(line, year) for line in lines],
        texts=2,
        note=_("*) The year was not over when this was counted.") if any(line.so_far for line in lines) else "",
    )


def _row(line: IndicatorLine, year: int) -> list[Cell]:
    ref = f"indicator:{line.pk}"
    latest = f"{told(line.value)}*" if line.so_far else told(line.value)
    return [
        cell(f"{line.name} ({line.unit})" if line.unit else line.name, ref),
        cell("–" if line.so_far else str(LABELS[Status(line.status)][0])),
        counted_cell(_dated(line.baseline, line.baseline_year), line.baseline, f"{ref}:baseline", ref),
        counted_cell(told(line.before), line.before, f"{ref}:{year - 1}", ref),
        counted_cell(latest, line.value, f"{ref}:{year}", ref),
        counted_cell(_dated(line.target, line.target_year), line.target, f"{ref}:target", ref),
    ]


def _dated(value: Decimal | None, year: int | None) -> str:
    return "–" if value is None or year is None else with_unit(told(value), f"({year})")
