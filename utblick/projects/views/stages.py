"""Moving a project on, and seeing to what is asked for before."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.journal import clock
from utblick.mandates import deciding
from utblick.mandates.checking import NoMandate
from utblick.mandates.models import Matter
from utblick.mandates.views.asking import decide as ask_decision
from utblick.projects import mandating, requiring, stages
from utblick.projects.forms import CheckForm, RequirementsForm, StageForm
from utblick.projects.models import Check, Project, Requirements
from utblick.projects.models.checks import BEFORE
from utblick.projects.views.reaching import ask, decision_wanted, own, own_part, shown
from utblick.ui.toasts import toast

Stage = Project.Stage
NOTED = (Stage.APPLICATION, Stage.GRANTED, Stage.REJECTED)
"""Stages that come with a day and a number; the others at once."""


@may("initiatives.change")
def move(request: UserRequest, pk: int, stage: str) -> HttpResponse:
    found = own(request, pk)
    if stage not in stages.AHEAD[found.stage]:
        raise Http404
    if stage not in NOTED:
        return _move_at_once(request, found, stage) if request.method == "POST" else redirect(found)
    form = StageForm(request.POST or None, to=stage, initial=_begun(found))
    context = {"form": form, "project": found, "stage": stage, "label": stages.MOVES[stage]}
    if form.is_valid():
        # What is missing refuses the form: led on with a mere message, the same form sent later would count as sent twice.
        try:
            return _move(request, found, stage, **form.cleaned_data)
        except ValidationError as left:
            form.add_error(None, left)
            context["refused"] = left if isinstance(left, NoMandate) else None
    return render(request, "projects/move.html", context, status=422 if form.errors else 200)


def _begun(found: Project) -> dict[str, object]:
    return {"on": timezone.localdate(clock.now()), "number": found.number, "decision": found.decision}


def _move_at_once(request: UserRequest, found: Project, to: str) -> HttpResponse:
    try:
        return _move(request, found, to)
    except ValidationError as left:
        toast(request, left.messages[0], level=messages.WARNING)
        return redirect(found)


def _move(request: UserRequest, found: Project, to: str, **noted: Any) -> HttpResponse:
    before = found.stage
    stages.move(found, to, by=request.user, **noted)
    undo = reverse("projects:back", args=[found.pk, before])
    told = {"title": found, "stage": found.get_stage_display().lower()}
    toast(request, _("“%(title)s” is now: %(stage)s.") % told, undo)
    return redirect(found)


@may("initiatives.change")
@require_POST
def back(request: UserRequest, pk: int, stage: str) -> HttpResponse:
    """To the stage before, for who moved on by mistake; what was noted stays."""
    found = own(request, pk)
    if found.stage not in stages.AHEAD.get(stage, ()):
        raise Http404
    stages.move(found, stage, by=request.user)
    toast(
        request, _("“%(title)s” is back at: %(stage)s.") % {"title": found, "stage": found.get_stage_display().lower()}
    )
    return redirect(found)


@may("initiatives.change")
def edit_check(request: UserRequest, pk: int) -> HttpResponse:
    found = own_part(request, Check, pk)
    form = CheckForm(request.POST or None, instance=found, initial=_minuted(found))
    return ask(request, form, found, "check", _("It is noted."))


def _minuted(check: Check) -> dict[str, object]:
    """Of co-financing that nobody has noted yet: what the minutes or a delegate have said, so that it is not written twice."""
    if check.subject != Check.Subject.COFINANCING or check.outcome:
        return {}
    gate = mandating.decided_by_body(check.project)
    if gate:
        told = {"on": gate.decided_on, "section": gate.section, "case_number": gate.case_number}
        return {"outcome": Check.Outcome.DONE, "body": gate.body_id, **told}
    if made := deciding.standing(check.project, Matter.COFINANCING):
        told = {
            "on": made.decided_on,
            "case_number": made.case_number,
            "reason": f"{made.decider}, {made.reference}"[:300],
        }
        return {"outcome": Check.Outcome.DONE, **told}
    return {}


@may("initiatives.view")
def requirements(request: UserRequest) -> HttpResponse:
    """What is asked for before each stage."""
    standing = Requirements.standing()
    gates = [(label, _asked_before(standing, gate)) for gate, label in BEFORE.items()]
    context = {
        "requirements": standing,
        "gates": gates,
        "may_change": request.user.has_perm("goals.change"),
        "may_see_history": bool(standing.pk) and request.user.has_perm("journal.view"),
    }
    return render(request, "projects/requirements.html", context)


def _asked_before(standing: Requirements, gate: str) -> list[str]:
    return [str(Check(subject=one.subject, text=one.text)) for one in standing.asked() if one.before == gate]


@may("goals.change")
def edit_requirements(request: UserRequest) -> HttpResponse:
    form = RequirementsForm(request.POST or None, instance=Requirements.standing())
    if form.is_valid() and (told := _save_requirements(form)):
        toast(request, told)
        return redirect("projects:requirements")
    return render(request, "projects/edit_requirements.html", {"form": form}, status=422 if form.errors else 200)


def _save_requirements(form: RequirementsForm) -> str | None:
    with transaction.atomic():
        saved = form.save_or_tell()
        if saved is None:
            return None
        count = requiring.ask_all(saved)
    told = ngettext(
        "Saved. %(count)s project that is on its way is asked for it too.",
        "Saved. %(count)s projects that are on their way are asked for it too.",
        count,
    )
    return told % {"count": count} if count else _("Saved. Projects that begin from now on are asked for it.")


@may("mandates.decide")
def decide(request: UserRequest, pk: int) -> HttpResponse:
    """Decide, or write down, that the project may apply and be co-financed: by whoever has the mandate."""
    found = shown(pk)
    asked = mandating.wanted(found, timezone.localdate(clock.now()))
    may_change = request.user.has_perm("initiatives.change", found.initiative)
    heading, back = _("Decide on the application"), found.get_absolute_url()
    wanted = decision_wanted(found, asked)
    return ask_decision(request, wanted, heading=heading, back=back, may_change=may_change)
