#!/usr/bin/env python3
"""Draw the base maps that pins are put on, utblick/ui/static/ui/europe.svg and world.svg, from Natural Earth (world-atlas, npm).

Run by hand when a map's frame in utblick/ui/maps.py changes; the drawings are kept in the project. Needs npm.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from vendor import fetch  # noqa: E402

from utblick.ui import maps  # noqa: E402

INTEGRITY = "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
FOLDER = ROOT / "utblick/ui/static/ui"
# Natural Earth draws the line of control; Crimea is part of Ukraine (UN General Assembly resolution 68/262).
CRIMEA = (32.0, 37.0, 44.0, 46.5)
# Units of the drawing. Below the first the outline is smoothed, islands smaller than the second (squared) are left out.
TOLERANCE, SMALLEST = 0.35, 1.5

type Point = tuple[float, float]
type Frame = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """`near`: west, east, south and north in degrees, outside which nothing is drawn. `around`: how far past its edges lines go."""

    name: str
    source: str
    near: Frame
    draw: Callable[[float, float], Point]
    height: float
    around: float

    @property
    def frame(self) -> Frame:
        return (-self.around, maps.WIDTH + self.around, -self.around, self.height + self.around)


# Far from the centre the projection of Europe turns inside out; the world is cut where there is least land to cut.
EUROPE = Drawing("europe.svg", "countries-50m.json", (-60.0, 80.0, 15.0, 86.0), maps.drawn, maps.HEIGHT, 20)
CUT = maps.MERIDIAN - 180
WORLD = Drawing(
    "world.svg",
    "countries-110m.json",
    (CUT + 0.001, CUT + 359.999, maps.FURTHEST_SOUTH, maps.FURTHEST_NORTH),
    maps.in_the_world,
    maps.WORLD_HEIGHT,
    0,
)


def main() -> None:
    files = fetch("world-atlas", "2.0.2", INTEGRITY)
    for drawing in (EUROPE, WORLD):
        atlas = json.loads(files[drawing.source])
        countries = atlas["objects"]["countries"]["geometries"]
        land = "".join(outline(ring, drawing) for country in countries for ring in rings(atlas, country, drawing))
        frame, target = f'viewBox="0 0 {maps.WIDTH:g} {drawing.height:g}"', FOLDER / drawing.name
        target.write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>\n<path id="land" d="{land}"/>\n'
            f'<path id="borders" d="{borders(atlas, countries, drawing)}"/>\n</svg>\n'
        )
        print(f"{drawing.name}: {len(countries)} countries, {target.stat().st_size / 1000:.0f} kB")


def borders(atlas: dict[str, Any], countries: list[dict[str, Any]], drawing: Drawing) -> str:
    """The lines that two countries share, within the frame."""
    used = Counter(index if index >= 0 else ~index for country in countries for index in _arcs(country["arcs"]))
    drawn = []
    for index in sorted(index for index, times in used.items() if times > 1):
        degrees = arc(atlas, index)
        if all(_within(point, CRIMEA) for point in degrees):
            continue
        points = [drawing.draw(lat, lon) for lon, lat in degrees if _within((lon, lat), drawing.near)]
        if any(_within(point, drawing.frame) for point in points):
            drawn.append(_path(simplified(points)))
    return "".join(drawn)


def _arcs(nested: list[Any]) -> Iterator[int]:
    for one in nested:
        yield from _arcs(one) if isinstance(one, list) else [one]


def _within(point: Point, frame: Frame) -> bool:
    return frame[0] <= point[0] <= frame[1] and frame[2] <= point[1] <= frame[3]


def _path(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}".replace(".0", "") for x, y in points)


def rings(atlas: dict[str, Any], country: dict[str, Any], drawing: Drawing) -> Iterator[list[Point]]:
    """The outer and inner rings of a country in degrees, cut off where the drawing ends."""
    groups = country.get("arcs", [])
    polygons = groups if country["type"] == "MultiPolygon" else [groups]
    for polygon in polygons:
        for ring in polygon:
            points = _unwound([point for index in ring for point in arc(atlas, index)[:-1]])
            # What lies west of the cut is drawn in the far east.
            for turns in (0, 360, -360):
                yield clipped([(lon + turns, lat) for lon, lat in points], drawing.near)


def _unwound(points: list[Point]) -> list[Point]:
    """The ring without its leaps from 180 degrees east to 180 west."""
    found: list[Point] = []
    for lon, lat in points:
        near = found[-1][0] if found else lon
        found.append((lon - 360 * round((lon - near) / 360), lat))
    return found


def arc(atlas: dict[str, Any], index: int) -> list[Point]:
    """One of the topology's lines: differences of whole numbers, read backwards when the index is negative."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in atlas["arcs"][~index if index < 0 else index]:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points[::-1] if index < 0 else points


def outline(ring: list[Point], drawing: Drawing) -> str:
    points = clipped([drawing.draw(lat, lon) for lon, lat in ring], drawing.frame)
    if len(points) < 3 or abs(area(points)) < SMALLEST:
        return ""
    kept = simplified([*points, points[0]])[:-1]
    if len(kept) < 3:
        return ""
    return _path(kept) + "Z"


def clipped(points: list[Point], frame: Frame) -> list[Point]:
    """The polygon within (least x, greatest x, least y, greatest y), after Sutherland and Hodgman."""
    for number, bound in enumerate(frame):
        points = list(_cut(points, number // 2, bound, keep_below=number % 2 == 1))
    return points


def _cut(points: list[Point], axis: int, bound: float, keep_below: bool) -> Iterator[Point]:
    for before, here in zip([*points[-1:], *points[:-1]], points, strict=True):
        inside = (here[axis] <= bound) == keep_below
        if inside != ((before[axis] <= bound) == keep_below):
            part = (bound - before[axis]) / (here[axis] - before[axis])
            crossing = tuple(b + part * (h - b) for b, h in zip(before, here, strict=True))
            yield crossing[0], crossing[1]
        if inside:
            yield here


def area(points: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True)) / 2


def simplified(points: list[Point]) -> list[Point]:
    """Fewer points, none further than TOLERANCE from the line (Douglas and Peucker)."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    off = [
        abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        for x, y in points
    ]
    far = max(range(len(points)), key=off.__getitem__)
    if off[far] <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: far + 1])[:-1] + simplified(points[far:])


if __name__ == "__main__":
    main()
