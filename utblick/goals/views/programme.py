"""The programme of a period: its page, and the draft's own facts."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.goals.chain import chain_of_programme
from utblick.goals.comparing import compare
from utblick.goals.contents import content_of, live
from utblick.goals.forms import ProgrammeForm
from utblick.goals.models import Goal, Priority, Programme
from utblick.ui.toasts import toast
from utblick.ui.too_late import told_too_late


@may("goals.view")
def programmes(request: UserRequest) -> HttpResponse:
    """The programme that goes on today, else the latest: the entry of the menu."""
    return _page(request)


@may("goals.view")
def programme(request: UserRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


def _page(request: UserRequest, pk: int | None = None) -> HttpResponse:
    everyone = list(_all())
    shown: Programme | None = next((one for one in everyone if one.pk == pk), None) if pk else _present(everyone)
    if pk and shown is None:
        raise Http404
    rows = list(shown.priorities.select_related("goal", "form")) if shown else []
    priorities = [row for row in rows if row.withdrawn_at is None]
    context: dict[str, Any] = {
        "programme": shown,
        "others": [one for one in everyone if shown is None or one.pk != shown.pk],
        "priorities": priorities,
        "ended": [row for row in rows if row.withdrawn_at and row.line] if shown and shown.former else [],
        "chain": chain_of_programme(shown, priorities=priorities) if shown else None,
        "budget": sum(priority.budget or 0 for priority in priorities),
        "without": _goals_without(priorities) if shown else [],
        "has_goals": bool(priorities) or Goal.objects.in_force().exists(),
        "may_change": request.user.has_perm("goals.change"),
        "may_see_history": request.user.has_perm("journal.view"),
        **(_state(shown, rows) if shown else {}),
    }
    return render(request, "goals/programme.html", context)


def _state(shown: Programme, rows: list[Priority]) -> dict[str, Any]:
    """Where it is on its way: its referral, what it changes, and what is called otherwise since it was adopted."""
    now = live(shown, rows)
    content = content_of(shown) if shown.is_frozen else now
    since = compare(content, now)
    return {
        "referral": shown.referrals.current().first(),
        "since": None if since.nothing else since,
        "comparison": compare(content_of(shown.former), content) if shown.former else None,
    }


def _all() -> QuerySet[Programme]:
    found: QuerySet[Programme] = Programme.objects.current()
    return found.select_related("replaces", "follows")


def given(pk: int) -> Programme:
    return get_object_or_404(_all(), pk=pk)


def _present(everyone: list[Programme]) -> Programme | None:
    """Adopted before drafts, the newest version before older ones."""
    today = timezone.localdate()
    now = [one for one in everyone if one.starts_on <= today <= one.ends_on]
    adopted = [one for one in now if one.status == Programme.Status.ADOPTED]
    return next(iter([*adopted, *now, *everyone]), None)


def _goals_without(priorities: list[Priority]) -> list[Goal]:
    """The goals in force that the programme gives no priority."""
    return list(Goal.objects.in_force().exclude(pk__in=[priority.goal_id for priority in priorities]))


def told_frozen(request: UserRequest, programme: Programme) -> HttpResponse:
    """The answer to every attempt to change what is adopted."""
    told = _("The programme is adopted and is not changed any more. Begin a new version of it.")
    return told_too_late(request, told, programme)


@may("goals.change")
def add(request: UserRequest) -> HttpResponse:
    return _programme_form(request, Programme(), _("The programme is added. Now give it its priorities."))


@may("goals.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    found = given(pk)
    if found.is_frozen:
        return told_frozen(request, found)
    return _programme_form(request, found, _("The programme is saved."))


def _programme_form(request: UserRequest, programme: Programme, done: str) -> HttpResponse:
    name = str(programme)
    form = ProgrammeForm(request.POST or None, instance=programme)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, done)
        return redirect(saved)
    context = {"form": form, "programme": programme, "name": name}
    return render(request, "goals/edit_programme.html", context, status=422 if form.errors else 200)


@may("goals.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Take a draft out of use with its priorities, which come back with it."""
    found = given(pk)
    if found.is_frozen:
        return told_frozen(request, found)
    found.withdraw()
    toast(request, _("The programme was withdrawn."), reverse("goals:programme_restore", args=[pk]))
    return redirect("goals:programmes")


@may("goals.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Programme.objects.exclude(withdrawn_at=None), pk=pk)
    if begun := Programme.objects.drafts().filter(replaces=found.replaces_id).exclude(replaces=None).first():
        toast(request, _("Another revision has been begun meanwhile: withdraw it first."), level=messages.WARNING)
        return redirect(begun)
    found.restore()
    toast(request, _("The programme is back."))
    return redirect(found)
