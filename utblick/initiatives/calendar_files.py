"""The meetings in a body's own calendar file (RFC 5545), and the meeting calendar made to agree with them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.utils import timezone

from utblick.accounts.models import Unit, User
from utblick.initiatives.announcing import meetings_changed
from utblick.initiatives.models import Meeting
from utblick.initiatives.paving import enter, pave_all
from utblick.journal import clock
from utblick.watch.connectors import calendars
from utblick.watch.errors import Trouble

MOST_DAYS = 200
# Of all bodies, moved and cancelled ones too.
MOST_TOLD = 5_000
MOST_UID = 200
# Of a series without an end.
AHEAD = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting as the file tells of it: its name there ("" where it has none), its day, None if cancelled, its heading."""

    uid: str
    day: date | None
    heading: str = ""


@dataclass(slots=True)
class Entered:
    """What a file or a list of days changed. `touched`: how many initiatives wait for the body, if a meeting moved or fell away.

    `others`: how many meetings of the file are of other bodies, and were left.
    """

    made: list[Meeting]
    moved: list[Meeting] = field(default_factory=list)
    cancelled: list[Meeting] = field(default_factory=list)
    lacking: list[Meeting] = field(default_factory=list)
    touched: int = 0
    others: int = 0


def meetings_in(content: bytes) -> list[Told]:
    """Of a series its next times, with what was changed in single ones. Empty for what is no calendar."""
    try:
        events = [event for one in calendars.opened(content) for event in one.walk("VEVENT")]
    except Trouble:
        return []
    changed = {_name(event) for event in events if calendars.value(event, "RECURRENCE-ID")}
    return [told for event in events for told in _told(event, changed)][:MOST_TOLD]


def _told(event: Any, changed: set[str]) -> Iterator[Told]:
    cancelled = calendars.text(event, "STATUS").upper() == "CANCELLED"
    heading = calendars.text(event, "SUMMARY")
    serial, now = bool(event.get("RRULE")), clock.now()
    for at in calendars.times_of(event, now, most=MOST_DAYS + 1):
        day = timezone.localdate(at)
        if serial and at > now + AHEAD:
            return
        name = _called(calendars.text(event, "UID"), day) if serial else _name(event)
        if not (serial and name in changed):
            yield Told(name, None if cancelled else day, heading)


def _name(event: Any) -> str:
    uid, own = calendars.text(event, "UID"), calendars.value(event, "RECURRENCE-ID")
    day = timezone.localdate(own) if isinstance(own, datetime) and own.tzinfo else own
    return _called(uid, date(*day.timetuple()[:3])) if day else _called(uid)


def _called(uid: str, day: date | None = None) -> str:
    name = f"{uid} {day}" if uid and day else uid
    return name if len(name) <= MOST_UID else blake2b(name.encode(), digest_size=20).hexdigest()


def of_body(told: Iterable[Told], body: Unit, bodies: Iterable[Unit]) -> list[Told]:
    """Those whose heading names no other body: many keep the meetings of all in one file.

    The longest name counts: "Kommunstyrelsens arbetsutskott" is not "Kommunstyrelsen". What names none is the body's own.
    """
    by_length = sorted(bodies, key=lambda one: -len(one.name))

    def named(heading: str) -> Unit | None:
        return next((one for one in by_length if one.name.casefold() in heading.casefold()), None)

    return [one for one in told if named(one.heading) in (None, body)]


def agree(body: Unit, told: Sequence[Told], *, papers_days: int, by: User) -> Entered:
    """Enter, move and cancel the body's meetings to come as the file tells, lay the runways anew and tell whom it concerns.

    The day for papers goes with a moved meeting, unless it was set by hand.
    What the file does not hold any more is left for a person to judge.
    """
    today = timezone.localdate(clock.now())
    known = {one.held_on: one for one in Meeting.objects.from_day(today).filter(body=body)}
    days = {one.uid: one.day for one in told if one.uid and one.day and one.day >= today}
    moved = _move(
        [one for one in known.values() if days.get(one.calendar_uid, one.held_on) != one.held_on], days, known
    )
    held = {one.day for one in told if one.day}
    gone = {one.uid for one in told if one.uid and not one.day} - days.keys()
    cancelled = [one for one in known.values() if one.calendar_uid in gone and one.held_on not in held]
    for meeting in cancelled:
        meeting.withdraw()
    made = enter(body, held, papers_days=papers_days)
    _name_them(told, [*known.values(), *made])
    changed = [*moved, *cancelled]
    touched = meetings_changed(body, changed, by=by) if changed else pave_all(body)
    left = [one for one in known.values() if one not in cancelled and one.held_on not in held]
    return Entered(made, moved, cancelled, _within(held, left), touched if changed else 0)


def _move(late: list[Meeting], days: dict[str, date], known: dict[date, Meeting]) -> list[Meeting]:
    """Those first whose new day is free: no body meets twice on a day. Who change days with each other stay: no day is changed."""
    moved: list[Meeting] = []
    while free := next((one for one in late if days[one.calendar_uid] not in known), None):
        late.remove(free)
        day, before = days[free.calendar_uid], free.held_on
        del known[before]
        free.move_to(day)
        free.save()
        known[day] = free
        moved.append(free)
    return moved


def _name_them(told: Iterable[Told], meetings: Iterable[Meeting]) -> None:
    names = {one.day: one.uid for one in told if one.uid and one.day}
    for meeting in meetings:
        name = names.get(meeting.held_on, meeting.calendar_uid)
        if name != meeting.calendar_uid:
            meeting.calendar_uid = name
            meeting.save()


def _within(held: set[date], left: list[Meeting]) -> list[Meeting]:
    """Of these what lies from the file's first day to its last: of other years it says nothing."""
    if not held:
        return []
    return sorted((one for one in left if min(held) <= one.held_on <= max(held)), key=lambda one: one.held_on)
