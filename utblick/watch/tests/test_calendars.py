import tarfile
from collections import Counter
from pathlib import Path

import pytest
import time_machine

from utblick.watch.connectors import Finding, connector
from utblick.watch.errors import Trouble, UnreadableAnswer
from utblick.watch.politeness import moment

CALENDAR = connector("calendar")
LONG_AGO = {"date": "Thu, 01 Jan 1970 00:00:01 GMT"}
IN_MAY = {"date": "Fri, 08 May 2026 12:00:00 GMT"}


def read(*lines: str, headers: dict[str, str] = IN_MAY) -> list[Finding]:
    body = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""])
    with time_machine.travel(moment(headers["date"]) or 0):
        return list(CALENDAR.read(body.encode(), headers).findings)


def event(*lines: str, headers: dict[str, str] = IN_MAY) -> list[Finding]:
    return read("BEGIN:VEVENT", "UID:1@example.org", "SUMMARY:Nätverksträff", *lines, "END:VEVENT", headers=headers)


def begins(found: list[Finding]) -> list[str]:
    return [deadline.at.isoformat() for one in found for deadline in one.deadlines]


def test_an_event_tells_what_when_and_where() -> None:
    (one,) = event(
        "DTSTART;TZID=Europe/Stockholm:20260520T090000",
        "DTEND;TZID=Europe/Stockholm:20260520T110000",
        "LOCATION:Östersund",
        "URL:https://example.org/traff",
        "DESCRIPTION:Anmälan krävs\\, före tisdag.\\n<script>alert(1)</script>",
        "ORGANIZER;CN=Regionen:mailto:x@example.org",
    )
    assert (one.title, one.kind, one.authority, one.extra["place"]) == (
        "Nätverksträff",
        "event",
        "Regionen",
        "Östersund",
    )
    assert one.link == "https://example.org/traff"
    assert one.summary.startswith("Anmälan krävs, före tisdag.")
    assert "<script" not in one.body_html
    assert begins([one]) == ["2026-05-20T07:00:00+00:00"]


def test_what_is_over_is_not_told_and_what_goes_on_is() -> None:
    assert event("DTSTART:20260508T080000Z", "DTEND:20260508T100000Z") == []
    assert len(event("DTSTART;VALUE=DATE:20260507", "DTEND;VALUE=DATE:20260510")) == 1
    assert len(event("DTSTART;VALUE=DATE:20260508")) == 1


def test_a_time_without_a_zone_is_swedish_time() -> None:
    assert begins(event("DTSTART:20260520T090000")) == ["2026-05-20T07:00:00+00:00"]


def test_what_recurs_begins_its_next_times_at_the_same_hour_in_winter_and_summer() -> None:
    weekly = event("DTSTART;TZID=Europe/Stockholm:20260105T090000", "RRULE:FREQ=WEEKLY")
    assert begins(weekly)[:2] == ["2026-05-11T07:00:00+00:00", "2026-05-18T07:00:00+00:00"]
    assert len(weekly[0].deadlines) == 5
    without = event(
        "DTSTART;TZID=Europe/Stockholm:20260105T090000",
        "RRULE:FREQ=WEEKLY;UNTIL=20260525T220000Z",
        "EXDATE;TZID=Europe/Stockholm:20260511T090000",
    )
    assert begins(without) == ["2026-05-18T07:00:00+00:00", "2026-05-25T07:00:00+00:00"]


def test_a_cancelled_event_is_closed_and_a_task_is_due() -> None:
    assert event("DTSTART:20260520T090000Z", "STATUS:CANCELLED")[0].status == "closed"
    (task,) = read("BEGIN:VTODO", "UID:2", "SUMMARY:Rapportera", "DUE:20260601T220000Z", "END:VTODO")
    assert task.deadlines[0].label == "due"


def test_a_changed_occurrence_is_told_beside_its_series() -> None:
    series = ["BEGIN:VEVENT", "UID:1", "SUMMARY:Möte", "DTSTART:20260511T090000Z", "RRULE:FREQ=WEEKLY", "END:VEVENT"]
    moved = ["BEGIN:VEVENT", "UID:1", "SUMMARY:Möte", "RECURRENCE-ID:20260518T090000Z", "DTSTART:20260519T090000Z"]
    assert len({one.external_id for one in read(*series, *moved, "END:VEVENT")}) == 2


def test_every_real_calendar_is_read_or_refused_with_a_reason(shared_data: Path) -> None:
    told: Counter[str] = Counter()
    with tarfile.open(shared_data / "validators" / "icalendar-real-ics.tar.gz") as tar:
        for member in (member for member in tar if member.isfile() and member.name.endswith(".ics")):
            body = tar.extractfile(member).read()  # type: ignore[union-attr]
            try:
                with time_machine.travel(1):
                    found = list(CALENDAR.read(body, LONG_AGO).findings)
                told["events" if found else "none"] += 1
                assert all(one.title and one.external_id and one.deadlines for one in found), member.name
            except Trouble as trouble:
                told[trouble.code] += 1

    assert told.total() == 198
    assert told["events"] >= 93
    assert told["not_a_calendar"] <= 21


@pytest.mark.parametrize("body", [b"<html>", b"BEGIN:VCARD\r\nEND:VCARD", b"BEGIN:VCALENDAR\r\nX\r\n"])
def test_what_is_no_calendar_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        list(CALENDAR.read(body, {}).findings)
    assert caught.value.code == "not_a_calendar"


def told(date: str, *, now: str = "2026-05-08T12:00:00Z") -> list[Finding]:
    """An event of the 8th of May at two, read now from a server that tells this date."""
    lines = [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "SUMMARY:Träff",
        "DTSTART:20260508T140000Z",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    with time_machine.travel(now):
        return list(CALENDAR.read("\r\n".join(lines).encode(), {"date": date} if date else {}).findings)


def test_the_clock_is_the_servers_within_reason() -> None:
    assert told("Fri, 08 May 2026 15:00:00 GMT") == [], "it may know better than we"
    for date in ("Mon, 08 Jun 2026 12:00:00 GMT", "Sun, 08 May 2050 12:00:00 GMT", "in a while", ""):
        assert begins(told(date)) == ["2026-05-08T14:00:00+00:00"], date
    assert told("Thu, 01 Jan 1970 00:00:01 GMT", now="2026-05-12T12:00:00Z") == [], "nor is what is over to come"
