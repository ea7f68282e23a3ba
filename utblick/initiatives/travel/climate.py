"""How far it is, and what that costs the climate."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "factors.toml"
EARTH = 6371.0088  # km, the mean radius (IUGG)
PER_CAR = 4
"""So many share a car where nobody says how many cars there were."""
HUNDRED_GRAMS = Decimal("0.1")

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Factor:
    """Kilograms of CO2e per kilometre and person or vehicle, from a day on, as its source states it."""

    means: str
    kg: Decimal
    each: str
    valid_from: date
    source: str
    url: str
    to_check: bool
    to_km: int | None = None
    detour: Decimal = Decimal(1)

    def way(self, km: float) -> int:
        """Whole kilometres on the way, for a great circle of so many."""
        return round(km * float(self.detour))


def great_circle(one: Point, other: Point) -> float:
    """Kilometres between two places, (latitude, longitude) in degrees, by the haversine formula."""
    north, south = radians(one[0]), radians(other[0])
    across, along = (north - south) / 2, radians(one[1] - other[1]) / 2
    half = sin(across) ** 2 + cos(north) * cos(south) * sin(along) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def factor_for(means: str, km: float, day: date) -> Factor:
    """The newest figure in force on the day (the oldest there is, for a day before all), for a journey of this length.

    Raises LookupError for a means of transport without a figure.
    """
    long_enough = [one for one in factors() if one.means == means and (one.to_km is None or km <= one.to_km)]
    if not long_enough:
        raise LookupError(means)
    in_force = [one for one in long_enough if one.valid_from <= day] or long_enough
    newest = max(one.valid_from for one in in_force) if in_force is not long_enough else in_force[0].valid_from
    return next(one for one in in_force if one.valid_from == newest)


def kilograms(factor: Factor, way: int, *, travellers: int, vehicles: int | None = None) -> Decimal:
    """For all of them together, to the nearest hundred grams."""
    cars = vehicles or -(-travellers // PER_CAR)
    times = cars if factor.each == "vehicle" else travellers
    return (factor.kg * way * times).quantize(HUNDRED_GRAMS, ROUND_HALF_UP)


@cache
def factors() -> tuple[Factor, ...]:
    rows: list[dict[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))["factors"]
    return tuple(_factor(row) for row in rows)


def _factor(row: dict[str, Any]) -> Factor:
    exact: dict[str, Any] = {name: Decimal(row[name]) for name in ("kg", "detour") if name in row}
    return Factor(**row | exact)
