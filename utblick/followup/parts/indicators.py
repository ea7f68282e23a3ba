"""How a goal is measured: each indicator with where it began, the last two years and where it should be."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from utblick.followup.contents import Cell, Ref, Sentence, Table
from utblick.followup.figures import IndicatorLine, Period
from utblick.followup.parts.blocks import cell, counted_cell, said, table
from utblick.followup.phrases import NBSP, enumerated, quoted, sentence
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


def lagging(lines: Iterable[IndicatorLine]) -> list[IndicatorLine]:
    """Those behind their target, or past it without having reached it; the year that is not over judges none."""
    return [one for one in lines if one.status in (Status.BEHIND, Status.NOT_REACHED) and not one.so_far]


def told_standing(lines: list[IndicatorLine]) -> list[Sentence]:
    """One sentence on how those stand that can be judged; none where none can."""
    say: dict[Status, Callable[[int], str]] = {
        Status.REACHED: lambda n: ngettext(
            "%(names)s has reached its target", "%(names)s have reached their targets", n
        ),
        Status.ON_PACE: lambda n: ngettext("%(names)s is on pace", "%(names)s are on pace", n),
        Status.BEHIND: lambda n: ngettext("%(names)s lies behind", "%(names)s lie behind", n),
        Status.NOT_REACHED: lambda n: ngettext(
            "%(names)s did not reach its target", "%(names)s did not reach their targets", n
        ),
    }
    texts: list[str] = []
    for status, text in say.items():
        found = [one for one in lines if one.status == status and not one.so_far]
        names = enumerated([quoted(one.name) for one in found])
        if found and not texts:
            names = ngettext("the indicator %(names)s", "the indicators %(names)s", len(found)) % {"names": names}
        if found:
            texts.append(text(len(found)) % {"names": names})
    refs = [Ref(ref=f"indicator:{one.pk}", label=one.name) for one in lines]
    return [said(f"{sentence(enumerated(texts))}.", *refs)] if texts else []


def _row(line: IndicatorLine, year: int) -> list[Cell]:
    ref = f"indicator:{line.pk}"
    latest = f"{told(line.value)}*" if line.so_far else told(line.value)
    return [
        cell(f"{line.name} ({line.unit})" if line.unit else line.name, ref),
        cell("–" if line.so_far else str(LABELS[Status(line.status)][0]).replace(" ", NBSP)),
        counted_cell(_dated(line.baseline, line.baseline_year), line.baseline, f"{ref}:baseline", ref),
        counted_cell(told(line.before), line.before, f"{ref}:{year - 1}", ref),
        counted_cell(latest, line.value, f"{ref}:{year}", ref),
        counted_cell(_dated(line.target, line.target_year), line.target, f"{ref}:target", ref),
    ]


def _dated(value: Decimal | None, year: int | None) -> str:
    return "–" if value is None or year is None else with_unit(told(value), f"({year})")
