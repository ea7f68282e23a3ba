"""A goal: what it says, what carries it, what serves it; and the forms of cooperation beside it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.goals import concepts, serving
from utblick.goals.chain import chain_of_goal
from utblick.goals.forms import CooperationFormForm, GoalForm
from utblick.goals.models import CooperationForm, Goal, PolicyDocument
from utblick.ui.toasts import toast


@may("goals.view")
def goal(request: UserRequest, pk: int) -> HttpResponse:
    """The goal, and everything that serves it from real rows."""
    found = get_object_or_404(Goal.objects.select_related("document", "unit"), pk=pk)
    contributions, results = serving.contributions(found), serving.results(found)
    rows = found.priorities.current().filter(programme__withdrawn_at=None).select_related("programme")
    priorities = list(rows)
    context: dict[str, Any] = {
        "goal": found,
        "in_force": found.document.status == PolicyDocument.Status.IN_FORCE,
        "groups": _by_state(contributions),
        "results": results,
        "totals": serving.totals(contributions),
        "priorities": priorities,
        "chain": chain_of_goal(found, priorities=priorities, contributions=contributions, results=results),
        "may_change": request.user.has_perm("goals.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "goals/goal.html", context)


def _by_state(contributions: list[Any]) -> list[tuple[str, list[Any]]]:
    """Under way, to come, ended: those that have any."""
    groups = [
        (_("Under way"), [c for c in contributions if c.initiative.status in serving.ONGOING]),
        (_("Ideas and resting"), [c for c in contributions if c.initiative.status in serving.IDEAS]),
        (_("Finished or stopped"), [c for c in contributions if c.initiative.status in serving.ENDED]),
    ]
    return [group for group in groups if group[1]]


@may("goals.change")
def add_goal(request: UserRequest) -> HttpResponse:
    """Add a goal to the document in force: one that the import missed."""
    document = get_object_or_404(PolicyDocument.objects.in_force())
    new = Goal(document=document, position=document.goals.count() + 1)
    return _goal_form(request, new, _("The goal is added."))


@may("goals.change")
def edit_goal(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Goal.objects.current().select_related("document"), pk=pk)
    return _goal_form(request, found, _("The goal is saved."))


def _goal_form(request: UserRequest, goal: Goal, done: str) -> HttpResponse:
    name = str(goal) if goal.pk else ""
    is_new = goal.pk is None
    form = GoalForm(request.POST or None, instance=goal)
    if not form.only_proposes() and form.is_valid() and (saved := form.save_or_tell()):
        if is_new and not (saved.concepts or saved.keywords):
            concepts.give(saved, concepts.text_of(saved))
            saved.save()
        toast(request, done)
        return redirect("goals:goal", saved.pk)
    context = {"form": form, "goal": goal, "name": name}
    return render(request, "goals/edit_goal.html", context, status=422 if form.errors else 200)


@may("goals.change")
@require_POST
def withdraw_goal(request: UserRequest, pk: int) -> HttpResponse:
    """Take the goal out of use; what was done for it stays."""
    found = get_object_or_404(Goal.objects.current(), pk=pk)
    found.withdraw()
    toast(request, _("The goal “%(goal)s” was withdrawn.") % {"goal": found}, reverse("goals:restore_goal", args=[pk]))
    return redirect("goals:home")


@may("goals.change")
@require_POST
def restore_goal(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Goal.objects.exclude(withdrawn_at=None), pk=pk)
    found.restore()
    toast(request, _("The goal is back."))
    return redirect("goals:goal", pk)


@may("goals.change")
def concepts_of_document(request: UserRequest, pk: int) -> HttpResponse:
    """After a document came in force: what the engine proposes for each goal, the nearest already ticked."""
    document = get_object_or_404(PolicyDocument.objects.in_force(), pk=pk)
    rows = [(goal, *concepts.offered(goal)) for goal in document.goals.current()]
    if request.method == "POST":
        for goal, choices, own in rows:
            words = [word for word in own if word in request.POST.getlist(f"keywords-{goal.pk}")]
            _keep_ticked(goal, choices, request.POST.getlist(f"concepts-{goal.pk}"), words)
        toast(request, _("The concepts are saved."))
        return redirect("goals:home")
    return render(request, "goals/concepts.html", {"document": document, "rows": rows})


def _keep_ticked(goal: Goal, choices: list[dict[str, Any]], ticked: list[str], words: list[str]) -> None:
    kept = [concept for concept in choices if concept["id"] in ticked]
    if kept != goal.concepts or words:
        goal.concepts, goal.keywords = kept, [*goal.keywords, *words]
        goal.save()


@may("goals.change")
def edit_form(request: UserRequest, pk: int) -> HttpResponse:
    """A form of cooperation: its short name, wording and kind."""
    found = get_object_or_404(CooperationForm.objects.current(), pk=pk)
    name = str(found)
    form = CooperationFormForm(request.POST or None, instance=found)
    if form.is_valid() and form.save_or_tell():
        toast(request, _("The form of cooperation is saved."))
        return redirect("goals:home")
    return render(request, "goals/edit_form.html", {"form": form, "name": name}, status=422 if form.errors else 200)
