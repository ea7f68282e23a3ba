"""The decisions made on mandates: all of them, one, and what the body made of it."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.mandates.forms.decisions import DecisionFilter, OverruleForm
from utblick.mandates.models import DelegationDecision
from utblick.mandates.views.frame import framed
from utblick.teamwork.finding import titles
from utblick.ui.listing import Listing
from utblick.ui.sheets import Sheet
from utblick.ui.toasts import toast

COLUMNS = {"day": "decided_on", "title": "title", "amount": "amount", "who": "decider__name", "reported": "reported_on"}
WHOLE = ("decider", "body", "mandate")


@may("mandates.view")
def decisions(request: UserRequest) -> HttpResponse:
    rows = DelegationDecision.objects.current().select_related(*WHOLE)
    listing = Listing(
        request, rows, columns=COLUMNS, default_sort="-day", filters=DecisionFilter, per_page=25, sheet=_sheet
    )
    return listing.answer("mandates/decisions.html", framed("decisions", {}))


def _sheet(rows: QuerySet[DelegationDecision]) -> Sheet:
    return Sheet(
        _("Delegation decisions"),
        {
            _("Day"): lambda one: one.decided_on,
            _("What is decided"): lambda one: str(one.get_matter_display()),
            _("Decision"): lambda one: one.title,
            _("Amount, kronor"): lambda one: one.amount,
            _("Amount, euro"): lambda one: one.euro,
            _("Decided by"): lambda one: str(one.decider),
            _("By mandate"): lambda one: one.reference,
            _("Case number"): lambda one: one.case_number,
            _("Reported to"): lambda one: str(one.body or ""),
            _("Reported at the meeting"): lambda one: one.reported_on,
            _("Overruled"): lambda one: one.overruled_on,
        },
    )


@may("mandates.view")
def decision(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(DelegationDecision.objects.select_related(*WHOLE), pk=pk)
    context = {
        "decision": found,
        "about": titles([found]).get(found.key),
        "may_change": request.user.has_perm("mandates.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "mandates/decision.html", context)


@may("mandates.change")
def overrule(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(DelegationDecision.objects.standing(), pk=pk)
    form = OverruleForm(request.POST or None, instance=found)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("The decision is overruled."), reverse("mandates:uphold", args=[pk]))
        return redirect(saved)
    context = {"form": form, "decision": found}
    return render(request, "mandates/overrule.html", context, status=422 if form.errors else 200)


@may("mandates.change")
@require_POST
def uphold(request: UserRequest, pk: int) -> HttpResponse:
    """It was not overruled after all."""
    found = get_object_or_404(DelegationDecision.objects.current().exclude(overruled_on=None), pk=pk)
    again = DelegationDecision.objects.standing().filter(
        about_kind=found.about_kind, about_id=found.about_id, matter=found.matter
    )
    if again.exists():
        toast(
            request, _("The same matter has been decided anew since, so the earlier decision cannot stand beside it.")
        )
        return redirect(found)
    found.overruled_on, found.overruled_why = None, ""
    found.save()
    toast(request, _("The decision stands."))
    return redirect(found)
