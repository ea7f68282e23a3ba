"""A figure over the years as facts for an SVG template: what was measured, what it should be, and how others fare.

    chart = trend(_("Pupils abroad"), years, measured, targets=targets, others=[("Åre", values)], unit="%", sentence=...)
    {% include "ui/charts/trend.html" with chart=chart %}

Places are given as in charts.py: across in per cent of the width, down in pixels. None is "not measured" and leaves a gap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from utblick.ui.charts import Figure, figure, round_up, with_unit

TOP, PLOT, FOOT = 20, 170, 30
MOST_LABELS = 6
MOST_OTHERS = 3
"""So many more lines can be told apart."""

type Values = Sequence[Figure | None]


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: float
    told: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A year below the plot, or a figure beside it."""

    place: str | float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Line:
    """`alone`: of the paths, those of one point, of which no line can be drawn."""

    series: int
    name: str
    paths: list[str]
    alone: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Trend:
    title: str
    sentence: str
    head: list[str]
    table: list[list[str]]
    height: int
    ground: float
    measured: Line
    targets: Line | None
    others: list[Line]
    dots: list[Dot]
    aims: list[Dot]
    years: list[Mark]
    ticks: list[Mark]


@dataclass(frozen=True, slots=True)
class Scale:
    least: float
    most: float

    def y(self, value: Figure) -> float:
        return round(TOP + (PLOT - TOP) * (1 - self.part(value)), 1)

    def part(self, value: Figure) -> float:
        return (float(value) - self.least) / ((self.most - self.least) or 1)


def trend(
    title: str,
    years: Sequence[str],
    measured: Values,
    *,
    targets: Values = (),
    others: Sequence[tuple[str, Values]] = (),
    unit: str = "",
    sentence: str = "",
) -> Trend:
    """`measured`, `targets` and each of `others` have a value, or None, for each of the years."""
    shown, step = others[:MOST_OTHERS], 100 / max(len(years) - 1, 1)
    scale = _scale([value for values in (measured, targets, *(one for _name, one in shown)) for value in values])
    drawn = [_line(number, name, values, step, scale) for number, (name, values) in enumerate(shown, start=3)]
    columns = [(_("Value"), measured), *([(_("Target"), targets)] if any_known(targets) else []), *others]
    return Trend(
        title=title,
        sentence=sentence,
        head=[with_unit(name, f"({unit})") if unit and name == _("Value") else name for name, _values in columns],
        table=[[year, *(_told(values[at]) for _name, values in columns)] for at, year in enumerate(years)],
        height=PLOT + FOOT,
        ground=scale.y(max(scale.least, min(0, scale.most))),
        measured=_line(1, _("Value"), measured, step, scale),
        targets=Line(0, _("Target"), _joined(targets, step, scale)) if any_known(targets) else None,
        others=drawn,
        dots=list(_dots(years, measured, step, scale, unit)),
        aims=list(_dots(years, targets, step, scale, unit)),
        years=list(_years(years, step)),
        ticks=[Mark(scale.y(value), with_unit(figure(value), unit)) for value in _ticks(scale)],
    )


def sparkline(title: str, measured: Values, targets: Values = (), *, sentence: str = "") -> Trend:
    """The same without words, to stand in a card of many or in a row of a table."""
    return trend(title, [""] * len(measured), measured, targets=targets, sentence=sentence)


def any_known(values: Values) -> bool:
    return any(value is not None for value in values)


def _told(value: Figure | None) -> str:
    return "–" if value is None else figure(value)


def _scale(values: Iterable[Figure | None]) -> Scale:
    """From nought, or below it, to a figure that one can halve."""
    known = [float(value) for value in values if value is not None]
    return Scale(
        -round_up(-min(known, default=0)) if min(known, default=0) < 0 else 0.0, round_up(max(known, default=0))
    )


def _ticks(scale: Scale) -> list[float]:
    return [scale.most, scale.most / 2, *([scale.least] if scale.least < 0 else [])]


def _line(series: int, name: str, values: Values, step: float, scale: Scale) -> Line:
    """The unbroken stretches, as points in a square of a hundred by a hundred."""
    placed = list(enumerate(values))
    stretches = [list(points) for there, points in groupby(placed, key=lambda point: point[1] is not None) if there]
    drawn = [[_point(at * step, value, scale) for at, value in points] for points in stretches]
    return Line(
        series,
        name,
        paths=[" ".join(points) for points in drawn],
        alone=[points[0] for points in drawn if len(points) == 1],
    )


def _joined(values: Values, step: float, scale: Scale) -> list[str]:
    """From target to target, over the years between them."""
    return [" ".join(_point(at * step, value, scale) for at, value in enumerate(values) if value is not None)]


def _point(x: float, value: Figure | None, scale: Scale) -> str:
    return f"{x:.2f},{100 - 100 * scale.part(value or 0):.2f}"


def _dots(years: Sequence[str], values: Values, step: float, scale: Scale, unit: str) -> Iterable[Dot]:
    known = [at for at, value in enumerate(values) if value is not None]
    for at in known:
        value = values[at]
        assert value is not None
        told = f"{years[at]}: {with_unit(figure(value), unit)}"
        yield Dot(f"{at * step:.2f}%", scale.y(value), told, at == known[-1])


def _years(years: Sequence[str], step: float) -> Iterable[Mark]:
    """As many as there is room for; the first and the last always."""
    last, every = len(years) - 1, -(-len(years) // MOST_LABELS)
    for at, year in enumerate(years):
        if at == last or (at % every == 0 and last - at >= every):
            yield Mark(f"{at * step:.2f}%", year, "start" if at == 0 else "end" if at == last else "middle")
