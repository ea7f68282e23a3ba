"""The referral of a draft: sent, answered by the units, and taken up."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.goals import referring
from utblick.goals.forms import AnswerForm, HeedForm, ReferralForm
from utblick.goals.models import Consulted, Referral, Remark
from utblick.goals.views.programme import given, told_frozen
from utblick.ui.toasts import toast


@may("goals.change")
def send(request: UserRequest, pk: int) -> HttpResponse:
    """Send a draft to units; one referral of a draft at a time."""
    programme = given(pk)
    if programme.is_frozen:
        return told_frozen(request, programme)
    if standing := programme.referrals.current().first():
        return redirect("goals:referral_edit", standing.pk)
    form = ReferralForm(request.POST or None, instance=Referral(programme=programme))
    if form.is_valid():
        try:
            referring.send(form.instance, form.cleaned_data["units"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            undo = reverse("goals:referral_withdraw", args=[form.instance.pk])
            toast(request, _("The draft is sent. Those at the units are told of it."), undo)
            return redirect(form.instance)
    return _send_page(request, form)


@may("goals.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Give more time, or ask more units."""
    found = _found(pk)
    if found.programme.is_frozen:
        return told_frozen(request, found.programme)
    form = ReferralForm(request.POST or None, instance=found)
    if form.is_valid() and (saved := form.save_or_tell()):
        referring.ask(saved, form.cleaned_data["units"], by=request.user)
        toast(request, _("The referral is saved."))
        return redirect(saved)
    return _send_page(request, form)


def _send_page(request: UserRequest, form: ReferralForm) -> HttpResponse:
    context = {"form": form, "referral": form.instance, "programme": form.instance.programme}
    return render(request, "goals/send_referral.html", context, status=422 if form.errors else 200)


def _found(pk: int) -> Referral:
    rows = Referral.objects.current().filter(programme__withdrawn_at=None)
    return get_object_or_404(rows.select_related("programme", "sent_by"), pk=pk)


@may("goals.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Call the draft back from the units; what was answered is kept with it."""
    found = _found(pk)
    if found.programme.is_frozen:
        return told_frozen(request, found.programme)
    found.withdraw()
    toast(request, _("The referral is called back."), reverse("goals:referral_restore", args=[pk]))
    return redirect(found.programme)


@may("goals.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Referral.objects.exclude(withdrawn_at=None).select_related("programme"), pk=pk)
    if standing := found.programme.referrals.current().first():
        toast(request, _("The draft has been sent out again meanwhile."), level=messages.WARNING)
        return redirect(standing)
    found.restore()
    toast(request, _("The referral stands again."))
    return redirect(found)


@may("goals.view")
def referral(request: UserRequest, pk: int) -> HttpResponse:
    """Who has answered what, and who is missing; what was done with each remark."""
    found, today = _found(pk), timezone.localdate()
    remarks = Remark.objects.select_related("priority")
    rows = (
        found.consulted.current().select_related("unit", "answered_by").prefetch_related(Prefetch("remarks", remarks))
    )
    asked = list(rows)
    context: dict[str, Any] = {
        "referral": found,
        "programme": found.programme,
        "answered": [one for one in asked if one.answered_on],
        "missing": [one for one in asked if not one.answered_on],
        "verdicts": _counted(asked),
        "undealt": sum(1 for one in asked for remark in one.remarks.all() if one.answered_on and not remark.heeded),
        "is_late": today > found.answer_by,
        "may_answer": {one.pk for one in asked if request.user.has_perm("goals.answer", one)},
        "may_change": request.user.has_perm("goals.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "goals/referral.html", context)


def _counted(asked: list[Consulted]) -> list[tuple[str, int]]:
    verdicts = [one.verdict for one in asked if one.answered_on]
    return [(str(label), verdicts.count(value)) for value, label in Consulted.Verdict.choices]


@may("goals.answer")
def answer(request: UserRequest, pk: int) -> HttpResponse:
    """The unit's answer. One that is not taken any more is told why, and keeps what was written."""
    found = _asked(pk)
    if not request.user.has_perm("goals.answer", found):
        raise PermissionDenied("goals.answer")
    why = referring.refusal(found, timezone.localdate())
    form = AnswerForm(request.POST or None, instance=found)
    if form.is_valid() and not why:
        try:
            referring.answer(form.instance, form.remarks, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            toast(request, _("Thank you. The answer is handed in, and the coordinator is told."))
            return redirect(found.referral)
    context = {"form": form, "consulted": found, "referral": found.referral, "why": why}
    status = 409 if why and request.POST else 422 if form.errors else 200
    return render(request, "goals/answer.html", {**context, "programme": found.referral.programme}, status=status)


def _asked(pk: int) -> Consulted:
    """Also of what was called back: who follows an old link is told so."""
    rows = Consulted.objects.current().select_related("unit", "answered_by", "referral__programme", "referral__sent_by")
    return get_object_or_404(rows, pk=pk)


@may("goals.change")
@require_POST
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    """Let a unit change what it has answered."""
    found = _asked(pk)
    if found.referral.programme.is_frozen:
        return told_frozen(request, found.referral.programme)
    referring.reopen(found)
    toast(request, _("%(unit)s can change its answer.") % {"unit": found.unit})
    return redirect(found.referral)


@may("goals.change")
def heed(request: UserRequest, pk: int) -> HttpResponse:
    """What was done with a remark: taken up, in part, or not, and why."""
    rows = Remark.objects.filter(consulted__referral__withdrawn_at=None)
    found = get_object_or_404(
        rows.select_related("consulted__unit", "consulted__referral__programme", "priority"), pk=pk
    )
    if found.consulted.referral.programme.is_frozen:
        return told_frozen(request, found.consulted.referral.programme)
    form = HeedForm(request.POST or None, instance=found)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("The unit sees what was done with its remark."))
        return redirect(saved)
    context = {"form": form, "remark": found, "referral": found.consulted.referral}
    context["programme"] = found.consulted.referral.programme
    return render(request, "goals/heed.html", context, status=422 if form.errors else 200)
