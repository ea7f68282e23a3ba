"""The delegation list: read by all, kept by the coordinator."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.mandates.forms.mandates import MandateForm
from utblick.mandates.holding import holders, organisation
from utblick.mandates.models import Mandate
from utblick.mandates.views.frame import framed
from utblick.ui.toasts import toast


@may("mandates.view")
def mandates(request: UserRequest) -> HttpResponse:
    """Every point, by what is decided, with who holds it today; those that have run out last."""
    today, here = timezone.localdate(), organisation()
    rows = Mandate.objects.current().select_related("body", "person", "unit").in_order()
    told = [(one, holders(one, None, here)) for one in rows]
    valid = [(one, who) for one, who in told if one.valid_to is None or one.valid_to >= today]
    groups = [(matter, list(some)) for matter, some in groupby(valid, key=lambda pair: pair[0].get_matter_display())]
    context = {
        "groups": groups,
        "over": [one for one, _who in told if one.valid_to and one.valid_to < today],
        "today": today,
        "may_change": request.user.has_perm("mandates.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "mandates/list.html", framed("list", context))


@may("mandates.change")
def add(request: UserRequest) -> HttpResponse:
    """A new point begins with the decision that the last one was entered with: a list is entered in one go."""
    last = Mandate.objects.current().order_by("-pk").first()
    new = Mandate(valid_from=timezone.localdate())
    for name in ("body_id", "decided_on", "section", "case_number", "valid_from") if last else ():
        setattr(new, name, getattr(last, name))
    return _form(request, new)


@may("mandates.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(Mandate.objects.current(), pk=pk))


def _form(request: UserRequest, mandate: Mandate) -> HttpResponse:
    form = MandateForm(request.POST or None, instance=mandate)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("“%(name)s” is saved.") % {"name": saved})
        return redirect(saved)
    context = {"form": form, "mandate": mandate}
    return render(request, "mandates/edit.html", context, status=422 if form.errors else 200)


@may("mandates.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Mandate.objects.current(), pk=pk)
    found.withdraw()
    toast(request, _("“%(title)s” is withdrawn.") % {"title": found}, reverse("mandates:restore", args=[pk]))
    return redirect("mandates:list")


@may("mandates.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Mandate.objects.exclude(withdrawn_at=None), pk=pk)
    found.restore()
    toast(request, _("“%(title)s” is back.") % {"title": found})
    return redirect("mandates:list")
