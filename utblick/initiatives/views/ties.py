"""Who takes part in an initiative, and how it serves its goals."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.forms import ContributionForm, ParticipationForm
from utblick.initiatives.models import Contribution, Participation
from utblick.initiatives.views.reaching import own, own_part
from utblick.partners.models import Organisation
from utblick.ui.toasts import toast


@may("initiatives.change")
def add_partner(request: UserRequest, pk: int) -> HttpResponse:
    initiative = own(request, pk)
    form = ParticipationForm(request.POST or None, instance=Participation(initiative=initiative))
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("%(partner)s takes part.") % {"partner": saved}, _address("remove_partner", saved.pk))
        return redirect(initiative)
    context = {"form": form, "initiative": initiative, "may_add": request.user.has_perm("partners.change")}
    return render(request, "initiatives/partner.html", context, status=422 if form.errors else 200)


@may("initiatives.change")
@require_POST
def remove_partner(request: UserRequest, pk: int) -> HttpResponse:
    participation = own_part(request, Participation, pk)
    undo = _address("restore_partner", participation.initiative_id, participation.organisation_id, participation.role)
    participation.remove()
    toast(request, _("%(partner)s no longer takes part.") % {"partner": participation}, undo)
    return redirect(participation.initiative)


@may("initiatives.change")
@require_POST
def restore_partner(request: UserRequest, pk: int, organisation: int, role: str) -> HttpResponse:
    initiative = own(request, pk)
    if role not in Participation.Role:
        raise Http404
    partner = get_object_or_404(Organisation.objects.current(), pk=organisation)
    Participation.objects.get_or_create(initiative=initiative, organisation=partner, defaults={"role": role})
    toast(request, _("%(partner)s takes part.") % {"partner": partner})
    return redirect(initiative)


@may("initiatives.change")
def edit_contribution(request: UserRequest, pk: int) -> HttpResponse:
    contribution = own_part(request, Contribution, pk)
    form = ContributionForm(request.POST or None, instance=contribution)
    if form.is_valid() and form.save_or_tell():
        toast(request, _("How the goal is served is saved."))
        return redirect(contribution)
    context = {"form": form, "contribution": contribution, "initiative": contribution.initiative}
    return render(request, "initiatives/contribution.html", context, status=422 if form.errors else 200)


def _address(name: str, *args: object) -> str:
    return reverse(f"initiatives:{name}", args=args)
