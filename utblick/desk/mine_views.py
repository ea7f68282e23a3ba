"""The page of what waits for oneself, and the secret addresses of calendars."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from utblick.accounts import secret_address
from utblick.accounts.models import SecretAddress
from utblick.accounts.roles import UserRequest, may, memberships
from utblick.desk import calendars
from utblick.desk.mine import waiting
from utblick.ui.toasts import toast


@dataclass(frozen=True, slots=True)
class Offered:
    """One calendar that can be subscribed to: its purpose, of which unit, and its address where it has one."""

    purpose: str
    subject: int
    label: str | Promise
    url: str = ""


@may("desk.view")
def mine(request: UserRequest) -> HttpResponse:
    groups = waiting(request.user, timezone.localdate())
    context = {"groups": groups, "count": sum(len(rows) for _when, rows in groups), "today": timezone.localdate()}
    return render(request, "desk/mine.html", context)


@may("desk.view")
def subscribe(request: UserRequest) -> HttpResponse:
    """The calendars of one's own, one's units' and the municipality's dates."""
    rows = SecretAddress.objects.current().filter(user=request.user, purpose__in=calendars.PURPOSES)
    standing = {(one.purpose, one.subject): _url(request, one) for one in rows}
    offered = [
        Offered(one.purpose, one.subject, one.label, standing.get((one.purpose, one.subject), ""))
        for one in _offered(request)
    ]
    return render(request, "desk/subscribe.html", {"offered": offered})


def _offered(request: UserRequest) -> list[Offered]:
    units = {one.unit_id: one.unit for one in memberships(request.user) if one.unit}
    return [
        Offered(calendars.MINE, 0, gettext_lazy("My work")),
        *(Offered(calendars.UNIT, unit.pk, unit.name) for unit in units.values()),
        Offered(calendars.ALL, 0, gettext_lazy("The whole municipality")),
    ]


def _url(request: UserRequest, address: SecretAddress) -> str:
    return request.build_absolute_uri(reverse("desk:calendar", args=[address.key]))


@may("desk.view")
@require_POST
def open_calendar(request: UserRequest, purpose: str, subject: int) -> HttpResponse:
    found = _chosen(request, purpose, subject)
    secret_address.make(request.user, found.purpose, found.subject)
    toast(request, _("The address is made. Copy it into your calendar."), _address("close_calendar", found))
    return redirect("desk:subscribe")


@may("desk.view")
@require_POST
def close_calendar(request: UserRequest, purpose: str, subject: int) -> HttpResponse:
    found = _chosen(request, purpose, subject)
    if address := secret_address.standing(request.user, found.purpose, found.subject):
        secret_address.revoke(address)
        toast(request, _("The address is closed: whoever has it gets nothing more."))
    return redirect("desk:subscribe")


def _chosen(request: UserRequest, purpose: str, subject: int) -> Offered:
    found = next((one for one in _offered(request) if (one.purpose, one.subject) == (purpose, subject)), None)
    if found is None:
        raise Http404
    return found


def _address(name: str, one: Offered) -> str:
    return reverse(f"desk:{name}", args=[one.purpose, one.subject])
