"""The audiences: each with who is in it, and why."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.models import Role
from utblick.accounts.roles import UserRequest, may
from utblick.actors.models import LocalActor
from utblick.outreach import readers
from utblick.outreach.forms.audiences import AudienceForm
from utblick.outreach.models import Audience, Interest
from utblick.outreach.views.tabs import tabs
from utblick.ui.toasts import toast

PER_PAGE = 50


@may("outreach.view")
def listed(request: UserRequest) -> HttpResponse:
    rows = [(one, asked_in_words(one)) for one in Audience.objects.current()]
    context = {"audiences": rows, "tabs": tabs("digests:audiences")}
    context["may_change"] = request.user.has_perm("outreach.change")
    return render(request, "outreach/audiences.html", context)


@may("outreach.view")
def audience(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Audience.objects.current(), pk=pk)
    everyone = readers.of_audience(found)
    context = {
        "audience": found,
        "asked": asked_in_words(found),
        "page": Paginator(everyone, PER_PAGE).get_page(request.GET.get("page")),
        "count": len([one for one in everyone if one.gets]),
        "left_out": len([one for one in everyone if not one.gets]),
        "may_change": request.user.has_perm("outreach.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "outreach/audience.html", context)


@may("outreach.change")
def add(request: UserRequest) -> HttpResponse:
    return _ask(request, None)


@may("outreach.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, get_object_or_404(Audience.objects.current(), pk=pk))


def _ask(request: UserRequest, found: Audience | None) -> HttpResponse:
    form = AudienceForm(request.POST or None, instance=found)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("“%(name)s” is saved.") % {"name": saved})
        return redirect(saved)
    context = {"form": form, "audience": found}
    return render(request, "outreach/edit_audience.html", context, status=422 if form.errors else 200)


@may("outreach.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Audience.objects.current(), pk=pk)
    found.withdraw()
    undo = reverse("digests:restore_audience", args=[pk])
    toast(request, _("“%(name)s” is taken away.") % {"name": found}, undo)
    return redirect("digests:audiences")


@may("outreach.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Audience, pk=pk)
    if found.withdrawn_at:
        found.restore()
    toast(request, _("“%(name)s” is back.") % {"name": found})
    return redirect(found)


def asked_in_words(one: Audience) -> list[str]:
    """The groups with what narrows each."""
    goals = [str(goal["label"]) for goal in one.goals]
    interests = _labels(one.interests, Interest.choices)
    told = []
    if one.members:
        units = [str(unit["label"]) for unit in one.units]
        told.append(_group(_("Those who work here"), _labels(one.roles, Role.choices), units, goals))
    if one.actors:
        industry = [one.industry] if one.industry else []
        kinds = _labels(one.kinds, LocalActor.Kind.choices)
        told.append(_group(_("Contact persons at local actors"), kinds, industry, interests, goals))
    if one.outsiders:
        told.append(_group(_("Subscribers outside"), interests))
    return told


def _labels(chosen: list[str], choices: Iterable[tuple[str, object]]) -> list[str]:
    return [str(label) for value, label in choices if value in chosen]


def _group(name: str, *filters: list[str]) -> str:
    asked = "; ".join(", ".join(some) for some in filters if some)
    return f"{name}: {asked}" if asked else name
