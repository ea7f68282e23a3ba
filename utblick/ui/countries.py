"""Countries by ISO 3166-1 alpha-2 code, named in the reader's language (CLDR, through Babel)."""

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
