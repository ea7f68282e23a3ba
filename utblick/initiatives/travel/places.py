"""Where places lie: towns by name, offline. Made by scripts/places.py from GeoNames; see NOTICE."""

import gzip
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "places.csv.gz"


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    country: str
    latitude: float
    longitude: float
    people: int

    @property
    def point(self) -> tuple[float, float]:
        return self.latitude, self.longitude


def find(name: str, *countries: str) -> Place | None:
    """The place of this name: in the first of these countries that has one, else the largest.

    "Westport, IE" says the country itself.
    """
    said, _comma, after = name.partition(",")
    wanted = [after.strip().upper(), *countries]
    found = sorted(_by_name().get(_plain(said), []), key=lambda place: -place.people)
    near = (place for country in wanted for place in found if place.country == country)
    return next(near, found[0] if found else None)


def _plain(name: str) -> str:
    """Without case, accents and what stands in brackets: "Kempten (Allgäu)" is found as "kempten"."""
    bare = name.split("(")[0].casefold().replace("ø", "o").replace("æ", "ae").replace("ß", "ss")
    return "".join(sign for sign in unicodedata.normalize("NFKD", bare) if sign.isalnum())


@cache
def _by_name() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for line in gzip.decompress(TABLE.read_bytes()).decode().splitlines():
        names, country, latitude, longitude, people = line.split(";")
        every = names.split("|")
        place = Place(every[0], country, float(latitude), float(longitude), int(people))
        for plain in {_plain(name) for name in every}:
            found.setdefault(plain, []).append(place)
    return found
