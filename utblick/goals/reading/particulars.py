"""The header's facts in their normal form: bodies in full, dates as dates, the validity worked out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from utblick.goals.reading import dates
from utblick.goals.reading.adoption import ADOPTED
from utblick.goals.reading.facts import Header
from utblick.goals.reading.fields import case_in, organ_in, section_in, type_in

_SHORT_DAY = re.compile(r"(?<!\d)(\d\d)(0[1-9]|1[0-2])([0-3]\d)(?=,?\s?§)")  # "230613 § 144"
_FROM = re.compile(
    r"\b(?:från och med|från|fr\.? ?o\.? ?m\.?|from|fra|träder i kraft|effective|takes? effect)\b", re.IGNORECASE
)
_DURING = re.compile(r"\b(?:under|during|för år|in)\s(?:år\s|the year\s)?(?:19|20)\d\d\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:till och med|t\.? ?o\.? ?m\.?|längst till|till|until|through|expires?|til)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Particulars:
    """The header's facts in their normal form."""

    title: str | None = None
    id_number: str | None = None
    type: str | None = None
    version: str | None = None
    adopted_by: str | None = None
    adopted_on: date | None = None
    section: str | None = None
    case_number: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    valid_indefinitely: bool = False
    review_by: date | None = None


def particulars(header: Header) -> Particulars:
    """The facts in their normal form: bodies in full, dates as dates, section without its sign."""
    title = header.first("title")
    adopted = [_SHORT_DAY.sub(r"20\1-\2-\3", text) for text in header.all("adopted")]
    adopted_on = _first(dates.first_day, adopted) or _dated(header, adopted)
    since, until, indefinitely = _validity(header, title or "", adopted_on)
    case = header.first("case_number")
    return Particulars(
        title=title,
        id_number=header.first("id_number"),
        type=header.first("type") or _own_type(header.first("type_alone"), type_in(title or "")),
        version=header.first("version"),
        adopted_by=_adopter(header, adopted),
        adopted_on=adopted_on,
        section=_section(header, adopted),
        case_number=case_in(case, keyed=True) if case else _first(case_in, adopted),
        valid_from=since,
        valid_until=until,
        valid_indefinitely=indefinitely,
        review_by=_first(dates.closing_day, header.all("review_by")),
    )


def _dated(header: Header, adopted: Sequence[str]) -> date | None:
    return _first(dates.first_day, header.all("dated")) if adopted else None


def _own_type(alone: str | None, of_title: str | None) -> str | None:
    """The word alone on the cover, except that "Styrdokument" says less than the title does."""
    return of_title if alone == "Styrdokument" and of_title else alone or of_title


def _first[T](read: Callable[[str], T | None], texts: Sequence[str]) -> T | None:
    return next((value for text in texts if (value := read(text)) is not None), None)


def _adopter(header: Header, adopted: Sequence[str]) -> str | None:
    named = _first(organ_in, adopted)
    if named or not adopted:
        return named
    value = re.sub(r"[§\d].*$", "", adopted[0]).strip(" ,.-–")
    return value if 0 < len(value.split()) < 6 and not ADOPTED.search(value) and not dates.opening_day(value) else None


def _section(header: Header, adopted: Sequence[str]) -> str | None:
    own = header.first("section")
    digits = re.search(r"\d+(?:/\d+)?", own) if own else None
    return digits[0] if digits else _first(section_in, adopted)


def _validity(header: Header, title: str, adopted_on: date | None) -> tuple[date | None, date | None, bool]:
    """First and last day, and whether it holds until further notice. Keys go before sentences, those before the title."""
    since = _first(dates.opening_day, header.all("valid_from"))
    until = _first(dates.closing_day, header.all("valid_until"))
    stated = [*header.all("valid"), *header.all("valid_until")]
    indefinitely = until is None and any(
        dates.INDEFINITE.search(text) and not dates.period(text) for text in [*stated, *header.all("valid_from")]
    )
    for text in stated:
        span = _stated(text, since or adopted_on)
        since, until = since or span[0], until or (None if indefinitely else span[1])
    if not (since or until or indefinitely) and (years := dates.period(title)):
        since, until = years
    return since, until, indefinitely


def _stated(text: str, start: date | None) -> tuple[date | None, date | None]:
    """The days of a value such as "2022-2026", "t.o.m. 2025-12-31", "fyra år från antagandet", "2026"."""
    if span := dates.period(text):
        return span
    until, since = _UNTIL.search(text), _FROM.search(text)
    end = until.start() if since and until and until.start() > since.end() else len(text)
    first = dates.opening_day(text[since.end() : end]) if since else None
    last = (
        dates.closing_day(text[until.end() :]) if until and until.start() != (since.start() if since else -1) else None
    )
    years = dates.duration(text)
    begins = first or start
    if not last and years and begins:
        last = dates.years_later(begins, years)
    if not (first or last or since or years or dates.INDEFINITE.search(text)):
        last = dates.closing_day(text)
        first = dates.opening_day(text) if _DURING.search(text) else None
    return first, last
