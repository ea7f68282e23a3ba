"""What every page first asks for: a project that the reader may see, or change; and the frame of its pages."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.accounts.roles import UserRequest
from utblick.initiatives.views.reaching import check
from utblick.journal.forms import RecordedForm
from utblick.mandates.amounts import Amount
from utblick.mandates.views.asking import Wanted
from utblick.projects import mandating
from utblick.projects.models import Project, ProjectPart
from utblick.ui.toasts import toast

TABS: tuple[tuple[str, Promise], ...] = (
    ("project", _("Project")),
    ("budget", _("Budget")),
    ("outcome", _("Outcome")),
    ("claims", _("Claims")),
    ("plan", _("Plan")),
    ("visibility", _("Visibility")),
)
WHOLE = ("step", "initiative__unit", "initiative__owner")


def shown(pk: int) -> Project:
    found: Project = get_object_or_404(Project.objects.standing().select_related(*WHOLE), pk=pk)
    return found


def own(request: UserRequest, pk: int) -> Project:
    """404 where there is none; 403 where it is another unit's and the reader an officer."""
    found = shown(pk)
    check(request, found.initiative)
    return found


def own_part[P: ProjectPart](request: UserRequest, kind: type[P], pk: int, *, withdrawn: bool = False) -> P:
    """A part of a project that the reader may change."""
    every: Any = kind._default_manager
    standing = {"project__withdrawn_at": None, "project__step__withdrawn_at": None, "initiative__withdrawn_at": None}
    rows = every.filter(withdrawn_at__isnull=not withdrawn, **standing)
    found: P = get_object_or_404(rows.select_related("project__step", "initiative"), pk=pk)
    found.project.initiative = found.initiative
    check(request, found.initiative)
    return found


def decision_wanted(project: Project, amounts: Mapping[str, Amount | None] | None = None) -> Wanted:
    """What a decision to apply is about; `amounts`: of each matter, where they are shown."""
    matters, told = (list(amounts), list(amounts.values())) if amounts is not None else (mandating.MATTERS, None)
    return Wanted(project, project.initiative, project.initiative.unit_id, matters, told)


def page(request: UserRequest, project: Project, current: str, *, tab: str = "", **context: Any) -> HttpResponse:
    """One of the project's pages, under the tab of its name or another."""
    return render(request, f"projects/{current}.html", {**frame(request, project, tab or current), **context})


def frame(request: UserRequest, project: Project, current: str) -> dict[str, Any]:
    """What each of the project's pages shows around its own: the tabs that lead to the others."""
    tabs = [(label, reverse(f"projects:{name}", args=[project.pk]), name == current) for name, label in TABS]
    return {
        "project": project,
        "tabs": tabs,
        "may_change": request.user.has_perm("initiatives.change", project.initiative),
        "may_see_history": request.user.has_perm("journal.view"),
    }


def ask(
    request: UserRequest,
    form: RecordedForm[Any],
    part: ProjectPart | Project,
    name: str,
    told: str | Promise,
    **context: Any,
) -> HttpResponse:
    """The page of a form about a part of a project: saved and told, or shown with what is wrong."""
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, told)
        return redirect(saved)
    project = part if isinstance(part, Project) else part.project
    facts = {"form": form, "part": part, "project": project, **context}
    return render(request, f"projects/{name}.html", facts, status=422 if form.errors else 200)
