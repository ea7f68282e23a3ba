"""Regions by their NUTS code: the Nordic ones of level 3 by the official list, those of other countries by the form of the code.

The list is made from the code lists of the eForms SDK; source in NOTICE.
"""

import csv
import re
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "regions.csv"
# The EU's own codes for two countries.
COUNTRIES = {"EL": "GR", "UK": "GB"}


class UnknownRegion(ValueError):
    """Neither a code nor a name that is known."""


def region_code(text: str, country: str = "") -> str:
    """The code, from a code or an official name. Raises UnknownRegion."""
    told = " ".join(text.split())
    code = told.upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{1,3}", code) or not _is_of(code, country):
        code = _named().get((told.casefold(), country), "")
    if not code or (code[:2] in _listed() and len(code) == 5 and code not in regions()):
        raise UnknownRegion(told)
    return code


def region_name(code: str) -> str:
    """The official name with the code, or the code alone."""
    name = regions().get(code)
    return f"{name} ({code})" if name else code


def belongs_to(code: str) -> str:
    """The country of a region."""
    return COUNTRIES.get(code[:2], code[:2])


@cache
def regions() -> dict[str, str]:
    """Code to name."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


@cache
def _named() -> dict[tuple[str, str], str]:
    """By name, and by name and country; each part of a name in two languages for itself."""
    found: dict[tuple[str, str], str] = {}
    for code, name in regions().items():
        for one in (name, *name.split("/")):
            found[one.strip().casefold(), code[:2]] = found[one.strip().casefold(), ""] = code
    return found


@cache
def _listed() -> frozenset[str]:
    return frozenset(code[:2] for code in regions())


def _is_of(code: str, country: str) -> bool:
    return not country or belongs_to(code) == country
