"""What guests read is in their own language, also where the product itself is not translated into it."""

import tomllib
from datetime import date, time
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_interval, format_time

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


def long_day(day: date, language: str) -> str:
    """24 november 2026, without the day of the week."""
    return format_date(day, "long", locale=LOCALES[language])


def days(first: date, last: date, language: str) -> str:
    """From the first to the last day, what they share said once: 14–17 maj 2027."""
    if first == last:
        return long_day(last, language)
    return str(format_interval(first, last, "yMMMMd", locale=LOCALES[language]))


def first_said(texts: dict[str, str], language: str) -> tuple[str, str]:
    """In the reader's language, else in English, else in Swedish, which is always there; and the language that it is in."""
    order = ("sv",) if language == "sv" else (language, "en", "sv")
    return next(((texts[code], code) for code in order if texts.get(code)), ("", "sv"))


def clock(moment: time, language: str) -> str:
    return format_time(moment, "short", locale=LOCALES[language])
