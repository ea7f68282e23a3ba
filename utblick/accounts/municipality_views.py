"""The page of facts about the municipality."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from utblick.accounts.models import Municipality
from utblick.accounts.municipality_form import MunicipalityForm
from utblick.accounts.places import POPULATION_YEAR
from utblick.accounts.roles import UserRequest, may
from utblick.tenancy import scope
from utblick.ui.toasts import toast


@may("accounts.change")
def municipality_facts(request: UserRequest) -> HttpResponse:
    here = Municipality.objects.get(pk=scope.municipality_id())
    form = MunicipalityForm(request.POST or None, instance=here)
    if form.is_valid():
        form.save()
        toast(request, _("The facts about the municipality are saved."))
        return redirect("accounts:municipality")
    context = {"form": form, "place": form.proposed, "year": POPULATION_YEAR}
    return render(request, "accounts/municipality.html", context, status=422 if form.errors else 200)
