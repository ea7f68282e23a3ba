"""The year wheel, its months and its list, and the same as a calendar at a secret address."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from icalendar import Calendar, Event

from utblick.accounts import secret_address
from utblick.accounts.roles import UserRequest, may, open_to_all
from utblick.duties import year as the_year
from utblick.duties.drawing import wheel
from utblick.duties.making import LATE
from utblick.duties.models import Ring
from utblick.duties.year import Entry
from utblick.outreach.calendars import MEDIA_TYPE, begun
from utblick.outreach.search_feeds import uid_of
from utblick.tenancy import scope
from utblick.ui.toasts import toast

PURPOSE = "duties.year"
FIRST_YEAR, LAST_YEAR = 1990, 2090
BEHIND, AHEAD = timedelta(days=100), timedelta(days=550)
TABS: tuple[tuple[str, Promise], ...] = (
    ("year", gettext_lazy("Wheel")),
    ("month", gettext_lazy("Month")),
    ("list", gettext_lazy("List")),
    ("recurring_duties", gettext_lazy("Recurring duties")),
)


def framed(request: UserRequest, current: str, **context: Any) -> dict[str, Any]:
    tabs = [(label, reverse(f"duties:{name}"), name == current) for name, label in TABS]
    return {"tabs": tabs, "may_change": request.user.has_perm("duties.change"), **context}


@may("duties.view")
def year(request: UserRequest, year: int | None = None) -> HttpResponse:
    """The wheel, and beside it what it shows, month by month."""
    today = timezone.localdate()
    chosen = _checked(year or today.year)
    found = the_year.of_year(chosen)
    counts, late = the_year.by_cell(found), [one for one in found if one.late]
    context = framed(
        request,
        "year",
        year=chosen,
        wheel=wheel(counts, the_year.by_cell(late), chosen, today),
        months=_by_month(found),
        rings=_rings(counts),
        before=chosen - 1 if chosen > FIRST_YEAR else None,
        after=chosen + 1 if chosen < LAST_YEAR else None,
        count=len(found),
        late=len(late),
    )
    return render(request, "duties/year.html", context)


def _by_month(found: Iterable[Entry]) -> list[tuple[int, str, list[Entry]]]:
    return [(month, str(MONTHS[month]), list(some)) for month, some in groupby(found, key=lambda one: one.on.month)]


def _rings(counts: Any) -> list[tuple[Ring, int]]:
    return [(ring, sum(counts.get((ring, month), 0) for month in range(1, 13))) for ring in Ring]


@may("duties.view")
def month(request: UserRequest, year: int | None = None, month: int | None = None) -> HttpResponse:
    today = timezone.localdate()
    chosen = _checked(year or today.year)
    number = month or today.month
    if number not in range(1, 13):
        raise Http404
    first = date(chosen, number, 1)
    last = date(chosen, number, monthrange(chosen, number)[1])
    found = the_year.entries(first, last)
    context = framed(
        request,
        "month",
        first=first,
        name=MONTHS[number],
        weeks=_weeks(first, last, found),
        found=found,
        today=today,
        before=first - timedelta(days=1),
        after=last + timedelta(days=1),
    )
    return render(request, "duties/month.html", context)


def _weeks(first: date, last: date, found: list[Entry]) -> list[tuple[int, list[tuple[date, bool, list[Entry]]]]]:
    """Whole weeks from a Monday, each with its number; days of the months beside are marked as such and empty."""
    start = first - timedelta(days=first.weekday())
    days = [start + timedelta(days=number) for number in range((last - start).days // 7 * 7 + 7)]
    told = [(day, first <= day <= last, [one for one in found if one.on == day]) for day in days]
    return [(told[at][0].isocalendar().week, told[at : at + 7]) for at in range(0, len(told), 7)]


@may("duties.view")
def listed(request: UserRequest) -> HttpResponse:
    """A year from today, of all subjects or one."""
    today = timezone.localdate()
    asked = request.GET.get("ring", "")
    rows = the_year.entries(today - LATE, today + timedelta(days=365))
    # What is late stands first, until it is done.
    found = [one for one in rows if one.on >= today or one.late]
    rows = [one for one in found if one.ring == asked] if asked in Ring else found
    months = [(key, list(some)) for key, some in groupby(rows, key=lambda one: one.on.replace(day=1))]
    context = framed(request, "list", months=months, rings=list(Ring), asked=asked)
    return render(request, "duties/list.html", context)


@may("duties.view")
def subscribe(request: UserRequest) -> HttpResponse:
    return render(request, "duties/subscribe.html", {"address": _address(request)})


def _checked(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def _address(request: UserRequest) -> str:
    found = secret_address.standing(request.user, PURPOSE)
    return request.build_absolute_uri(reverse("duties:calendar", args=[found.key])) if found else ""


@may("duties.view")
@require_POST
def open_calendar(request: UserRequest) -> HttpResponse:
    secret_address.make(request.user, PURPOSE)
    toast(request, _("The address is made. Copy it into your calendar."), reverse("duties:close_calendar"))
    return redirect("duties:subscribe")


@may("duties.view")
@require_POST
def close_calendar(request: UserRequest) -> HttpResponse:
    if address := secret_address.standing(request.user, PURPOSE):
        secret_address.revoke(address)
    toast(request, _("The address is closed: whoever has it gets nothing more."))
    return redirect("duties:subscribe")


@open_to_all
@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """What its owner may see at this moment; 404 where the address or the right is gone."""
    address = secret_address.find(key, PURPOSE)
    if address is None:
        raise Http404
    with secret_address.acting_for(address):
        if not address.user.has_perm("duties.view"):
            raise Http404
        body = _written(request.build_absolute_uri("/").rstrip("/"))
    return secret_address.private(HttpResponse(body, content_type=MEDIA_TYPE))


def _written(root: str) -> bytes:
    today = timezone.localdate()
    written: Calendar = begun(_("%(municipality)s: year wheel") % {"municipality": scope.municipality()})
    for one in the_year.entries(today - BEHIND, today + AHEAD):
        event = Event()
        event.add("uid", str(uid_of("date", one.key)))
        event.add("dtstamp", timezone.now())
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
        event.add("summary", f"{one.label}: {one.title}")
        event.add("url", root + one.url)
        event.add("categories", [str(one.ring.label)])
        event.add("transp", "TRANSPARENT")
        written.add_component(event)
    return bytes(written.to_ical())
