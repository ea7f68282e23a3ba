"""The days that the newsletters tell of: what closes, and what is coming, as a calendar to subscribe to (RFC 5545)."""

from datetime import timedelta

from django.utils import timezone
from icalendar import Event

from utblick.outreach import letters
from utblick.outreach.calendars import begun
from utblick.outreach.letters import Line
from utblick.outreach.models import Digest
from utblick.outreach.publishing import KEPT, uid_of
from utblick.outreach.words import filled, words
from utblick.site.serving import Visit


def calendar(visit: Visit) -> bytes:
    """Each day once, also where two newsletters told of it: as the latest says."""
    written = begun(filled(visit.language)["newsletter_from"])
    met = set()
    for digest in Digest.objects.published().filter(begun_at__gte=timezone.now() - KEPT):
        for line in letters.letter(digest, visit).lines:
            thing = (line.entry.kind, line.entry.key)
            if line.last and thing not in met:
                met.add(thing)
                written.add_component(_event(line, digest, visit))
    return bytes(written.to_ical())


def _event(line: Line, digest: Digest, visit: Visit) -> Event:
    """Whole days: the end is the day after the last (section 3.6.1)."""
    assert line.last is not None
    event = Event()
    event.add("uid", str(uid_of(visit, f"digest:{line.entry.kind}", line.entry.key)))
    event.add("dtstamp", digest.begun_at)
    event.add("dtstart", line.first or line.last)
    event.add("dtend", line.last + timedelta(days=1))
    title = line.title.text
    closes = words(visit.language)["closes_what"]
    event.add("summary", closes.format(title=title) if line.entry.closes else title)
    event.add("description", "\n".join(filter(None, [line.text.text, line.link])))
    if line.place:
        event.add("location", line.place)
    event.add("url", line.link)
    event.add("transp", "TRANSPARENT")
    return event
