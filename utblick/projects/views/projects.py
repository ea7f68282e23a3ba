"""The list of projects, one of them, and beginning one."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.models import Step
from utblick.initiatives.views.reaching import own as own_initiative
from utblick.initiatives.views.reaching import own_part as own_step
from utblick.journal import clock
from utblick.mandates.views.asking import may_decide
from utblick.projects import budgeting, mandating, starting
from utblick.projects.books import partners_of
from utblick.projects.forms import ProjectForm, StartForm, TakeOnForm
from utblick.projects.models import Check, Claim, Delivery, Project
from utblick.projects.standing import standing
from utblick.projects.views.reaching import WHOLE, ask, decision_wanted, own, page
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

SOON = timedelta(days=90)
MOST = 6
# Until then it is asked who decided to apply; afterwards what is to be claimed and delivered.
BEFORE_THE_ANSWER = (Project.Stage.IDEA, Project.Stage.PREPARATION, Project.Stage.APPLICATION)
COLUMNS = {"title": "step__title", "stage": "stage", "start": "step__starts_on", "unit": "initiative__unit__name"}


@may("initiatives.view")
def listed(request: UserRequest) -> HttpResponse:
    rows = Project.objects.standing().select_related(*WHOLE)
    listing = Listing(request, rows, columns=COLUMNS, default_sort="-start", per_page=25)
    return listing.answer("projects/list.html", {})


@may("initiatives.view")
def project(request: UserRequest, pk: int) -> HttpResponse:
    """Where it stands, what is missing before the next stage, who is in it and what is due."""
    settled = Q(evidences__done_on__isnull=False) | ~Q(evidences__not_here="")
    rows = Project.objects.standing().select_related(*WHOLE)
    found = get_object_or_404(rows.annotate(duties_met=Count("evidences", filter=settled)), pk=pk)
    checks = list(Check.objects.of(found).select_related("body"))
    may_change = request.user.has_perm("initiatives.change", found.initiative)
    today = timezone.localdate(clock.now())
    return page(
        request,
        found,
        "project",
        standing=standing(found, checks),
        partners=partners_of(found),
        may_decide=found.stage == Project.Stage.PREPARATION
        and may_decide(request.user, decision_wanted(found), may_change=may_change),
        decisions=mandating.decisions(found) if found.stage in BEFORE_THE_ANSWER else [],
        due=[] if found.stage in BEFORE_THE_ANSWER else _due(found, today),
        duties=len(found.programme.duties),
        duties_met=found.duties_met,  # type: ignore[attr-defined]
    )


def _due(found: Project, today: date) -> list[Claim | Delivery]:
    """What is to be claimed or delivered soon, or should have been."""
    soon: QuerySet[Any] = Claim.objects.of(found).filter(asked_on=None, due_on__lte=today + SOON)
    deliveries = Delivery.objects.of(found).filter(done_on=None, due_on__lte=today + SOON).select_related("owner")
    return sorted([*soon[:MOST], *deliveries[:MOST]], key=lambda one: one.due_on)[:MOST]


@may("initiatives.change")
def start(request: UserRequest, initiative: int) -> HttpResponse:
    found = own_initiative(request, initiative)
    begun = {"starts_on": found.starts_on, "ends_on": found.ends_on, "title": found.title}
    form = StartForm(request.POST or None, initial=begun)
    if form.is_valid():
        made = starting.start(found, **form.cleaned_data)
        toast(request, _("The project is begun. See to the budget and the checks."))
        return redirect(made)
    return render(
        request, "projects/start.html", {"form": form, "initiative": found}, status=422 if form.errors else 200
    )


@may("initiatives.change")
def take_on(request: UserRequest, step: int) -> HttpResponse:
    """Make a project of a step; of one that already is, its page."""
    found = own_step(request, Step, step)
    if found.kind != Step.Kind.PROJECT:
        raise Http404
    if there_is := Project.objects.filter(step=found).first():
        return redirect(there_is)
    form = TakeOnForm(request.POST or None)
    if form.is_valid():
        made = starting.take_on(found, **form.cleaned_data)
        toast(request, _("The step is now a project, with a budget and checks of its own."))
        return redirect(made)
    context = {"form": form, "initiative": found.initiative, "step": found}
    return render(request, "projects/start.html", context, status=422 if form.errors else 200)


@may("initiatives.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    found = own(request, pk)
    form = ProjectForm(request.POST or None, instance=found)
    told = _("The project is saved.")
    is_other = form.is_bound and "currency" in form.changed_data
    if is_other:
        told = _(
            "The project is saved. The amounts of its budget stand as they were written, now in the other currency."
        )
    answered = ask(request, form, found, "edit", told)
    if is_other and answered.status_code == 302:
        budgeting.tell_step(found)
    return answered
