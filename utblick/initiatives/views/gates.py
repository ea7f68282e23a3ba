"""The decisions that an initiative needs: asking for one, handing in papers, writing down what was decided."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.models import User
from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.announcing import tell_decided
from utblick.initiatives.forms import GateDecisionForm, GateForm
from utblick.initiatives.models import Gate
from utblick.initiatives.paving import pave
from utblick.initiatives.views.reaching import own, own_part
from utblick.journal import clock
from utblick.teamwork import doing
from utblick.ui.toasts import toast


@may("initiatives.change")
def add_gate(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, Gate(initiative=own(request, pk)))


@may("initiatives.change")
def edit_gate(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, own_part(request, Gate, pk))


def _ask(request: UserRequest, gate: Gate) -> HttpResponse:
    form = GateForm(request.POST or None, instance=gate)
    return _answer(request, form, gate, "initiatives/gate.html", _("The decision is on the way to the application."))


@may("initiatives.change")
def decide_gate(request: UserRequest, pk: int) -> HttpResponse:
    gate = own_part(request, Gate, pk)
    form = GateDecisionForm(request.POST or None, instance=gate)
    return _answer(request, form, gate, "initiatives/gate_decision.html", _("The decision is written down."))


def _answer(request: UserRequest, form: GateForm | GateDecisionForm, gate: Gate, page: str, told: str) -> HttpResponse:
    if form.is_valid() and _save(form, request.user):
        toast(request, told)
        return redirect(gate)
    context = {"form": form, "part": gate, "initiative": gate.initiative}
    return render(request, page, context, status=422 if form.errors else 200)


def _save(form: GateForm | GateDecisionForm, by: User) -> Gate | None:
    with transaction.atomic():
        saved = form.save_or_tell()
        if saved:
            pave(saved.initiative)
        if saved and "outcome" in form.changed_data:
            tell_decided(saved, by=by)
        if saved and isinstance(form, GateDecisionForm):
            for task in form.settled:
                doing.do(task, by=by)
    return saved


@may("initiatives.change")
@require_POST
def hand_in(request: UserRequest, pk: int) -> HttpResponse:
    """The papers are handed in; done once more, they are not."""
    gate = own_part(request, Gate, pk)
    gate.handed_in_on = None if gate.handed_in_on else timezone.localdate(clock.now())
    gate.save()
    pave(gate.initiative)
    told = (
        _("The papers to %(body)s are handed in.")
        if gate.handed_in_on
        else _("The papers to %(body)s are not handed in.")
    )
    toast(request, told % {"body": gate.body}, reverse("initiatives:hand_in", args=[pk]))
    return redirect(gate)
