"""Charts as facts for SVG templates: pure functions, no styles, no scripts.

    chart = bars(_("Money by goal"), [("Ungas möten", 120_000), ("Företag ut", 80_000)], unit="kr")
    {% include "ui/charts/bars.html" with chart=chart %}

Each chart carries its title, a sentence that says what is to be seen, and its figures for the table beside it. Places are given in
per cent of the width, so that text keeps its size on every screen; heights are pixels. Values are numbers that are not negative.
A figure over the years is drawn by trends.py.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import floor, log10

from django.utils.translation import gettext as _

from utblick.ui.figures import grouped

LINE, BAR, GAP = 18, 16, 14
WRAP = 46
WIDEST = 68.0
"""The longest bar, in per cent: the value stands after it."""

type Figure = float | int


@dataclass(frozen=True, slots=True)
class Part:
    series: int
    x: str
    width: str
    label: str
    value: str
    size: Figure


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    lines: list[tuple[int, str]]
    """The label, as (height of the base line, text)."""
    y: int
    parts: list[Part]
    end: str
    value: str
    value_y: int


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    sentence: str
    unit: str
    height: int
    head: list[str]
    table: list[list[str]]
    rows: list[Row] = field(default_factory=list)
    series: list[tuple[int, str]] = field(default_factory=list)
    place: str = ""
    """What stands for it in a Word document until it is drawn there (word_charts.py)."""


def bars(title: str, values: Sequence[tuple[str, Figure]], *, unit: str = "") -> Chart:
    """Lying bars, one for each (label, value), in the order given."""
    return stacked(title, [(label, [value]) for label, value in values], series=[], unit=unit)


def stacked(
    title: str, values: Sequence[tuple[str, Sequence[Figure]]], *, series: Sequence[str], unit: str = ""
) -> Chart:
    """Lying bars of several parts: (label, values in the order of `series`). At most five series can be told apart."""
    totals = [sum(parts) for _label, parts in values]
    largest = max(totals, default=0) or 1
    rows, top = [], 0
    for (label, parts), total in zip(values, totals, strict=True):
        row = _row(label, parts, total, list(series), unit, top, largest)
        rows.append(row)
        top = row.y + BAR + GAP
    return Chart(
        title=title,
        sentence=_most_and_sum(values, totals, unit),
        unit=unit,
        height=max(top - GAP, 0),
        head=[*(series or [with_unit(_("Value"), unit)]), *([with_unit(_("Total"), unit)] if series else [])],
        table=[
            [label, *(figure(part) for part in parts), *([figure(total)] if series else [])]
            for (label, parts), total in zip(values, totals, strict=True)
        ],
        rows=rows,
        series=list(enumerate(series, start=1)),
    )


def _row(
    label: str, parts: Sequence[Figure], total: Figure, series: list[str], unit: str, top: int, largest: Figure
) -> Row:
    lines = [(top + 13 + LINE * number, text) for number, text in enumerate(textwrap.wrap(label, WRAP) or [""])]
    y = top + LINE * len(lines) + 2
    x, drawn = 0.0, []
    for number, part in enumerate(parts, start=1):
        width = part / largest * WIDEST
        name = series[number - 1] if series else label
        drawn.append(Part(number, f"{x:.2f}%", f"{width:.2f}%", name, with_unit(figure(part), unit), part))
        x += width
    return Row(label, lines, y, drawn, f"{x:.2f}%", with_unit(figure(total), unit), y + BAR - 3)


def round_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 4, 5, 6, 8, 10 times a power of ten; 1 for nought and less."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return next((part * power for part in (1, 1.5, 2, 3, 4, 5, 6, 8) if part * power >= value), 10 * power)


def figure(value: Figure) -> str:
    """With one decimal where it is no whole number."""
    decimals = 0 if float(value).is_integer() else 1
    return grouped(value, decimals)


def with_unit(text: str, unit: str) -> str:
    return f"{text}\u00a0{unit}" if unit else text


def _most_and_sum(values: Sequence[tuple[str, Sequence[Figure]]], totals: Sequence[Figure], unit: str) -> str:
    if not any(totals):
        return _("Nothing to show yet.")
    most = max(range(len(totals)), key=totals.__getitem__)
    facts = {
        "label": values[most][0],
        "most": with_unit(figure(totals[most]), unit),
        "sum": with_unit(figure(sum(totals)), unit),
    }
    return _("Most: %(label)s, %(most)s. In all %(sum)s.") % facts
