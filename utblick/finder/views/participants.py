"""One organisation in the open data, and how it becomes a partner of one's own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utblick.accounts.roles import UserRequest, may
from utblick.finder import adding, naming
from utblick.finder.models import Participant, Share
from utblick.partners.forms import OrganisationForm
from utblick.partners.models import Organisation
from utblick.partners.regions import regions
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

COLUMNS = {"project": "project__title", "start": "project__starts_on", "programme": "project__programme"}


@require_safe
@may("partners.view")
def participant(request: UserRequest, pk: int) -> HttpResponse:
    """What it has taken part in."""
    who = get_object_or_404(Participant, pk=pk)
    rows = Share.objects.filter(participant=who).select_related("project").defer("project__text")
    listing = Listing(request, rows, columns=COLUMNS, default_sort="-start")
    alike = Organisation.objects.current().filter(country=who.country).only("name", "country")
    context = {
        "who": who,
        "name": who.tidy_name,
        "kind": who.kind_name,
        "partner": next((one for one in alike if naming.key(one.name, one.country) == who.called), None),
        "may_add": request.user.has_perm("partners.change"),
    }
    return listing.answer("finder/participant.html", context)


@require_POST
@may("partners.change")
def add_partner(request: UserRequest, pk: int) -> HttpResponse:
    """At once, with what is known; the form is shown only where something must be asked, such as whether we have it already."""
    who = get_object_or_404(Participant, pk=pk)
    may_publish = request.user.has_perm("site.publish")
    data = request.POST if "name" in request.POST else adding.known(who)
    form = OrganisationForm(data, may_publish=may_publish)
    if form.is_valid() and (saved := form.save_or_tell()):
        told = _("%(name)s is now among your partners.") % {"name": saved}
        toast(request, told, reverse("partners:withdraw", args=[saved.pk]))
        return redirect(_back(request, saved))
    return render(request, "partners/edit.html", {"form": form, "organisation": None, "regions": regions()}, status=422)


def _back(request: UserRequest, saved: Organisation) -> str:
    """To where the search was left, if it was here."""
    asked = request.POST.get("next", "")
    is_here = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_here else saved.get_absolute_url()
