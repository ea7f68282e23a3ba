"""Places on the maps of Europe and the world: from latitude and longitude to the drawings that scripts/base_map.py made.

    pins = place([Place("Strömsund", 63.853, 15.557, home=True), Place("Fröslev", 55.1, 9.3, note="Danmark")])
    {% include "ui/map.html" with pins=pins label=_("Partner towns") %}

The projection is ETRS89 / LAEA Europe (EPSG:3035) in its closed form, Lambert azimuthal equal area on the GRS80 ellipsoid
(EPSG Guidance Note 7-2, section 3.1.3); that of the world is Equal Earth (Šavrič, Patterson and Jenny 2018, doi
10.1080/13658816.2018.1504949). Pure arithmetic: no Django, no geography library.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import asin, atanh, cos, pi, radians, sin, sqrt

A, F = 6_378_137.0, 1 / 298.257222101
E2 = 2 * F - F * F
E = sqrt(E2)
LATITUDE, LONGITUDE = radians(52), radians(10)
FALSE_EAST, FALSE_NORTH = 4_321_000.0, 3_210_000.0

# What the drawing shows, in metres: from the Azores' longitude to the Urals would be too small to read; Iceland to Turkey is shown.
WEST, EAST, SOUTH, NORTH = 2_400_000.0, 7_000_000.0, 1_250_000.0, 5_500_000.0
WIDTH = 800.0
SCALE = WIDTH / (EAST - WEST)
HEIGHT = round((NORTH - SOUTH) * SCALE, 1)

# The world: whole Russia to the right of the cut, Antarctica left out.
MERIDIAN, FURTHEST_NORTH, FURTHEST_SOUTH = 11.0, 84.0, -57.0


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    latitude: float
    longitude: float
    note: str = ""
    url: str = ""
    home: bool = False
    marked: bool = False
    """Drawn so that it stands out: a twin town among other partners."""
    tied: bool = False
    """Drawn in a form of its own, less than marked: a partner with another agreement."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place in the drawing. `label_y` is moved where the name would lie on another; where there is no room it is not `named`."""

    place: Place
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    named: bool = True


type Box = tuple[float, float, float]
"""Where a name lies: from left to right, and its middle."""
SIZE, RADIUS = 15.0, 9.0
LETTER, LINE = 0.6, 1.15
"""How wide a letter and how high a line is, in parts of the size of the type."""


@dataclass(frozen=True, slots=True)
class Pins:
    """The places on the map of Europe; and where some lie outside it, those on the map of the world, home among them."""

    near: list[Pin]
    world: list[Pin]

    def __iter__(self) -> Iterator[Pin]:
        """Each place once."""
        yield from self.near
        yield from (pin for pin in self.world if not pin.place.home)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def place(places: Iterable[Place], size: float = SIZE) -> Pins:
    """Pins for all, no name upon another. `size`: of the names' type, in the drawing's units."""
    ordered = sorted(places, key=lambda one: (not one.home, not one.marked, not one.tied, -one.latitude))
    near = [one for one in ordered if _on_the_map_of_europe(one)]
    far = [one for one in ordered if one not in near]
    world = [one for one in ordered if one.home or one in far] if far else []
    return Pins(_pins(near, drawn, size), _pins(world, in_the_world, size))


def _on_the_map_of_europe(one: Place) -> bool:
    # On the other side of the globe the projection turns inside out.
    if abs(one.longitude - 10) > 90 or one.latitude < 0:
        return False
    x, y = drawn(one.latitude, one.longitude)
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def _pins(places: list[Place], draw: Callable[[float, float], tuple[float, float]], size: float) -> list[Pin]:
    points = [draw(one.latitude, one.longitude) for one in places]
    taken = [(x - RADIUS, x + RADIUS, y) for x, y in points]
    pins: list[Pin] = []
    for one, (x, y) in zip(places, points, strict=True):
        sides = ("end", "start") if x > WIDTH * 0.8 else ("start", "end")
        free = next(_free(one.name, x, y + size / 3, sides, taken, size), None)
        label_y, anchor = free or (y + size / 3, sides[0])
        pin = Pin(one, x, y, _beside(x, anchor), round(label_y, 1), anchor, free is not None)
        pins.append(pin)
        if pin.named:
            taken.append(_box(one.name, pin.label_x, label_y, anchor, size))
    return pins


def _beside(x: float, anchor: str) -> float:
    return x - 12 if anchor == "end" else x + 12


def _free(
    name: str, x: float, wanted: float, sides: Iterable[str], taken: list[Box], size: float
) -> Iterator[tuple[float, str]]:
    """Heights and sides of the pin where the name lies on no other and on no pin, those nearest to the wanted one first."""
    for step, anchor in product(range(8), sides):
        for y in (wanted + step * 6, wanted - step * 6):
            box = _box(name, _beside(x, anchor), y, anchor, size)
            if box[0] >= 0 and box[1] <= WIDTH and not any(_meet(box, other, size) for other in taken):
                yield y, anchor


def _box(name: str, x: float, y: float, anchor: str, size: float) -> Box:
    length = len(name) * LETTER * size
    return (x - length, x, y - size / 3) if anchor == "end" else (x, x + length, y - size / 3)


def _meet(one: Box, other: Box, size: float) -> bool:
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < LINE * size


def drawn(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees to the drawing's own units, y downwards."""
    east, north = projected(latitude, longitude)
    return round((east - WEST) * SCALE, 1), round((NORTH - north) * SCALE, 1)


def projected(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees to metres east and north in EPSG:3035."""
    q_pole, q_centre = _q(radians(90)), _q(LATITUDE)
    beta, beta_0 = asin(max(-1.0, min(1.0, _q(radians(latitude)) / q_pole))), asin(q_centre / q_pole)
    r_q = A * sqrt(q_pole / 2)
    d = A * cos(LATITUDE) / sqrt(1 - E2 * sin(LATITUDE) ** 2) / (r_q * cos(beta_0))
    turn = radians(longitude) - LONGITUDE
    b = r_q * sqrt(2 / (1 + sin(beta_0) * sin(beta) + cos(beta_0) * cos(beta) * cos(turn)))
    east = FALSE_EAST + b * d * cos(beta) * sin(turn)
    north = FALSE_NORTH + b / d * (cos(beta_0) * sin(beta) - sin(beta_0) * cos(beta) * cos(turn))
    return east, north


def _q(latitude: float) -> float:
    s = sin(latitude)
    return (1 - E2) * (s / (1 - E2 * s * s) + atanh(E * s) / E)


def in_the_world(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees to the units of the drawing of the world, y downwards. A place further south or north is put on the edge."""
    x, y = equal_earth(min(FURTHEST_NORTH, max(FURTHEST_SOUTH, latitude)), longitude)
    return round(WIDTH / 2 + x * WORLD_SCALE, 1), round((_TOP - y) * WORLD_SCALE, 1)


def equal_earth(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees to Equal Earth on a sphere of radius 1, east of MERIDIAN and north of the equator."""
    a1, a2, a3, a4, m = 1.340264, -0.081106, 0.000893, 0.003796, sqrt(3) / 2
    theta = asin(m * sin(radians(latitude)))
    square, sixth = theta**2, theta**6
    east = radians((longitude - MERIDIAN + 180) % 360 - 180)
    x = east * cos(theta) / (m * (a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)))
    return x, theta * (a1 + a2 * square + sixth * (a3 + a4 * square))


_TOP = equal_earth(FURTHEST_NORTH, 0)[1]
# The equator, half the way round, takes half the width.
WORLD_SCALE = WIDTH / 2 / (pi / (sqrt(3) / 2 * 1.340264))
WORLD_HEIGHT = round((_TOP - equal_earth(FURTHEST_SOUTH, 0)[1]) * WORLD_SCALE, 1)
