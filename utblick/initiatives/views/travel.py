"""An exchange: who travelled and how, what it cost the climate, and what they tell when they are home."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives import tasks, travelling
from utblick.initiatives.forms import GroupForm, LegForm, TravelReportForm
from utblick.initiatives.models import Group, Leg, Step, TravelReport
from utblick.initiatives.travel.climate import factors
from utblick.initiatives.views.reaching import check, own_part
from utblick.journal import clock
from utblick.mandates.models import DelegationDecision, Matter
from utblick.mandates.views.asking import Wanted, may_decide
from utblick.mandates.views.asking import decide as ask_decision
from utblick.ui.toasts import toast

PARTS: dict[str, type[Group | Leg]] = {"groups": Group, "legs": Leg}


@may("initiatives.view")
def exchange(request: UserRequest, pk: int) -> HttpResponse:
    """The whole journey on one page."""
    step = get_object_or_404(Step.objects.standing().select_related("initiative"), pk=pk)
    groups = Group.objects.current().filter(step=step).select_related("leader")
    legs: dict[int, list[Leg]] = {}
    for leg in Leg.objects.current().filter(group__step=step, group__withdrawn_at=None):
        legs.setdefault(leg.group_id, []).append(leg)
    may_change = request.user.has_perm("initiatives.change", step.initiative)
    reports = TravelReport.objects.current().filter(step=step, lesson__withdrawn_at=None)
    context = {
        "step": step,
        "initiative": step.initiative,
        "groups": [(group, legs.get(group.pk, [])) for group in groups],
        "reports": reports.select_related("lesson", "author"),
        "decisions": DelegationDecision.objects.standing().about(step).select_related("decider"),
        "factors": factors(),
        "means": dict(Leg.Means.choices),
        "may_change": may_change,
        "may_decide": may_decide(request.user, _wanted(step), may_change=may_change),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "initiatives/exchange.html", context)


@may("mandates.decide")
def decide_travel(request: UserRequest, pk: int) -> HttpResponse:
    """Decide, or write down, that the journey may be made: before it is booked."""
    exchanges = Step.objects.standing().filter(kind=Step.Kind.EXCHANGE)
    step = get_object_or_404(exchanges.select_related("initiative"), pk=pk)
    may_change = request.user.has_perm("initiatives.change", step.initiative)
    back = reverse("initiatives:exchange", args=[step.pk])
    return ask_decision(request, _wanted(step), heading=_("Decide on the journey"), back=back, may_change=may_change)


def _wanted(step: Step) -> Wanted:
    return Wanted(step, step.initiative, step.initiative.unit_id, [Matter.TRAVEL], guess=step.planned_cost)


@may("initiatives.change")
def add_group(request: UserRequest, pk: int) -> HttpResponse:
    return _ask_group(request, Group(step=own_part(request, Step, pk)))


@may("initiatives.change")
def edit_group(request: UserRequest, pk: int) -> HttpResponse:
    return _ask_group(request, _own(request, Group, pk))


def _ask_group(request: UserRequest, group: Group) -> HttpResponse:
    form = GroupForm(request.POST or None, instance=group)
    if form.is_valid() and _kept(form, travelling.save_group):
        toast(request, _("“%(name)s” is saved.") % {"name": group})
        return redirect(group)
    return _page(request, "initiatives/group.html", form, group.step, part=group)


@may("initiatives.change")
def add_leg(request: UserRequest, pk: int) -> HttpResponse:
    group = _own(request, Group, pk)
    leg = Leg(group=group, travelled_on=group.step.starts_on)
    leg.begins, leg.ends = [*travelling.known_places(group.step), "", ""][:2]
    return _ask_leg(request, leg)


@may("initiatives.change")
def edit_leg(request: UserRequest, pk: int) -> HttpResponse:
    return _ask_leg(request, _own(request, Leg, pk))


def _ask_leg(request: UserRequest, leg: Leg) -> HttpResponse:
    form = LegForm(request.POST or None, instance=leg)
    if form.is_valid() and _kept(form, travelling.save_leg):
        told = _("%(leg)s: %(kg)s kg CO2e for the whole group.")
        toast(request, told % {"leg": leg, "kg": round(leg.kg_co2e)})
        return redirect(leg)
    return _page(request, "initiatives/leg.html", form, leg.group.step, part=leg)


def _kept(form: Any, save: Any) -> bool:
    """Whether it was saved; otherwise the form tells why."""
    try:
        save(form.instance)
    except travelling.UnknownPlace as error:
        form.add_error(error.field, error)
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors


@may("initiatives.change")
@require_POST
def withdraw_travel(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    part = _own(request, _model(kind), pk)
    travelling.withdraw(part)
    undo = reverse("initiatives:restore_travel", args=[kind, pk])
    toast(request, _("“%(title)s” is withdrawn.") % {"title": part}, undo)
    return redirect(part)


@may("initiatives.change")
@require_POST
def restore_travel(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    part = _own(request, _model(kind), pk, withdrawn=True)
    travelling.restore(part)
    toast(request, _("“%(title)s” is back.") % {"title": part})
    return redirect(part)


def _model(kind: str) -> type[Group | Leg]:
    if kind not in PARTS:
        raise Http404
    return PARTS[kind]


def _own(request: UserRequest, kind: type[Group | Leg], pk: int, *, withdrawn: bool = False) -> Any:
    path = "step" if kind is Group else "group__step"
    every: Any = kind._default_manager
    standing = {f"{path}__withdrawn_at": None, f"{path}__initiative__withdrawn_at": None}
    rows = every.filter(withdrawn_at__isnull=not withdrawn, **standing).select_related(f"{path}__initiative")
    found = get_object_or_404(rows, pk=pk)
    check(request, (found.step if kind is Group else found.group.step).initiative)
    return found


@may("initiatives.change")
def travel_report(request: UserRequest, pk: int) -> HttpResponse:
    """Five minutes on a phone: what did you learn?"""
    step = own_part(request, Step, pk)
    asks_the_way = not Leg.objects.current().filter(group__step=step, group__withdrawn_at=None).exists()
    if not step.starts_on:
        step.starts_on = timezone.localdate(clock.now())
    form = TravelReportForm(request.POST or None, instance=step, asks_the_way=asks_the_way)
    if form.is_valid() and _reported(request, form):
        toast(request, _("Thank you. The travel report is kept, and the lesson is on its way."))
        return redirect("initiatives:exchange", step.pk)
    return _page(request, "initiatives/travel_report.html", form, step)


def _reported(request: UserRequest, form: TravelReportForm) -> bool:
    step, answers = form.instance, form.cleaned_data
    try:
        with transaction.atomic():
            step.status = Step.Status.DONE
            step.save()
            travelling.report(
                step,
                by=request.user,
                lesson=form.lesson,
                met=answers["met"],
                units=answers["units"],
                leg=form.leg,
            )
            transaction.on_commit(tasks.send_lessons.enqueue)
    except travelling.UnknownPlace as error:
        form.add_error(error.field, error)
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors


def _page(request: UserRequest, page: str, form: Any, step: Step, **facts: Any) -> HttpResponse:
    context = {"form": form, "step": step, "initiative": step.initiative, **facts}
    context["places"] = travelling.known_places(step)
    return render(request, page, context, status=422 if form.errors else 200)
