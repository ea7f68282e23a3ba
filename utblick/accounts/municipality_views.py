"""The page of facts about the municipality."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from utblick.accounts.models import Municipality
from utblick.accounts.municipality_form import MunicipalityForm
from utblick.accounts.places import POPULATION_YEAR
from utblick.accounts.roles import UserRequest, may
from utblick.tenancy import scope
from utblick.ui.toasts import toast


@may("accounts.change")
def municipality_facts(request: UserRequest) -> HttpResponse:
    """Whoever came from a call is led back to it, to see what its rules say now."""
    here = Municipality.objects.get(pk=scope.municipality_id())
    form = MunicipalityForm(request.POST or None, instance=here)
    if form.is_valid():
        form.save()
        toast(request, _("The facts about the municipality are saved."))
        wanted = request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
        return redirect(wanted if is_ours else "accounts:municipality")
    context = {"form": form, "place": form.proposed, "year": POPULATION_YEAR}
    return render(request, "accounts/municipality.html", context, status=422 if form.errors else 200)
