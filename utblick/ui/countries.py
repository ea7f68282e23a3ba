"""Countries by ISO 3166-1 alpha-2 code, named in the reader's language (CLDR, through Babel), and recognised by name."""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale
from django.utils.translation import get_language

# The nearest first in every list to choose from.
NEAR = ("SE", "NO", "FI", "DK", "IS")
# In CLDR's list, but no countries.
_NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def country_name(code: str) -> str:
    """The name, or the code itself where it is unknown."""
    return _names(_language()).get(code.upper(), code)


def country_names(codes: Iterable[str]) -> str:
    return ", ".join(country_name(code) for code in codes)


class UnknownCountry(ValueError):
    """A word that names no country."""


def country_of(text: str) -> str:
    """The code of a country by its code, or by its name in Swedish, English or another language that lists come in."""
    wanted = text.strip()
    return wanted.upper() if wanted.upper() in _codes() else _by_name().get(wanted.casefold(), "")


def country_codes(text: str) -> list[str]:
    """The codes of countries written one after the other, by name or code. Raises UnknownCountry."""
    parts = [part.strip() for part in re.split(r"[,;/\n]", text)]
    return list(dict.fromkeys(code for part in parts if part for code in _codes_in(part)))


def _codes_in(part: str) -> list[str]:
    """An "and" parts two countries, unless it stands in the name of one: Bosnia and Herzegovina."""
    words = [part] if country_of(part) else re.split(r"\b(?:och|and)\b", part)
    if unknown := next((word for word in words if not country_of(word)), None):
        raise UnknownCountry(unknown.strip())
    return [country_of(word) for word in words]


def country_choices() -> list[tuple[str, str]]:
    """Every country for a select: the neighbours, then all others by name."""
    names = _names(_language())
    near = [(code, names[code]) for code in NEAR]
    return near + [(code, name) for code, name in names.items() if code not in NEAR]


def _language() -> str:
    return (get_language() or "sv").split("-")[0]


@cache
def _names(language: str) -> dict[str, str]:
    found = Locale(language).territories
    countries = {code: name for code, name in found.items() if len(code) == 2 and code not in _NOT_COUNTRIES}
    return dict(sorted(countries.items(), key=lambda pair: _order(pair[1])))


def _order(name: str) -> str:
    """Å, ä and ö last, other accents as their plain letter: good enough for a list of countries."""
    swedish = str.maketrans({"å": "{a", "ä": "{b", "ö": "{c", "é": "e", "ã": "a", "ç": "c", "ô": "o"})
    return name.lower().translate(swedish)


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha())


@cache
def _by_name() -> dict[str, str]:
    languages = ("sv", "en", "nb", "fi", "da", "de", "fr")
    return {
        name.casefold(): code
        for language in languages
        for code, name in Locale(language).territories.items()
        if code in _codes()
    }
