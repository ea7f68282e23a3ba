"""What is coming, as a calendar to subscribe to (RFC 5545)."""

from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from utblick.initiatives.models import Step
from utblick.outreach.publishing import happenings, uid_of
from utblick.site.languages import in_language
from utblick.site.serving import Visit

MEDIA_TYPE = "text/calendar; charset=utf-8"
ASK_AGAIN = timedelta(hours=12)


def begun(name: str) -> Calendar:
    """A calendar of this name without events."""
    written = Calendar()
    written.add("prodid", "-//Utblick//Calendar//EN")
    written.add("version", "2.0")
    written.add("name", name)
    written.add("x-wr-calname", name)
    written.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
    return written


def calendar(visit: Visit) -> bytes:
    written = begun(_("%(municipality)s in the world") % {"municipality": visit.municipality})
    for step in happenings():
        written.add_component(_event(step, visit))
    return bytes(written.to_ical())


def _event(step: Step, visit: Visit) -> Event:
    """Whole days: the end is the day after the last (section 3.6.1)."""
    assert step.starts_on is not None
    event = Event()
    event.add("uid", str(uid_of(visit, "step", step.pk)))
    event.add("dtstamp", step.created_at)
    event.add("sequence", step.revision)
    event.add("dtstart", step.starts_on)
    event.add("dtend", (step.ends_on or step.starts_on) + timedelta(days=1))
    title = in_language(visit.language, step.title, step.title_en)
    event.add("summary", title.text, parameters={"LANGUAGE": title.lang or visit.language})
    if where := ", ".join(filter(None, [step.place, step.country_name])):
        event.add("location", where)
    initiative = in_language(visit.language, step.initiative.title, step.initiative.title_en)
    event.add("description", initiative.text)
    event.add("url", visit.address("site:initiative", pk=step.initiative_id))
    event.add("status", "CANCELLED" if step.status == Step.Status.CANCELLED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event
