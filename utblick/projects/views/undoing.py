"""Withdrawing a part of a project, with a way back."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.projects.budgeting import tell_step
from utblick.projects.models import Adjustment, Booking, Claim, Delivery, Partner, ProjectPart, WorkPackage
from utblick.projects.views.reaching import own_part
from utblick.ui.toasts import toast

PARTS: dict[str, type[ProjectPart]] = {
    "partner": Partner,
    "booking": Booking,
    "adjustment": Adjustment,
    "claim": Claim,
    "package": WorkPackage,
    "delivery": Delivery,
}


@may("initiatives.change")
@require_POST
def withdraw_part(request: UserRequest, part: str, pk: int) -> HttpResponse:
    found = own_part(request, _model(part), pk)
    if isinstance(found, Partner) and found.is_us:
        raise Http404
    found.withdraw()
    tell_step(found.project)
    undo = reverse("projects:restore_part", args=[part, pk])
    toast(request, _("“%(title)s” is withdrawn.") % {"title": found}, undo)
    return redirect(found)


@may("initiatives.change")
@require_POST
def restore_part(request: UserRequest, part: str, pk: int) -> HttpResponse:
    found = own_part(request, _model(part), pk, withdrawn=True)
    found.restore()
    tell_step(found.project)
    toast(request, _("“%(title)s” is back.") % {"title": found})
    return redirect(found)


def _model(part: str) -> type[ProjectPart]:
    if part not in PARTS:
        raise Http404
    return PARTS[part]
