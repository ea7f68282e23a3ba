"""Money, languages and countries in the reader's words."""

from collections.abc import Iterable
from decimal import Decimal

from babel import Locale
from babel.core import get_global
from django.utils.translation import get_language, gettext, ngettext

from utblick.ui.countries import country_name
from utblick.ui.templatetags.ui import NBSP, money, number

MILLION = Decimal(1_000_000)


def language() -> str:
    return "sv" if (get_language() or "sv").startswith("sv") else "en"


def amount(value: Decimal, currency: str) -> str:
    """4 miljoner €, 5,83 miljoner €; under a million in full: 50 745 €."""
    if value < MILLION:
        return money(value, currency)
    millions = value / MILLION
    places = next((places for places in (0, 1, 2) if millions == round(millions, places)), 2)
    unit = gettext("kr") if currency == "SEK" else {"EUR": "€"}.get(currency, currency)
    told = number(round(millions, places), places)
    word = ngettext("million", "million", 1 if millions == 1 else 2)
    return f"{told}{NBSP}{word} {unit}"


def range_of(least: Decimal, most: Decimal, currency: str) -> str:
    """3,5–4 miljoner €: the unit once where both have it."""
    one, other = amount(least, currency), amount(most, currency)
    figure, _, unit = one.partition(NBSP)
    shared = unit and least >= MILLION and most >= MILLION
    return f"{figure}–{other}" if shared else f"{one} – {other}"


def in_language(code: str) -> str:
    """The language of a text in words: "på engelska", "in English". Empty where the code is none."""
    name = Locale(language()).languages.get(code.split("-")[0].lower(), "") if code else ""
    return gettext("in %(language)s") % {"language": name} if name else ""


def languages(codes: Iterable[str]) -> str:
    """The names of languages, one after the other."""
    names = Locale(language()).languages
    return ", ".join(names.get(code, code) for code in codes)


def countries(codes: Iterable[str]) -> str:
    """ISO codes of two or three letters as names."""
    return ", ".join(dict.fromkeys(country_name(_short(code)) for code in codes))


def _short(code: str) -> str:
    found = get_global("territory_aliases").get(code.upper()) if len(code) == 3 else None
    return found[0] if found else code
