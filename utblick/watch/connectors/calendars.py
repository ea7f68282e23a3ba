"""Calendars in the iCal format (RFC 5545): events that have not passed, and tasks with a day by which they are to be done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar, Component
from icalendar.error import BrokenCalendarProperty

from utblick.watch.cleaning import MOST_ID, MOST_SUMMARY, MOST_TITLE, absolute, plain, sanitised
from utblick.watch.connectors import Answer, Deadline, Finding, Request
from utblick.watch.connectors.dates import HERE
from utblick.watch.errors import TooLarge, UnreadableAnswer
from utblick.watch.politeness import clock

BEGIN = b"BEGIN:VCALENDAR"
MOST_EVENTS = 20_000
# Of something that recurs, so many of its next times.
MOST_TIMES = 5
# A time without a zone is meant where the reader is.
BEGINS, DUE = "begins", "due"


class Calendars:
    def ask(self, address: str, *, page: str | None = None, since: date | None = None) -> Request:
        """A calendar is one page and always whole."""
        return Request(address, headers={"Accept": "text/calendar, */*;q=0.5"})

    def read(self, body: bytes, headers: Mapping[str, str], *, address: str = "") -> Answer:
        calendars = opened(body)
        return Answer(findings(calendars, clock(headers)), title=name_of(calendars), total=None)


def is_calendar(body: bytes) -> bool:
    return body[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(BEGIN)


def opened(body: bytes) -> Sequence[Component]:
    if not body.strip():
        raise UnreadableAnswer("empty")
    if not any(begin in body.upper() for begin in (BEGIN, b"BEGIN:VEVENT", b"BEGIN:VTODO")):
        raise UnreadableAnswer("not_a_calendar")
    if body.upper().count(b"\nBEGIN:V") > MOST_EVENTS:
        raise TooLarge("too_many_parts")
    try:
        found: Sequence[Component] = Calendar.from_ical(body.decode("utf-8-sig", "replace"), multiple=True)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        # The library promises ValueError, and lets others through for damaged lines.
        raise UnreadableAnswer("not_a_calendar", str(error)) from error
    return found


def name_of(calendars: Iterable[Component]) -> str:
    names = (plain(str(one.get("X-WR-CALNAME") or one.get("NAME") or ""), 300) for one in calendars)
    return next((name for name in names if name), "")


def findings(calendars: Iterable[Component], now: datetime) -> Iterator[Finding]:
    for calendar in calendars:
        for entry in calendar.walk():
            if entry.name in ("VEVENT", "VTODO") and (found := finding(entry, now)):
                yield found


def finding(entry: Component, now: datetime) -> Finding | None:
    """None for what is over, and for what says neither what nor when."""
    described = text(entry, "DESCRIPTION")
    title = plain(text(entry, "SUMMARY"), MOST_TITLE) or plain(described, 120)
    coming = [at for at in times_of(entry, now) if at + lasts(entry) >= now]
    if not title or not coming:
        return None
    place = plain(text(entry, "LOCATION"), 300)
    return Finding(
        external_id=external_id(entry, title),
        title=title,
        link=absolute(text(entry, "URL")),
        summary=plain(described, MOST_SUMMARY),
        body_html=sanitised(described.replace("\n", "<br>")) if "\n" in described.strip() else "",
        published=instant(entry, "CREATED") or instant(entry, "DTSTAMP"),
        kind="event",
        deadlines=tuple(Deadline(at, DUE if entry.name == "VTODO" else BEGINS) for at in coming),
        status="closed" if text(entry, "STATUS").upper() == "CANCELLED" else "",
        authority=organiser(entry),
        categories=tuple(categories(entry)),
        extra={"place": place} if place else {},
    )


def external_id(entry: Component, title: str) -> str:
    """A changed occurrence of a series has the series' UID: its own time tells it apart."""
    uid, own = text(entry, "UID"), value(entry, "RECURRENCE-ID")
    told = uid or "\x1f".join((title, str(value(entry, "DTSTART"))))
    name = f"{told} {own}" if own else told
    return name if len(name) <= MOST_ID else blake2b(name.encode(), digest_size=20).hexdigest()


def times_of(entry: Component, now: datetime, *, most: int = MOST_TIMES) -> list[datetime]:
    """When it begins; for what recurs its next times, at `most` so many; for a task when it is due."""
    first = instant(entry, "DUE") if entry.name == "VTODO" else instant(entry, "DTSTART")
    if first is None:
        return []
    rule = entry.get("RRULE")
    if rule is None:
        return [first]
    left_out = days_left_out(entry)
    times = recurring(rule, first, now - lasts(entry), most)
    return [at for at in times if at.astimezone(HERE).date() not in left_out]


def days_left_out(entry: Component) -> set[date]:
    told = entry.get("EXDATE")
    lists = told if isinstance(told, list) else [told]
    return {local_day(one.dt) for some in lists for one in part(some, "dts") or []}


def recurring(rule: Any, first: datetime, after: datetime, most: int) -> list[datetime]:
    """In local time, so that a meeting at nine is at nine in winter and in summer."""
    local = first.astimezone(HERE).replace(tzinfo=None)
    try:
        told = b";".join(part for part in rule.to_ical().split(b";") if not part.startswith(b"UNTIL")).decode()
        until = [local_day(day) for day in rule.get("UNTIL", [])]
        series = rrulestr(told, dtstart=local).xafter(after.astimezone(HERE).replace(tzinfo=None), inc=True)
        times = [at for at in islice(series, most) if not until or at.date() <= until[0]]
    except (ValueError, TypeError, AttributeError, OverflowError):
        return [first]
    return [at.replace(tzinfo=HERE).astimezone(UTC) for at in times]


def local_day(told: date) -> date:
    return told.astimezone(HERE).date() if isinstance(told, datetime) and told.tzinfo else date(*told.timetuple()[:3])


def lasts(entry: Component) -> timedelta:
    """From its beginning to its end; a day for what has neither an end nor a time of day."""
    begins, ends = instant(entry, "DTSTART"), instant(entry, "DTEND")
    if begins and ends and ends >= begins:
        return min(ends - begins, timedelta(days=366))
    return timedelta(0) if isinstance(value(entry, "DTSTART"), datetime) else timedelta(days=1)


def value(entry: Component, name: str) -> Any:
    """The decoded value; a name that stands twice counts once."""
    told = entry.get(name)
    return part(told[0] if isinstance(told, list) else told, "dt")


def part(told: Any, name: str) -> Any:
    """None where it is not there or could not be decoded."""
    try:
        return getattr(told, name, None)
    except BrokenCalendarProperty:
        return None


def instant(entry: Component, name: str) -> datetime | None:
    told = value(entry, name)
    if isinstance(told, date) and not isinstance(told, datetime):
        told = datetime.combine(told, time(0))
    if not isinstance(told, datetime):
        return None
    try:
        whole = (told if told.tzinfo else told.replace(tzinfo=HERE)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return whole if 1970 <= whole.year <= 2100 else None


def text(entry: Component, name: str) -> str:
    told = entry.get(name)
    return str(told[0] if isinstance(told, list) and told else told or "")


def organiser(entry: Component) -> str:
    told = entry.get("ORGANIZER")
    params = part(told[0] if isinstance(told, list) and told else told, "params") or {}
    return plain(str(params.get("CN", "")), 300)


def categories(entry: Component) -> Iterator[str]:
    told = entry.get("CATEGORIES")
    for some in told if isinstance(told, list) else [told]:
        for name in part(some, "cats") or []:
            yield plain(str(name), 100)
