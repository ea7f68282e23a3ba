"""What public statistics know of Sweden's municipalities; sources in NOTICE."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "municipalities.csv"
POPULATION_YEAR = 2019
COUNTIES = {
    "SE110": "Stockholms län", "SE121": "Uppsala län", "SE122": "Södermanlands län", "SE123": "Östergötlands län",
    "SE124": "Örebro län", "SE125": "Västmanlands län", "SE211": "Jönköpings län", "SE212": "Kronobergs län",
    "SE213": "Kalmar län", "SE214": "Gotlands län", "SE221": "Blekinge län", "SE224": "Skåne län",
    "SE231": "Hallands län", "SE232": "Västra Götalands län", "SE311": "Värmlands län", "SE312": "Dalarnas län",
    "SE313": "Gävleborgs län", "SE321": "Västernorrlands län", "SE322": "Jämtlands län", "SE331": "Västerbottens län",
    "SE332": "Norrbottens län",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str
    nuts: str
    population: int


def place_of(code: str, name: str) -> Place | None:
    """By the municipality's code, else by its name; None where the statistics have no such municipality."""
    places = _places()
    return places.get(code) or next((place for place in places.values() if place.name == name), None)


@cache
def _places() -> dict[str, Place]:
    with TABLE.open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return {row["code"]: Place(row["code"], row["name"], row["nuts"], int(row["population_2019"])) for row in rows}
