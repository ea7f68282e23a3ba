"""Moments as sources write them. What is no date, or none that can be true, is unknown (None), never a guess."""

import re
from calendar import timegm
from datetime import UTC, datetime, time, timedelta, timezone
from email.utils import parsedate_tz
from zoneinfo import ZoneInfo

EARLIEST, LATEST = 1970, 2100
# Where a source tells no zone, and of a day no time: it is over when it is over in Sweden (and Brussels).
HERE = ZoneInfo("Europe/Stockholm")
END_OF_DAY = time(23, 59)
# Zones that mail knows by name but Python's mail parser does not.
ZONES = {
    "cet": 1,
    "met": 1,
    "mez": 1,
    "cest": 2,
    "mest": 2,
    "mesz": 2,
    "eet": 2,
    "eest": 3,
    "wet": 0,
    "west": 1,
    "bst": 1,
}
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*([Zz]|[+-]\d\d:?\d\d)?$")
MAIL = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*"
    r"(GMT|UTC?|Z|[+-]\d\d:?\d\d)?$"
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *(
                "jan januari january",
                "feb februari february",
                "mar mars march",
                "apr april",
                "maj may mai",
                "jun juni june",
            ),
            *("jul juli july", "aug augusti august", "sep sept september", "okt oktober oct october"),
            *("nov november", "dec december des desember"),
        ),
        start=1,
    )
    for name in names.split()
}
NORDIC = re.compile(
    r"(?:\w+\s+)?(?:den\s+)?(\d{1,2})\.?\s+([a-zå]+)\.?,?\s+(\d{4})(?:,?\s+(?:kl\.?\s*)?(\d{1,2})[:.](\d\d))?$", re.I
)


def moment(text: str) -> datetime | None:
    """An aware moment in UTC. A time without a zone is taken as UTC."""
    text = text.strip()
    if not text or len(text) > 64:
        return None
    try:
        found = iso(text) or mail(text) or (rare_iso if text[:4].isdigit() else rare)(text)
        return found.astimezone(UTC) if found and EARLIEST <= found.year <= LATEST else None
    except (ValueError, OverflowError):
        return None


def iso(text: str) -> datetime | None:
    if (found := ISO.match(text)) is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    clock = int(hour or 0), int(minute or 0), int(second or 0)
    return at(int(year), int(month), int(day), *clock, offset(zone or ""))


def mail(text: str) -> datetime | None:
    if (found := MAIL.match(text)) is None or (month := MONTHS.get(found[2].lower())) is None:
        return None
    day, _, year, hour, minute, second, zone = found.groups()
    return at(int(year), month, int(day), int(hour), int(minute), int(second or 0), offset(zone or ""))


def at(year: int, month: int, day: int, hour: int, minute: int, second: int, zone: timezone) -> datetime:
    """Also 24:00, and a leap second. Raises ValueError."""
    if hour < 24 and second < 60:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    after = timedelta(hours=within(hour, 24), minutes=within(minute, 59), seconds=within(second, 60))
    return datetime(year, month, day, tzinfo=zone) + after


def nordic(text: str) -> datetime | None:
    if (found := NORDIC.match(text)) is None or (month := MONTHS.get(found[2].lower())) is None:
        return None
    return datetime(int(found[3]), month, int(found[1]), int(found[4] or 0), int(found[5] or 0), tzinfo=UTC)


def rare_iso(text: str) -> datetime | None:
    """Week dates, ordinal dates, without hyphens, and a year and month alone."""
    if found := re.match(r"(\d{4})-(\d\d)$", text):
        return datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC)
    if found := re.match(r"(\d{4})-(\d{3})$", text):
        return datetime.strptime(text, "%Y-%j").replace(tzinfo=UTC)
    found_at = datetime.fromisoformat(text)
    return found_at if found_at.tzinfo else found_at.replace(tzinfo=UTC)


def rare(text: str) -> datetime | None:
    return nordic(text) or loose_mail(text) or odd(text)


def loose_mail(text: str) -> datetime | None:
    found = parsedate_tz(text)
    if found is None:
        return None
    zone = found[9] if found[9] is not None else 3600 * ZONES.get(text.split()[-1].lower(), 0)
    named = ZONES.get(text.split()[-1].lower())
    seconds = 3600 * named if named is not None else zone
    year, month, day, hour, minute, second = found[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=timezone(timedelta(seconds=seconds)))


def odd(text: str) -> datetime | None:
    """The dialects that feedparser knows and we do not (Greek, Hungarian, Korean ...)."""
    from feedparser.datetimes import _parse_date  # slow to import, seldom needed

    found = _parse_date(text)
    return datetime.fromtimestamp(timegm(found), UTC) if found else None


def offset(zone: str) -> timezone:
    if zone[:1] not in ("+", "-"):
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return timezone((-1 if zone[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def within(number: int, most: int) -> int:
    if number > most:
        raise ValueError(number)
    return number
