"""The deadlines of a saved search as a calendar to subscribe to (RFC 5545)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from utblick.outreach.calendars import begun
from utblick.outreach.search_feeds import about, uid_of
from utblick.watch import card, saved_searches
from utblick.watch.models import Item, SavedSearch

MOST = 500


def calendar(search: SavedSearch, root: str) -> bytes:
    now = timezone.now()
    written: Calendar = begun(_("Deadlines: %(search)s") % {"search": search})
    for item in saved_searches.deadlines(search, now)[:MOST]:
        for event in _events(item, root, now):
            written.add_component(event)
    return bytes(written.to_ical())


def _events(item: Item, root: str, now: datetime) -> Iterator[Event]:
    """Each deadline that is to come. Numbered as the item tells them, so that one which moves stays the same event."""
    told = item.deadlines or [{"at": item.final_deadline.isoformat() if item.final_deadline else "", "label": ""}]
    for number, one in enumerate(told):
        at = datetime.fromisoformat(one["at"])
        if at >= now:
            label = card.in_words(one.get("label") or "", len(told))
            yield _event(item, uid_of("deadline", f"{item.pk}:{number}"), at, label, root)


def _event(item: Item, uid: UUID, at: datetime, label: str, root: str) -> Event:
    """A whole day, which every calendar shows; at what time stands in the text."""
    event = Event()
    day = timezone.localdate(at)
    event.add("uid", str(uid))
    event.add("dtstamp", item.changed_at or item.found_at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    begins = card.begins(item)
    event.add("summary", item.title if begins else _("Deadline: %(title)s") % {"title": item.title})
    when = f"{_('Begins') if begins else capfirst(label) or _('Closes')}: {timezone.localtime(at):%Y-%m-%d %H:%M}"
    event.add("description", "\n".join([when, about(item), root + item.get_absolute_url()]))
    event.add("url", root + item.get_absolute_url())
    event.add("transp", "TRANSPARENT")
    return event
