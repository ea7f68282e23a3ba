"""The priorities of a programme."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.goals import concepts
from utblick.goals.chain import chain_of_priority
from utblick.goals.forms import EndForm, PriorityForm, TendForm
from utblick.goals.models import Priority
from utblick.goals.programmes import former_of
from utblick.goals.views.programme import given, told_frozen
from utblick.ui.asking import key_asked
from utblick.ui.toasts import toast


@may("goals.view")
def priority(request: UserRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    context = {
        "priority": found,
        "former": former_of(found),
        "chain": chain_of_priority(found),
        "may_change": request.user.has_perm("goals.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "goals/priority.html", context)


def _found(pk: int) -> Priority:
    rows = Priority.objects.current().filter(programme__withdrawn_at=None)
    return get_object_or_404(rows.select_related("programme__replaces", "programme__follows", "goal", "form"), pk=pk)


@may("goals.change")
def add_priority(request: UserRequest, programme_pk: int) -> HttpResponse:
    programme = given(programme_pk)
    if programme.is_frozen:
        return told_frozen(request, programme)
    new = Priority(programme=programme, position=programme.priorities.count() + 1)
    if wanted := key_asked(request, "goal"):
        new.goal_id = wanted
    return _priority_form(request, new, _("The priority is added."))


@may("goals.change")
def edit_priority(request: UserRequest, pk: int) -> HttpResponse:
    """Of one that is adopted only what the watch looks for."""
    found = _found(pk)
    if not found.programme.is_frozen:
        return _priority_form(request, found, _("The priority is saved."))
    form = TendForm(request.POST or None, instance=found)
    return _asked(request, found, form, _("The watch looks for this from now on."))


def _priority_form(request: UserRequest, priority: Priority, done: str) -> HttpResponse:
    form = PriorityForm(request.POST or None, instance=priority, former=former_of(priority))
    return _asked(request, priority, form, done)


def _asked(request: UserRequest, priority: Priority, form: PriorityForm | TendForm, done: str) -> HttpResponse:
    name, is_new = str(priority), priority.pk is None
    if not form.only_proposes() and form.is_valid() and (saved := form.save_or_tell()):
        if is_new and not (saved.concepts or saved.keywords):
            concepts.give(saved, f"{saved.name} {saved.text}")
            saved.save()
        toast(request, done)
        return redirect(saved)
    context = {"form": form, "priority": priority, "programme": priority.programme, "name": name}
    return render(request, "goals/edit_priority.html", context, status=422 if form.errors else 200)


@may("goals.change")
def end_priority(request: UserRequest, pk: int) -> HttpResponse:
    """Leave a priority that the former programme has out of the draft, and tell why."""
    found = _found(pk)
    if found.programme.is_frozen:
        return told_frozen(request, found.programme)
    form = EndForm(request.POST or None, instance=found)
    if form.is_valid() and form.save_or_tell():
        told = _("The draft ends the priority “%(priority)s”.") % {"priority": found}
        toast(request, told, reverse("goals:priority_restore", args=[pk]))
        return redirect(found.programme)
    context = {"form": form, "priority": found, "programme": found.programme}
    return render(request, "goals/end_priority.html", context, status=422 if form.errors else 200)


@may("goals.change")
@require_POST
def withdraw_priority(request: UserRequest, pk: int) -> HttpResponse:
    """One that is new in the draft; one from the former programme is ended, with a reason."""
    found = _found(pk)
    if found.programme.is_frozen:
        return told_frozen(request, found.programme)
    if found.line:
        return redirect("goals:priority_end", pk)
    found.withdraw()
    told = _("The priority “%(priority)s” was withdrawn.") % {"priority": found}
    toast(request, told, reverse("goals:priority_restore", args=[pk]))
    return redirect(found.programme)


@may("goals.change")
@require_POST
def restore_priority(request: UserRequest, pk: int) -> HttpResponse:
    rows = Priority.objects.exclude(withdrawn_at=None).select_related("programme")
    found = get_object_or_404(rows, pk=pk)
    if found.programme.is_frozen:
        return told_frozen(request, found.programme)
    found.restore()
    toast(request, _("The priority is back."))
    return redirect(found if found.programme.withdrawn_at is None else "goals:programmes")
