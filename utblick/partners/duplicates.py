"""Organisations that may already be in the register."""

import re
import unicodedata

from rapidfuzz import fuzz

from utblick.partners.models import Organisation

ALIKE = 88  # of 100; "Snåsa kommune" and "Snåsa kommun" are alike, "Snåsa" and "Lierne" are not
# What every second municipality is called says nothing of which one it is.
COMMON = re.compile(
    r"\b(kommune?|municipality|municipio|comune|commune|gemeinde|gemeente|stadt|city|region|town|kaupunki|kunta|vald|linn"
    r"|gmina|sveitarfélagið|stad|ville|ayuntamiento|miasto|město|obec|of|ab|as|oy|gmbh|ltd|sa)\b",
    re.IGNORECASE,
)


def alike(name: str, *, country: str = "", besides: int | None = None, most: int = 3) -> list[Organisation]:
    """Those whose name is nearly the same, most alike first; with a country only in that one."""
    wanted = bare(name)
    if len(wanted) < 3:
        return []
    rows = Organisation.objects.current().exclude(pk__in=[besides] if besides else [])
    known = (rows.filter(country=country) if country else rows).only("name", "country", "place")
    scored = [(likeness(wanted, bare(one.name)), one) for one in known]
    near = [pair for pair in scored if pair[0] >= ALIKE]
    return [one for _score, one in sorted(near, key=lambda pair: -pair[0])[:most]]


def likeness(one: str, other: str) -> float:
    """From 0 to 100."""
    return fuzz.ratio(one, other) if one and other else 0.0


def bare(name: str) -> str:
    """The name without accents, case, punctuation and the words that all share."""
    plain = unicodedata.normalize("NFKD", COMMON.sub(" ", name)).casefold()
    return " ".join(re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign))))
