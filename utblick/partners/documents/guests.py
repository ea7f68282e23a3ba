"""What guests read is in their own language, also where the product itself is not translated into it."""

import tomllib
from datetime import date, time
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_time

TEXTS = Path(__file__).parent / "guests.toml"
LOCALES = {"sv": "sv_SE", "en": "en_GB", "de": "de_DE", "nb": "nb_NO", "fi": "fi_FI"}


def words(language: str) -> dict[str, str]:
    """The words of one language."""
    return _every()[language]


@cache
def _every() -> dict[str, dict[str, str]]:
    return tomllib.loads(TEXTS.read_text("utf-8"))


def day_in_words(day: date, language: str) -> str:
    """Tisdag 24 november 2026, as it is written there."""
    told = format_date(day, "full", locale=LOCALES[language])
    return told[:1].upper() + told[1:]


def clock(moment: time, language: str) -> str:
    return format_time(moment, "short", locale=LOCALES[language])
