"""Moving an initiative on, and withdrawing it or a part of it; each with a way back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives import progress
from utblick.initiatives.models import Gate, Initiative, Lesson, Part, Result, Step
from utblick.initiatives.paving import pave
from utblick.initiatives.views.reaching import own, own_part
from utblick.ui.toasts import toast

PARTS: dict[str, type[Part]] = {"gates": Gate, "steps": Step, "results": Result, "lessons": Lesson}


@may("initiatives.change")
@require_POST
def move(request: UserRequest, pk: int, to: str) -> HttpResponse:
    initiative = own(request, pk)
    if to not in Initiative.Status:
        raise Http404
    undo = reverse("initiatives:move", args=[pk, initiative.status])
    try:
        progress.move(initiative, to)
    except progress.GatesLeft as left:
        toast(request, left.messages[0], level=messages.WARNING)
        return redirect(f"{initiative.get_absolute_url()}#runway")
    told = {"title": initiative, "status": initiative.get_status_display().lower()}
    toast(request, _("“%(title)s” is now: %(status)s.") % told, undo)
    # To the board, where it was moved there.
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect(wanted if is_ours else initiative.get_absolute_url())


@may("initiatives.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    initiative = own(request, pk)
    initiative.withdraw()
    undo = reverse("initiatives:restore", args=[pk])
    toast(request, _("“%(title)s” is withdrawn.") % {"title": initiative}, undo)
    return redirect("initiatives:list")


@may("initiatives.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    initiative = own(request, pk, withdrawn=True)
    initiative.restore()
    toast(request, _("“%(title)s” is back.") % {"title": initiative})
    return redirect(initiative)


@may("initiatives.change")
@require_POST
def withdraw_part(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    part = own_part(request, _model(kind), pk)
    part.withdraw()
    pave(part.initiative)
    undo = reverse("initiatives:restore_part", args=[kind, pk])
    toast(request, _("“%(title)s” is withdrawn.") % {"title": part}, undo)
    return redirect(part.initiative)


@may("initiatives.change")
@require_POST
def restore_part(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    part = own_part(request, _model(kind), pk, withdrawn=True)
    part.restore()
    pave(part.initiative)
    toast(request, _("“%(title)s” is back.") % {"title": part})
    return redirect(part.initiative)


def _model(kind: str) -> type[Part]:
    if kind not in PARTS:
        raise Http404
    return PARTS[kind]
