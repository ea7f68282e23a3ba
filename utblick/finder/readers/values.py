"""Amounts, days, countries and texts as the published files write them."""

import re
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from html import unescape

from babel import Locale

LONGEST_TEXT, LONGEST_TITLE, LONGEST_NAME = 1_500, 400, 200
NOTHING = {"", "-", "n/a", "n.a.", "na", "none", "null", "nan"}
# The Commission's own codes for two countries, and older names.
OTHERWISE = {
    "EL": "GR",
    "UK": "GB",
    "CZECHIA": "CZ",
    "SLOVAK REPUBLIC": "SK",
    "TURKEY": "TR",
    "TÜRKIYE": "TR",
    "MACEDONIA": "MK",
}
TAGS = re.compile(r"<[^<>]{1,500}>")


@lru_cache(maxsize=4_096)
def amount(text: str) -> Decimal | None:
    """A number with comma or dot; zero, nothing and nonsense are unknown."""
    digits = re.sub(r"[^\d.,-]", "", text)
    mark = max(digits.rfind(","), digits.rfind("."))
    if mark >= 0 and digits.count(digits[mark]) == 1:
        digits = re.sub(r"[.,]", "", digits[:mark]) + "." + digits[mark + 1 :]
    else:
        digits = re.sub(r"[.,]", "", digits)
    if not re.fullmatch(r"-?\d{1,15}(\.\d*)?", digits):
        return None
    return round(Decimal(digits), 2) or None


@lru_cache(maxsize=16_384)
def day(text: str) -> date | None:
    """2024-04-01, with or without a time of day, or 16/03/2020."""
    found = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    parts = found.groups() if found else None
    if parts is None and (found := re.match(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)):
        parts = found.groups()[::-1]
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def year(text: str) -> date | None:
    """The first day of a year that stands alone."""
    return date(int(text), 1, 1) if re.fullmatch(r"(19|20)\d\d", text) else None


@lru_cache(maxsize=2_048)
def country(text: str) -> str:
    """The ISO code, from a code or a name; empty where it is neither."""
    told = text.strip().upper()
    told = OTHERWISE.get(told, told)
    if told in _codes():
        return told
    if (found := re.match(r"([A-Z]{2})\b", told)) and found[1] in _codes() and len(told) > 2 and told[2:3] in " -:(":
        return OTHERWISE.get(found[1], found[1])
    return _names().get(told.casefold(), "")


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha())


@cache
def _names() -> dict[str, str]:
    named: dict[str, str] = {}
    for language in ("fr", "de", "fi", "da", "nb", "sv", "en"):
        named |= {name.casefold(): code for code, name in Locale(language).territories.items() if code in _codes()}
    return named


def words(text: str, most: int) -> str:
    """On one line, without markup, cut at a word."""
    if "<" in text or "&" in text:
        text = unescape(TAGS.sub(" ", text))
    text = " ".join(text.replace("\0", " ").split())
    if text.casefold() in NOTHING:
        return ""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def degrees(text: str) -> tuple[float | None, float | None]:
    """ "(63.85,15.55)" as latitude and longitude."""
    found = re.fullmatch(r"\(?\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*\)?", text.strip())
    if not found:
        return None, None
    north, east = float(found[1]), float(found[2])
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else (None, None)


def address(text: str) -> str:
    """A web address that may be shown as a link; else nothing."""
    told = text.strip()
    if told and "://" not in told and "." in told and " " not in told:
        told = f"https://{told}"
    return told if re.fullmatch(r"https?://[^\s\"'<>]{3,190}", told) else ""


@lru_cache(maxsize=8_192)
def region(text: str) -> str:
    """A NUTS code by its form."""
    found = re.match(r"[A-Z]{2}[0-9A-Z]{0,3}\b", text.strip().upper())
    return found[0] if found else ""
