#!/usr/bin/env python3
"""Draw the base map that pins are put on: utblick/ui/static/ui/europe.svg, from Natural Earth by way of world-atlas (npm).

Run by hand when the map's frame in utblick/ui/maps.py changes; the drawing is kept in the project. Needs npm.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from vendor import fetch  # noqa: E402

from utblick.ui import maps  # noqa: E402

INTEGRITY = "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
TARGET = ROOT / "utblick/ui/static/ui/europe.svg"
# West, east, south, north in degrees; then the drawing and a margin.
NEAR = (-60.0, 80.0, 15.0, 86.0)
# Natural Earth draws the line of control; Crimea is part of Ukraine (UN General Assembly resolution 68/262).
CRIMEA = (32.0, 37.0, 44.0, 46.5)
FRAME = (-20.0, maps.WIDTH + 20, -20.0, maps.HEIGHT + 20)
# Units of the drawing. Below the first the outline is smoothed, islands smaller than the second (squared) are left out.
TOLERANCE, SMALLEST = 0.35, 1.5

type Point = tuple[float, float]
type Frame = tuple[float, float, float, float]


def main() -> None:
    atlas = json.loads(fetch("world-atlas", "2.0.2", INTEGRITY)["countries-50m.json"])
    countries = atlas["objects"]["countries"]["geometries"]
    land = "".join(outline(ring) for country in countries for ring in rings(atlas, country))
    frame = f'viewBox="0 0 {maps.WIDTH:g} {maps.HEIGHT:g}"'
    TARGET.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>\n<path id="land" d="{land}"/>\n'
        f'<path id="borders" d="{borders(atlas, countries)}"/>\n</svg>\n'
    )
    print(f"{len(countries)} countries, {TARGET.stat().st_size / 1000:.0f} kB")


def borders(atlas: dict[str, Any], countries: list[dict[str, Any]]) -> str:
    """The lines that two countries share, within the frame."""
    used = Counter(index if index >= 0 else ~index for country in countries for index in _arcs(country["arcs"]))
    drawn = []
    for index in sorted(index for index, times in used.items() if times > 1):
        degrees = arc(atlas, index)
        if all(_within(point, CRIMEA) for point in degrees):
            continue
        points = [maps.drawn(lat, lon) for lon, lat in degrees if _within((lon, lat), NEAR)]
        if any(_within(point, FRAME) for point in points):
            drawn.append(_path(simplified(points)))
    return "".join(drawn)


def _arcs(nested: list[Any]) -> Iterator[int]:
    for one in nested:
        yield from _arcs(one) if isinstance(one, list) else [one]


def _within(point: Point, frame: Frame) -> bool:
    return frame[0] <= point[0] <= frame[1] and frame[2] <= point[1] <= frame[3]


def _path(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}".replace(".0", "") for x, y in points)


def rings(atlas: dict[str, Any], country: dict[str, Any]) -> Iterator[list[Point]]:
    """The outer and inner rings of a country in degrees, cut off long before the other side of the globe."""
    groups = country.get("arcs", [])
    polygons = groups if country["type"] == "MultiPolygon" else [groups]
    for polygon in polygons:
        for ring in polygon:
            points = [point for index in ring for point in arc(atlas, index)[:-1]]
            # Far from the centre the projection turns inside out.
            yield clipped(points, NEAR)


def arc(atlas: dict[str, Any], index: int) -> list[Point]:
    """One of the topology's lines: differences of whole numbers, read backwards when the index is negative."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in atlas["arcs"][~index if index < 0 else index]:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points[::-1] if index < 0 else points


def outline(ring: list[Point]) -> str:
    points = clipped([maps.drawn(lat, lon) for lon, lat in ring], FRAME)
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
