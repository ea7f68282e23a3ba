"""The year as a wheel, drawn on the server: a ring for each subject, a part for each month, in it how many dates."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from django.utils.dates import MONTHS
from django.utils.translation import ngettext

from utblick.duties.models import Ring

SIZE, OUTER, INNER = 640, 290, 92
MIDDLE = SIZE / 2
TEXT = 306


type Place = tuple[Ring, int]
"""A ring and a month."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one ring: its outline, where its number stands, how many dates, of them late, and how dark it is (0 to 3)."""

    ring: str
    month: int
    path: str
    x: float
    y: float
    count: int
    late: int
    shade: int
    said: str


@dataclass(frozen=True, slots=True)
class Wheel:
    size: int
    cells: tuple[Cell, ...]
    months: tuple[tuple[str, float, float, int], ...]
    hand: tuple[float, float] | None
    """Where today is, at the rim; None in another year."""


def wheel(counts: Mapping[Place, int], late: Mapping[Place, int], year: int, today: date) -> Wheel:
    rings = list(Ring)
    thick = (OUTER - INNER) / len(rings)
    cells = tuple(
        _cell(ring, month, counts.get((ring, month), 0), late.get((ring, month), 0), OUTER - place * thick, thick)
        for place, ring in enumerate(rings)
        for month in range(1, 13)
    )
    months = tuple((str(MONTHS[month])[:3], *_at(TEXT, _angle(month, 0.5)), month) for month in range(1, 13))
    gone = (today.day - 0.5) / monthrange(today.year, today.month)[1]
    hand = _at(OUTER, _angle(today.month, gone)) if today.year == year else None
    return Wheel(SIZE, cells, months, hand)


def _cell(ring: Ring, month: int, count: int, late: int, outer: float, thick: float) -> Cell:
    inner = outer - thick
    x, y = _at((outer + inner) / 2, _angle(month, 0.5))
    said = f"{ring.label}, {MONTHS[month]}: {count}"
    if late:
        said += ", " + ngettext("%(count)s late", "%(count)s late", late) % {"count": late}
    shade = 0 if not count else 1 if count < 3 else 2 if count < 6 else 3
    return Cell(ring.value, month, _outline(month, outer, inner), x, y, count, late, shade, said)


def _angle(month: int, part: float) -> float:
    """Clockwise from the top; twelve equal parts, so that every month has room for its number."""
    return 2 * pi * (month - 1 + part) / 12


def _at(radius: float, angle: float) -> tuple[float, float]:
    return round(MIDDLE + radius * sin(angle), 1), round(MIDDLE - radius * cos(angle), 1)


def _outline(month: int, outer: float, inner: float) -> str:
    first, last = _angle(month, 0), _angle(month, 1)
    (ax, ay), (bx, by) = _at(outer, first), _at(outer, last)
    (cx, cy), (dx, dy) = _at(inner, last), _at(inner, first)
    return f"M{ax} {ay}A{outer:.1f} {outer:.1f} 0 0 1 {bx} {by}L{cx} {cy}A{inner:.1f} {inner:.1f} 0 0 0 {dx} {dy}Z"
