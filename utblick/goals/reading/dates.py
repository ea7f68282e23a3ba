"""Dates and periods as governing documents write them, in Swedish, English, Norwegian and Danish."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    stem: number
    for number, stems in enumerate(
        (
            "januari january januar jan",
            "februari february februar feb",
            "mars march marts mar",
            "april apr",
            "maj may mai",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december desember dec des",
        ),
        start=1,
    )
    for stem in stems.split()
}
NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        ("ett en one et", "två two to", "tre three", "fyra four fire", "fem five", "sex six seks"), start=1
    )
    for word in words.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_DASH = r"\s{0,2}(?:[-–—]{1,2}|/|till|to|til|t\.?o\.?m\.?)\s{0,2}"

_DAY = re.compile(
    rf"""(?<!\d)(?:
      (?P<y>{_YEAR})[-./–](?P<m>\d\d?)[-./–](?P<d>\d\d?)(?!\d)
    | (?P<y2>{_YEAR})(?P<m2>[01]\d)(?P<d2>[0-3]\d)(?!\d)
    | (?P<d3>\d\d?)(?:\.|st|nd|rd|th|:?[ae])?\s{{1,3}}(?:of\s)?(?P<m3>{_MONTH})\.?,?\s{{1,3}}(?P<y3>{_YEAR})
    | (?P<d4>\d\d?)[./-](?P<m4>\d\d?)[./\s-](?P<y4>{_YEAR})(?!\d)
    )
    | \b(?P<m5>{_MONTH})\.?\s{{1,3}}(?P<d5>\d\d?)(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y5>{_YEAR})""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTH_OF_YEAR = re.compile(
    rf"\b(?P<m>{_MONTH})\.?\s{{1,3}}(?P<y>{_YEAR})|(?<!\d)(?P<y2>{_YEAR})-(?P<m2>[01]\d)(?![\d-])", re.IGNORECASE
)
_YEARS = re.compile(rf"(?<![\d/-])(?P<first>{_YEAR}){_DASH}(?P<last>{_YEAR}|\d\d)(?![\d/-])", re.IGNORECASE)
_LISTED = re.compile(rf"(?<![\d/-]){_YEAR}(?:,\s{_YEAR})*,?\s(?:och|and|samt|og)\s{_YEAR}(?![\d/-])", re.IGNORECASE)
_ONE_YEAR = re.compile(rf"(?<![\d/])({_YEAR})(?![\d/])")
_DURATION = re.compile(rf"\b(\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\s+(?:år|years?)\b", re.IGNORECASE)
INDEFINITE = re.compile(
    r"\btills\s+vidare|\btillsvidare|\buntil\s+further\s+notice|\binntil\s+videre|\bindtil\s+videre|\bno\s+end\s+date"
    r"|\buntil\s+(?:it\sis\s)?(?:revoked|replaced|superseded|amended|repealed)"
    r"|\btill\s?(?:s|dess)\s(?:att\s)?(?:\w+\s){0,3}(?:beslutar|beslutat|beslutats|annat|ersätts?|ersatts|upphävs?|ny\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A whole date and where it stood in the text that was searched."""

    start: int
    end: int
    value: date


def days(text: str) -> Iterator[Day]:
    """Every whole date in the text. A date that does not exist (2026-02-30) is passed over."""
    for found in _DAY.finditer(text):
        value = _as_date(found)
        if value:
            yield Day(found.start(), found.end(), value)


def _as_date(found: re.Match[str]) -> date | None:
    part = {name.rstrip("2345"): value for name, value in found.groupdict().items() if value}
    month = MONTHS.get(part["m"].lower()) or int(part["m"])
    day = int(part["d"])
    if 12 < month < 32 and day < 13:
        month, day = day, month  # the American order
    try:
        return date(int(part["y"]), month, day)
    except ValueError:
        return None


def first_day(text: str) -> date | None:
    """The first whole date in the text."""
    return next((day.value for day in days(text)), None)


def period(text: str) -> tuple[date, date] | None:
    """The years of "2022-2026", "2022–26" or "2022 till 2026" as first and last day; also two whole dates in a row."""
    written = list(days(text))
    if len(written) > 1 and re.fullmatch(_DASH, text[written[0].end : written[1].start], re.IGNORECASE):
        return written[0].value, written[1].value
    found = _YEARS.search(text)
    if not found:
        return _listed_years(text)
    first, last = int(found["first"]), found["last"]
    until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return (date(first, 1, 1), date(until, 12, 31)) if until > first else None


def _listed_years(text: str) -> tuple[date, date] | None:
    """ "2022, 2023 och 2024", where no year is left out."""
    found = _LISTED.search(text)
    years = [int(year) for year in re.findall(_YEAR, found[0])] if found else []
    if not years or years != list(range(years[0], years[-1] + 1)):
        return None
    return date(years[0], 1, 1), date(years[-1], 12, 31)


def opening_day(text: str) -> date | None:
    """The day from which something holds: a whole date, else the first day of a month or a year."""
    return first_day(text) if _DAY.search(text) else _month(text, last=False) or _year(text, last=False)


def closing_day(text: str) -> date | None:
    """The day until which something holds: a whole date, else the last day of a month or a year."""
    return first_day(text) if _DAY.search(text) else _month(text, last=True) or _year(text, last=True)


def _month(text: str, *, last: bool) -> date | None:
    found = _MONTH_OF_YEAR.search(text)
    if not found:
        return None
    year = int(found["y"] or found["y2"])
    month = MONTHS[found["m"].lower()] if found["m"] else int(found["m2"])
    if not 1 <= month <= 12:
        return None
    return _last_of_month(year, month) if last else date(year, month, 1)


def _last_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _year(text: str, *, last: bool) -> date | None:
    found = _ONE_YEAR.search(text)
    if not found:
        return None
    return date(int(found[1]), 12, 31) if last else date(int(found[1]), 1, 1)


def duration(text: str) -> int | None:
    """The number of years in "fyra år" or "4 years"."""
    found = _DURATION.search(text)
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else NUMBER_WORDS[found[1].lower()]


def years_later(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes 28 February where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
