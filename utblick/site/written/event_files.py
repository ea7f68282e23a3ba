"""A page's event as a file for the visitor's own calendar (RFC 5545)."""

from django.shortcuts import get_object_or_404
from icalendar import Calendar, Event

from utblick.site.serving import Visit
from utblick.site.written.languages import path_of
from utblick.site.written.models import EventPage

MEDIA_TYPE = "text/calendar; charset=utf-8"


def drawn_event(visit: Visit) -> bytes:
    page = get_object_or_404(EventPage.objects.live().select_related("locale"), pk=visit.arguments["pk"])
    event = Event()
    # The same event whichever language it was read in.
    event.add("uid", f"{page.translation_key}@{visit.municipality.slug}")
    event.add("dtstamp", page.last_published_at)
    event.add("dtstart", page.starts_at)
    if page.ends_at:
        event.add("dtend", page.ends_at)
    event.add("summary", page.title)
    event.add("description", page.lead)
    event.add("location", ", ".join(filter(None, [page.venue, page.street])))
    event.add("url", visit.root + path_of(page.locale.language_code, page.url_path))
    written = Calendar()
    written.add("prodid", "-//Utblick//Calendar//EN")
    written.add("version", "2.0")
    written.add_component(event)
    return bytes(written.to_ical())
