"""Charts as facts for SVG templates: pure functions, no styles, no scripts.

    chart = bars(_("Money by goal"), [("Ungas möten", 120_000), ("Företag ut", 80_000)], unit="kr")
    {% include "ui/charts/bars.html" with chart=chart %}

Each chart carries its title, a sentence that says what is to be seen, and its figures for the table beside it. Places are given in
per cent of the width, so that text keeps its size on every screen; heights are pixels. Values are numbers that are not negative;
None in a line means "not measured" and leaves a gap.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.formats import number_format
from django.utils.translation import gettext as _

LINE, BAR, GAP = 18, 16, 14
WRAP = 46
WIDEST = 68.0
"""The longest bar, in per cent: the value stands after it."""
PLOT = 170

type Figure = float | int


@dataclass(frozen=True, slots=True)
class Part:
    series: int
    x: str
    width: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Row:
    lines: list[tuple[int, str]]
    """The label, as (height of the base line, text)."""
    y: int
    parts: list[Part]
    end: str
    value: str
    value_y: int


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: float
    label: str
    value: str
    anchor: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class Tick:
    y: float
    value: str


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
    dots: list[Dot] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    target: Tick | None = None


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
        head=[*(series or [_with_unit(_("Value"), unit)]), *([_with_unit(_("Total"), unit)] if series else [])],
        table=[
            [label, *(_figure(part) for part in parts), *([_figure(total)] if series else [])]
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
        drawn.append(Part(number, f"{x:.2f}%", f"{width:.2f}%", name, _with_unit(_figure(part), unit)))
        x += width
    return Row(lines, y, drawn, f"{x:.2f}%", _with_unit(_figure(total), unit), y + BAR - 3)


def line(
    title: str, values: Sequence[tuple[str, Figure | None]], *, target: Figure | None = None, unit: str = ""
) -> Chart:
    """A line over time: (label, value or None), and where one is set the target as a dashed line."""
    known = [value for _label, value in values if value is not None]
    top = _round_up(max([*known, target or 0], default=0))
    step = 100 / max(len(values) - 1, 1)
    dots = [
        _dot(number, len(values), step, label, value, top, unit)
        for number, (label, value) in enumerate(values)
        if value is not None
    ]
    return Chart(
        title=title,
        sentence=_course(values, target, unit),
        unit=unit,
        height=PLOT + 30,
        head=[_with_unit(_("Value"), unit)],
        table=[[label, _("not measured") if value is None else _figure(value)] for label, value in values],
        dots=dots,
        paths=_paths([value for _label, value in values], step, top),
        ticks=[
            Tick(_y(part * top, top), _with_unit(_figure(part * top), unit if part == 1 else "")) for part in (0.5, 1)
        ],
        target=Tick(_y(target, top), _with_unit(_figure(target), unit)) if target is not None else None,
    )


def sparkline(title: str, values: Sequence[Figure | None]) -> Chart:
    """A line without axes, to stand in a row of text or a table."""
    known = [value for value in values if value is not None]
    top = max(known, default=0) or 1
    told = _("From %(first)s to %(last)s.") % {"first": _figure(known[0]), "last": _figure(known[-1])} if known else ""
    return Chart(
        title, told or _("Nothing measured."), "", 24, [], [], paths=_paths(values, 100 / max(len(values) - 1, 1), top)
    )


def _dot(number: int, count: int, step: float, label: str, value: Figure, top: float, unit: str) -> Dot:
    """A measured point. Only so many labels are written below as there is room for; the first and last always are."""
    every = -(-count // 6)
    anchor = "start" if number == 0 else "end" if number == count - 1 else "middle"
    labelled = number == count - 1 or (number % every == 0 and count - 1 - number >= every)
    return Dot(f"{number * step:.2f}%", _y(value, top), label, _with_unit(_figure(value), unit), anchor, labelled)


def _y(value: Figure, top: float) -> float:
    """Pixels from the top of the plot, below a margin for the uppermost label."""
    return round(20 + (PLOT - 20) * (1 - value / (top or 1)), 1)


def _paths(values: Sequence[Figure | None], step: float, top: float) -> list[str]:
    """The unbroken stretches, as points in a square of a hundred by a hundred."""
    placed = [(number * step, value) for number, value in enumerate(values)]
    stretches = [list(points) for there, points in groupby(placed, key=lambda point: point[1] is not None) if there]
    return [" ".join(f"{x:.2f},{100 - 100 * (y or 0) / (top or 1):.2f}" for x, y in points) for points in stretches]


def _round_up(value: float) -> float:
    """The next of 1, 2, 4, 5, 10 times a power of ten: an axis that ends on a figure one can halve."""
    if value <= 0:
        return 1
    power = 10.0 ** (len(str(int(value))) - 1)
    return next(step * power for step in (1, 2, 4, 5, 6, 8, 10) if step * power >= value)


def _figure(value: Figure) -> str:
    decimals = 0 if float(value).is_integer() else 1
    return number_format(value, decimals, use_l10n=True, force_grouping=True)


def _with_unit(text: str, unit: str) -> str:
    return f"{text}\u00a0{unit}" if unit else text


def _most_and_sum(values: Sequence[tuple[str, Sequence[Figure]]], totals: Sequence[Figure], unit: str) -> str:
    if not any(totals):
        return _("Nothing to show yet.")
    most = max(range(len(totals)), key=totals.__getitem__)
    facts = {
        "label": values[most][0],
        "most": _with_unit(_figure(totals[most]), unit),
        "sum": _with_unit(_figure(sum(totals)), unit),
    }
    return _("Most: %(label)s, %(most)s. In all %(sum)s.") % facts


def _course(values: Sequence[tuple[str, Figure | None]], target: Figure | None, unit: str) -> str:
    known = [(label, value) for label, value in values if value is not None]
    if not known:
        return _("Nothing measured yet.")
    (first, start), (last, end) = known[0], known[-1]
    facts = {
        "first": first,
        "start": _with_unit(_figure(start), unit),
        "last": last,
        "end": _with_unit(_figure(end), unit),
    }
    told = _("From %(start)s in %(first)s to %(end)s in %(last)s.") % facts
    if target is None:
        return told
    reached = _("The target, %(target)s, is reached.") if end >= target else _("The target is %(target)s.")
    return f"{told} {reached % {'target': _with_unit(_figure(target), unit)}}"
