"""The programme of a period and its priorities."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.goals import concepts
from utblick.goals.chain import chain_of_priority, chain_of_programme
from utblick.goals.forms import PriorityForm, ProgrammeForm
from utblick.goals.models import Goal, Priority, Programme
from utblick.ui.asking import key_asked
from utblick.ui.toasts import toast


@may("goals.view")
def programmes(request: UserRequest) -> HttpResponse:
    """The programme of the present period: the entry of the menu."""
    return _page(request, _present(list(Programme.objects.current())))


@may("goals.view")
def programme(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """A programme: the given one, else the one that goes on today, else the latest."""
    return _page(request, _given(pk) if pk else _present(list(Programme.objects.current())))


def _page(request: UserRequest, shown: Programme | None) -> HttpResponse:
    everyone = Programme.objects.current()
    priorities = list(shown.priorities.current().select_related("goal", "form")) if shown else []
    context: dict[str, Any] = {
        "programme": shown,
        "others": [one for one in everyone if shown is None or one.pk != shown.pk],
        "priorities": priorities,
        "chain": chain_of_programme(shown, priorities=priorities) if shown else None,
        "budget": sum(priority.budget or 0 for priority in priorities),
        "without": _goals_without(priorities) if shown else [],
        "has_goals": bool(priorities) or Goal.objects.in_force().exists(),
        "may_change": request.user.has_perm("goals.change"),
    }
    return render(request, "goals/programme.html", context)


def _given(pk: int) -> Programme:
    return get_object_or_404(Programme.objects.current(), pk=pk)


def _present(everyone: list[Programme]) -> Programme | None:
    today = timezone.localdate()
    return next((one for one in everyone if one.starts_on <= today <= one.ends_on), everyone[0] if everyone else None)


def _goals_without(priorities: list[Priority]) -> list[Goal]:
    """The goals in force that the programme gives no priority."""
    return list(Goal.objects.in_force().exclude(pk__in=[priority.goal_id for priority in priorities]))


@may("goals.change")
def add(request: UserRequest) -> HttpResponse:
    return _programme_form(request, Programme(), _("The programme is added. Now give it its priorities."))


@may("goals.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    return _programme_form(request, _given(pk), _("The programme is saved."))


def _programme_form(request: UserRequest, programme: Programme, done: str) -> HttpResponse:
    name = str(programme)
    form = ProgrammeForm(request.POST or None, instance=programme)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, done)
        return redirect("goals:programme", saved.pk)
    context = {"form": form, "programme": programme, "name": name}
    return render(request, "goals/edit_programme.html", context, status=422 if form.errors else 200)


@may("goals.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Take the programme out of use with its priorities, which come back with it."""
    found = _given(pk)
    found.withdraw()
    toast(request, _("The programme was withdrawn."), reverse("goals:programme_restore", args=[pk]))
    return redirect("goals:programmes")


@may("goals.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Programme.objects.exclude(withdrawn_at=None), pk=pk)
    found.restore()
    toast(request, _("The programme is back."))
    return redirect("goals:programme", pk)


@may("goals.view")
def priority(request: UserRequest, pk: int) -> HttpResponse:
    rows = Priority.objects.current().filter(programme__withdrawn_at=None)
    found = get_object_or_404(rows.select_related("programme", "goal", "form"), pk=pk)
    context = {
        "priority": found,
        "chain": chain_of_priority(found),
        "may_change": request.user.has_perm("goals.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "goals/priority.html", context)


@may("goals.change")
def add_priority(request: UserRequest, programme_pk: int) -> HttpResponse:
    programme = _given(programme_pk)
    new = Priority(programme=programme, position=programme.priorities.count() + 1)
    if wanted := key_asked(request, "goal"):
        new.goal_id = wanted
    return _priority_form(request, new, _("The priority is added."))


@may("goals.change")
def edit_priority(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Priority.objects.current().select_related("programme"), pk=pk)
    return _priority_form(request, found, _("The priority is saved."))


def _priority_form(request: UserRequest, priority: Priority, done: str) -> HttpResponse:
    name = str(priority)
    is_new = priority.pk is None
    form = PriorityForm(request.POST or None, instance=priority)
    if form.is_valid() and (saved := form.save_or_tell()):
        if is_new and not (saved.concepts or saved.keywords):
            concepts.give(saved, f"{saved.name} {saved.text}")
            saved.save()
        toast(request, done)
        return redirect("goals:priority", saved.pk)
    context = {"form": form, "priority": priority, "programme": priority.programme, "name": name}
    return render(request, "goals/edit_priority.html", context, status=422 if form.errors else 200)


@may("goals.change")
@require_POST
def withdraw_priority(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Priority.objects.current(), pk=pk)
    found.withdraw()
    told = _("The priority “%(priority)s” was withdrawn.") % {"priority": found}
    toast(request, told, reverse("goals:priority_restore", args=[pk]))
    return redirect("goals:programme", found.programme_id)


@may("goals.change")
@require_POST
def restore_priority(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Priority.objects.exclude(withdrawn_at=None), pk=pk)
    found.restore()
    toast(request, _("The priority is back."))
    return redirect("goals:priority", pk)
