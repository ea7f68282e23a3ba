"""The page on which a decision is made, for the rooms whose objects are decided on; and asking somebody who may."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.models import User
from utblick.accounts.roles import UserRequest, may
from utblick.journal import clock
from utblick.mandates import deciding
from utblick.mandates.amounts import Amount
from utblick.mandates.checking import NoMandate, Question, holds_any, register
from utblick.mandates.forms.decisions import DecideForm
from utblick.mandates.models import DelegationDecision, Matter
from utblick.teamwork import doing, finding
from utblick.teamwork.models import Task
from utblick.teamwork.people import colleagues, taking_part
from utblick.ui.toasts import toast


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be decided about one object. `amounts` None: the page asks; `talk`: what colleagues can be asked about."""

    obj: models.Model
    talk: models.Model
    unit: int | None
    matters: Sequence[str]
    amounts: Sequence[Amount | None] | None = None
    guess: Any = None


def may_decide(user: User, wanted: Wanted, *, may_change: bool) -> bool:
    """Who may change the object writes the decision down, for whoever made it; and whoever holds a mandate decides."""
    today = timezone.localdate(clock.now())
    return may_change or (
        user.has_perm("mandates.decide") and holds_any(user, wanted.matters, on=today, unit=wanted.unit)
    )


def decide(request: UserRequest, wanted: Wanted, *, heading: str, back: str, may_change: bool) -> HttpResponse:
    """Ask what is decided, by whom and when; keep it, or say who may. Who may not change the object decides in the own name
    alone."""
    if not may_decide(request.user, wanted, may_change=may_change):
        raise PermissionDenied("mandates.decide")
    before = {one: deciding.standing(wanted.obj, one) for one in wanted.matters}
    begun = {
        "matters": _in_question(request.user, wanted, before),
        "decider": request.user.pk,
        "decided_on": timezone.localdate(clock.now()),
        "amount": wanted.guess,
        "case_number": getattr(wanted.talk, "case_number", ""),
    }
    people = list(colleagues(wanted.talk)) if may_change else [request.user]
    form = DecideForm(
        request.POST or None, people=people, matters=wanted.matters, asks_amount=wanted.amounts is None, initial=begun
    )
    context: dict[str, Any] = {"form": form, "wanted": wanted, "heading": heading, "back": back}
    if form.is_valid():
        try:
            made = _decided(wanted, form, request.user)
        except NoMandate as refused:
            form.add_error(None, refused)
            context["refused"] = refused
        else:
            toast(request, " ".join([told(made), *_left(wanted, {*before.values(), *made})]))
            return redirect(back)
    labels, stood = [Matter(one).label for one in wanted.matters], list(before.values())
    context["amounts"] = list(zip(labels, wanted.amounts or (), stood, strict=False))
    return render(request, "mandates/decide.html", context, status=422 if form.errors else 200)


def _in_question(user: User, wanted: Wanted, before: Mapping[str, DelegationDecision | None]) -> list[str]:
    """Of what nobody has decided yet, or on less, what this person may decide; all of it for who may decide none, and writes
    down what another has decided. Of one thing alone there is nothing to choose."""
    if len(wanted.matters) == 1:
        return [*wanted.matters]
    known, today = register(), timezone.localdate(clock.now())
    questions = []
    for matter, amount in zip(wanted.matters, wanted.amounts or (), strict=False):
        stands = before[matter]
        if not stands or (amount and (stands.amount or 0) < amount.kronor):
            questions.append(Question(matter, today, amount.kronor if amount else None, wanted.unit))
    return [one.matter for one in questions if known.mandate_of(user, one)] or [one.matter for one in questions]


def _left(wanted: Wanted, made: Collection[DelegationDecision | None]) -> list[str]:
    """What nobody has decided yet, in a sentence."""
    decided = {one.matter for one in made if one}
    left = [str(Matter(one).label).lower() for one in wanted.matters if one not in decided]
    return [_("Still to be decided: %(what)s.") % {"what": ", ".join(left)}] if left else []


def told(made: list[DelegationDecision]) -> str:
    """Each mandate that they rest on, once."""
    if references := dict.fromkeys(one.reference for one in made if one.reference):
        return _("Decided on delegation: %(reference)s.") % {"reference": "; ".join(references)}
    return _("The decision is kept. No delegation list has been entered, so nobody's mandate was checked.")


@transaction.atomic
def _decided(wanted: Wanted, form: DecideForm, by: User) -> list[DelegationDecision]:
    """All of them or none."""
    answers = form.cleaned_data
    amounts = wanted.amounts if wanted.amounts is not None else [form.in_kronor]
    matters = answers.get("matters", wanted.matters)
    facts = {"case_number": answers["case_number"], "note": answers["note"]}
    deciding.make_way(wanted.obj, *matters, on=answers["decided_on"], decider=answers["decider"])
    return [
        deciding.decide(
            wanted.obj,
            Question(matter, answers["decided_on"], amount.kronor if amount else None, wanted.unit),
            decider=answers["decider"],
            by=by,
            amount=amount,
            **facts,
        )
        for matter, amount in zip(wanted.matters, amounts, strict=True)
        if matter in matters
    ]


@may("teamwork.take_part")
@require_POST
def ask(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """Give the decision as a task to somebody who may make it."""
    obj = finding.found(kind, pk, request.user)
    asked = request.POST.get("who", "")
    who = taking_part(obj).filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
    matter = request.POST.get("matter", "")
    if who is None or matter not in Matter:
        raise Http404
    asked_for = {"matter": str(Matter(matter).label).lower(), "title": request.POST.get("what") or obj}
    title = _("Decide on %(matter)s: %(title)s") % asked_for
    amount = request.POST.get("amount", "")[:40]
    told = f"{title[: 200 - len(amount) - 2]}, {amount}" if amount else title[:200]
    about, _colon, key = request.POST.get("about", "").partition(":")
    about, key = about or kind, key or str(pk)
    awaits = deciding.asked_for(about, key, matter)[:100]
    if Task.objects.open().filter(awaits=awaits, owner=who).exists():
        toast(request, _("%(who)s has been asked already, and has it to do.") % {"who": who}, level=messages.INFO)
    else:
        doing.ask(obj, by=request.user, title=told, owner=who, awaits=awaits, address=deciding.page_of(about, key))
        toast(request, _("%(who)s has it to do.") % {"who": who})
    return redirect("teamwork:about", kind, pk)
