"""Who has which duty: gaps first, a unit given on the spot."""

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.models import Unit
from utblick.accounts.roles import UserRequest, may
from utblick.goals.forms import AssignForm, DutyForm
from utblick.goals.models import PolicyDocument, Responsibility
from utblick.ui.toasts import toast


@may("goals.view")
def responsibilities(request: UserRequest) -> HttpResponse:
    """The duties of the document in force, those without a unit first, and how many each unit has."""
    gaps_first = F("unit__name").asc(nulls_first=True)
    duties = list(Responsibility.objects.in_force().select_related("unit").order_by(gaps_first, "position"))
    may_change = request.user.has_perm("goals.change")
    loads: dict[str, int] = {}
    for duty in duties:
        if duty.unit:
            loads[str(duty.unit)] = loads.get(str(duty.unit), 0) + 1
    context = {
        "gaps": [duty for duty in duties if duty.unit is None],
        "owned": [duty for duty in duties if duty.unit],
        "loads": sorted(loads.items(), key=lambda load: -load[1]),
        "units": list(Unit.objects.current()) if may_change else [],
        "document": PolicyDocument.objects.in_force().only("pk", "title").first(),
        "may_change": may_change,
    }
    return render(request, "goals/responsibilities.html", context)


@may("goals.change")
@require_POST
def assign(request: UserRequest, pk: int) -> HttpResponse:
    """Give the duty to a unit, or to none."""
    duty = get_object_or_404(Responsibility.objects.current(), pk=pk)
    form = AssignForm(request.POST, instance=duty)
    if form.is_valid() and form.save_or_tell():
        told = _("%(unit)s now has the duty.") % {"unit": duty.unit} if duty.unit else _("The duty has no unit now.")
        toast(request, told)
        return redirect("goals:responsibilities")
    # Told on the duty's own form, where what was chosen stands.
    return render(request, "goals/edit_responsibility.html", {"form": form, "duty": duty}, status=422)


@may("goals.change")
def add(request: UserRequest) -> HttpResponse:
    document = get_object_or_404(PolicyDocument.objects.in_force())
    new = Responsibility(document=document, position=document.responsibilities.count() + 1)
    return _form(request, new, _("The responsibility is added."))


@may("goals.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Responsibility.objects.current(), pk=pk)
    return _form(request, duty, _("The responsibility is saved."))


def _form(request: UserRequest, duty: Responsibility, done: str) -> HttpResponse:
    form = DutyForm(request.POST or None, instance=duty)
    if form.is_valid() and form.save_or_tell():
        toast(request, done)
        return redirect("goals:responsibilities")
    context = {"form": form, "duty": duty}
    return render(request, "goals/edit_responsibility.html", context, status=422 if form.errors else 200)


@may("goals.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Responsibility.objects.current(), pk=pk)
    duty.withdraw()
    toast(request, _("The responsibility was withdrawn."), reverse("goals:restore_responsibility", args=[pk]))
    return redirect("goals:responsibilities")


@may("goals.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Responsibility.objects.exclude(withdrawn_at=None), pk=pk)
    duty.restore()
    toast(request, _("The responsibility is back."))
    return redirect("goals:responsibilities")
