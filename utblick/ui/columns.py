"""Standing columns over time, of parts that may lie below nought; drawn on the server, with a table and a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from utblick.ui.charts import figure, round_up, with_unit

PLOT, TOP, FOOT = 220, 20, 28
"""Pixels: the height of the plot, the margin above it, the room for labels below."""

type Value = tuple[str, Sequence[Decimal], bool]
"""Label, the parts in the order of the series, and whether it lies ahead and is a forecast."""


@dataclass(frozen=True, slots=True)
class Part:
    series: int
    x: str
    y: float
    width: str
    height: float
    told: str
    ahead: bool


@dataclass(frozen=True, slots=True)
class Label:
    x: str
    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    title: str
    sentence: str
    height: int
    zero: float
    head: list[str]
    table: list[list[str]]
    parts: list[Part]
    labels: list[Label]
    ticks: list[Tick]
    series: list[tuple[int, str]]


def columns(title: str, values: Sequence[Value], *, series: Sequence[str], unit: str = "") -> Columns:
    top, bottom = _reach(values)
    scale = PLOT / ((top - bottom) or 1)
    zero = TOP + top * scale
    step = 100 / max(len(values), 1)
    return Columns(
        title=title,
        sentence=_sentence(values, unit),
        height=PLOT + TOP + FOOT,
        zero=round(zero, 1),
        head=[with_unit(name, unit) for name in [*series, _("Total")]],
        table=[_table_row(value) for value in values],
        parts=[
            part for place, value in enumerate(values) for part in _parts(value, place, step, zero, scale, series, unit)
        ],
        labels=_labels(values, step),
        ticks=[Tick(round(TOP + (top - at) * scale, 1), with_unit(figure(at), unit)) for at in _ticks(top, bottom)],
        series=list(enumerate(series, start=1)),
    )


def _reach(values: Sequence[Value]) -> tuple[float, float]:
    """The highest and lowest that any column comes to."""
    above = max((float(sum(part for part in parts if part > 0)) for _label, parts, _ahead in values), default=0)
    below = min((float(sum(part for part in parts if part < 0)) for _label, parts, _ahead in values), default=0)
    return round_up(above) if above or not below else 0, -round_up(-below) if below else 0


def _ticks(top: float, bottom: float) -> list[float]:
    return [at for at in (top, top / 2, bottom) if at]


def _parts(
    value: Value, place: int, step: float, zero: float, scale: float, series: Sequence[str], unit: str
) -> list[Part]:
    label, amounts, ahead = value
    up, down, found = zero, zero, []
    for number, amount in enumerate(amounts, start=1):
        height = round(abs(float(amount)) * scale, 1)
        if not height:
            continue
        up, down = (up - height, down) if amount > 0 else (up, down + height)
        y = up if amount > 0 else down - height
        told = f"{label}: {series[number - 1]}, {with_unit(figure(round(amount)), unit)}"
        found.append(
            Part(number, f"{place * step + step * 0.12:.2f}%", round(y, 1), f"{step * 0.76:.2f}%", height, told, ahead)
        )
    return found


def _labels(values: Sequence[Value], step: float) -> list[Label]:
    every = -(-len(values) // 6)
    return [
        Label(f"{place * step + step * 0.12:.2f}%", label)
        for place, (label, _parts, _ahead) in enumerate(values)
        if place % every == 0 and place + every / 2 <= len(values)
    ]


def _table_row(value: Value) -> list[str]:
    label, amounts, ahead = value
    told = _("%(month)s (forecast)") % {"month": label} if ahead else label
    return [told, *(figure(round(amount)) for amount in amounts), figure(round(sum(amounts)))]


def _sentence(values: Sequence[Value], unit: str) -> str:
    totals = [(sum(parts), label) for label, parts, _ahead in values]
    if not totals or not any(amount for amount, _label in totals):
        return _("Nothing to show yet.")
    most, when = max(totals)
    last, end = totals[-1]
    facts = {
        "most": with_unit(figure(round(most)), unit),
        "when": when,
        "last": with_unit(figure(round(last)), unit),
        "end": end,
    }
    return _("Most in %(when)s: %(most)s. In %(end)s it is %(last)s.") % facts
