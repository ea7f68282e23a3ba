"""Noting small aid that a local actor was given."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.actors.aid_form import AidForm
from utblick.actors.aiding import aid_of
from utblick.actors.models import Aid, LocalActor
from utblick.journal import clock
from utblick.ui.toasts import toast


@may("actors.change")
def add_aid(request: UserRequest, pk: int) -> HttpResponse:
    actor = get_object_or_404(LocalActor.objects.current(), pk=pk)
    return _ask(request, Aid(actor=actor, given_on=timezone.localdate(clock.now())))


@may("actors.change")
def edit_aid(request: UserRequest, pk: int) -> HttpResponse:
    rows = Aid.objects.current().filter(actor__withdrawn_at=None).select_related("actor")
    return _ask(request, get_object_or_404(rows, pk=pk))


def _ask(request: UserRequest, aid: Aid) -> HttpResponse:
    today = timezone.localdate(clock.now())
    form = AidForm(request.POST or None, instance=aid)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("The aid is noted."))
        # On the day of the aid more may have been within the three years than is today.
        if any(aid_of(saved.actor, day).standing.is_over for day in {today, saved.given_on}):
            toast(
                request,
                _("The ceiling on small aid is passed. Check the amounts before anything is paid."),
                level=messages.WARNING,
            )
        return redirect(saved)
    context = {"form": form, "aid": aid, "actor": aid.actor, "small_aid": aid_of(aid.actor, today)}
    return render(request, "actors/aid.html", context, status=422 if form.errors else 200)


@may("actors.change")
@require_POST
def withdraw_aid(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Aid.objects.current().select_related("actor"), pk=pk)
    found.withdraw()
    toast(request, _("The aid is withdrawn."), reverse("actors:restore_aid", args=[pk]))
    return redirect(found)


@may("actors.change")
@require_POST
def restore_aid(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Aid.objects.exclude(withdrawn_at=None).select_related("actor"), pk=pk)
    found.restore()
    toast(request, _("The aid is noted again."))
    return redirect(found)
