"""The dates of a person, a unit or the municipality as a calendar to subscribe to (RFC 5545), at a secret address."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from utblick.accounts import secret_address
from utblick.accounts.models import SecretAddress
from utblick.accounts.roles import memberships, open_to_all
from utblick.desk.dates import Dated, Whose, dates
from utblick.outreach.calendars import MEDIA_TYPE, begun
from utblick.outreach.search_feeds import uid_of
from utblick.teamwork.finding import titles
from utblick.teamwork.models import Task
from utblick.tenancy import scope

MINE, UNIT, ALL = PURPOSES = ("desk.mine", "desk.unit", "desk.all")
BEHIND, AHEAD = timedelta(days=100), timedelta(days=550)
MOST = 2000


@open_to_all
@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """What its owner may see at this moment; 404 where the address or the owner's right to it is gone."""
    found = [address for purpose in PURPOSES if (address := secret_address.find(key, purpose))]
    if not found:
        raise Http404
    with secret_address.acting_for(found[0]):
        body = _written(found[0], request.build_absolute_uri("/").rstrip("/"))
    return secret_address.private(HttpResponse(body, content_type=MEDIA_TYPE))


def _written(address: SecretAddress, root: str) -> bytes:
    user = address.user
    whose, name = _whose(address)
    if whose is None or not user.has_perm("desk.view"):
        raise Http404
    today = timezone.localdate()
    written: Calendar = begun(name)
    told = dates(whose, today, behind=BEHIND, ahead=AHEAD, most=MOST)
    for one in [*told, *(_of_tasks(address) if whose.user else [])]:
        written.add_component(_event(one, root))
    return bytes(written.to_ical())


def _whose(address: SecretAddress) -> tuple[Whose | None, str]:
    """A unit's calendar is closed for who has left the unit."""
    if address.purpose == MINE:
        return Whose(user=address.user), _("My work")
    if address.purpose == ALL:
        return Whose(), _("%(municipality)s: international work") % {"municipality": scope.municipality()}
    unit = next((one.unit for one in memberships(address.user) if one.unit_id == address.subject), None)
    return (Whose(unit=unit), unit.name) if unit else (None, "")


def _of_tasks(address: SecretAddress) -> list[Dated]:
    tasks = list(Task.objects.open().filter(owner=address.user).exclude(due_on=None))
    called = titles(tasks)
    return [
        Dated(task.due_on or date.max, "task", _("Task"), task.title, task.get_absolute_url(), f"task:{task.pk}")  # type: ignore[arg-type]
        for task in tasks
        if task.key in called
    ]


def _event(one: Dated, root: str) -> Event:
    event = Event()
    event.add("uid", str(uid_of("date", one.key)))
    event.add("dtstamp", timezone.now())
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", f"{one.label}: {one.title}")
    event.add("url", root + one.url)
    event.add("description", root + one.url)
    event.add("transp", "TRANSPARENT")
    return event
