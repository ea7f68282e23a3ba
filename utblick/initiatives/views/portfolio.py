"""The portfolio as board, time line and calendar: the same initiatives as the list, by the same filter in the address."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives import portfolio
from utblick.initiatives.forms import InitiativeFilter
from utblick.initiatives.models import Initiative
from utblick.ui.listing import Listing

LINES = 20
WAYS: list[tuple[str, Promise]] = [
    ("list", _("Table")),
    ("board", _("Board")),
    ("timeline", _("Time line")),
    ("calendar", _("Calendar")),
]
YEARS = range(1990, 2100)


def ways(request: UserRequest, here: str) -> list[tuple[Promise, str, bool]]:
    """The tabs; the filter comes along, and what belongs to one way alone does not."""
    kept = request.GET.copy()
    for name in set(kept) - set(InitiativeFilter.base_fields):
        del kept[name]
    query = f"?{kept.urlencode()}" if kept else ""
    return [(label, reverse(f"initiatives:{name}") + query, name == here) for name, label in WAYS]


@may("initiatives.view")
def board(request: UserRequest) -> HttpResponse:
    listing = _narrowed(request, Initiative.objects.current())
    columns = portfolio.board(listing.narrowed)
    context = {
        "columns": [(one, _all_of(listing, one.status)) for one in columns],
        "count": sum(one.count for one in columns),
        "may_change": _may_change(request, columns),
    }
    return _answer(listing, "board", context)


def _all_of(listing: Listing, status: str) -> str:
    return f"{reverse('initiatives:list')}{listing.url(status=status).removeprefix(listing.request.path)}"


def _may_change(request: UserRequest, columns: list[portfolio.Column]) -> set[int]:
    cards = [card for column in columns for card, _forward in column.cards]
    return {one.pk for one in cards if request.user.has_perm("initiatives.change", one)}


@may("initiatives.view")
def timeline(request: UserRequest) -> HttpResponse:
    """Those that have a day; twenty at a time under one axis, the latest begun first."""
    dated = Q(starts_on__isnull=False) | Q(ends_on__isnull=False)
    waited_for = Q(deadline__isnull=False, status__in=Initiative.BEFORE_DEADLINE)
    rows = Initiative.objects.current().filter(dated | waited_for).select_related("unit", "owner")
    listing = _narrowed(request, rows, columns={"start": "starts_on", "title": "title"}, default_sort="-start")
    axis, lines = portfolio.lines(listing.rows, timezone.localdate())
    return _answer(listing, "timeline", {"axis": axis, "lines": lines})


@may("initiatives.view")
def calendar(request: UserRequest) -> HttpResponse:
    """This month's; the address of a month holds the month, and so its filter does."""
    today = timezone.localdate()
    return _month(request, today.replace(day=1))


@may("initiatives.view")
def calendar_of(request: UserRequest, year: int, month: int) -> HttpResponse:
    if year not in YEARS or month not in range(1, 13):
        raise Http404
    if date(year, month, 1) == timezone.localdate().replace(day=1):
        return redirect(f"{reverse('initiatives:calendar')}?{request.GET.urlencode()}".rstrip("?"))
    return _month(request, date(year, month, 1))


def _month(request: UserRequest, first: date) -> HttpResponse:
    listing = _narrowed(request, Initiative.objects.current())
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    before, after = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=31)).replace(day=1)
    weeks = portfolio.month(listing.narrowed, first)
    context = {
        "first": first,
        "weeks": weeks,
        "today": timezone.localdate(),
        "is_empty": not any(day.happenings for week in weeks for day in week),
        "before": (before, _address(before) + query),
        "after": (after, _address(after) + query),
    }
    return _answer(listing, "calendar", context)


def _address(month: date) -> str:
    return reverse("initiatives:calendar_of", args=[month.year, month.month])


def _narrowed(request: UserRequest, rows: QuerySet[Initiative], **options: Any) -> Listing:
    return Listing(request, rows, filters=InitiativeFilter, per_page=LINES, **options)


def _answer(listing: Listing, name: str, context: dict[str, Any]) -> HttpResponse:
    return listing.answer(f"initiatives/{name}.html", {**context, "ways": ways(listing.request, name)})  # type: ignore[arg-type]
