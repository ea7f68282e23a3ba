"""The list of vacant sites, one of them, and its form."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.establishment import sheet
from utblick.establishment.forms.vacant_sites import VacantSiteFilter, VacantSiteForm
from utblick.establishment.models import Enquiry, VacantSite
from utblick.partners.models import GuestLanguage
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

COLUMNS = {"name": "name", "kind": "kind", "place": "place", "area": "area", "power": "power", "state": "state"}


@may("establishment.view")
def vacant_sites(request: UserRequest) -> HttpResponse:
    rows = VacantSite.objects.current()
    listing = Listing(
        request, rows, columns=COLUMNS, default_sort="name", filters=VacantSiteFilter, sheet=sheet.vacant_sites
    )
    return listing.answer(
        "establishment/vacant_sites.html", {"may_change": request.user.has_perm("establishment.change")}
    )


@may("establishment.view")
def vacant_site(request: UserRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(VacantSite.objects.current(), pk=pk)
    context = {
        "site": site,
        "told": [(name, code in {"sv", *site.translations}) for code, name in GuestLanguage.choices],
        "pictures": site.pictures.filter(withdrawn_at=None),
        "enquiries": Enquiry.objects.current().filter(site=site),
        "proposals": site.proposals.select_related("enquiry").order_by("-pk"),
        "may_change": request.user.has_perm("establishment.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "establishment/vacant_site.html", context)


@may("establishment.change")
def add_site(request: UserRequest) -> HttpResponse:
    return _ask(request, None)


@may("establishment.change")
def edit_site(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, get_object_or_404(VacantSite.objects.current(), pk=pk))


def _ask(request: UserRequest, site: VacantSite | None) -> HttpResponse:
    form = VacantSiteForm(request.POST or None, instance=site, may_publish=request.user.has_perm("site.publish"))
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("%(name)s is saved.") % {"name": saved})
        return redirect(saved)
    context = {"form": form, "site": site}
    return render(request, "establishment/edit_site.html", context, status=422 if form.errors else 200)


@may("establishment.change")
@require_POST
def withdraw_site(request: UserRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(VacantSite.objects.current(), pk=pk)
    site.withdraw()
    toast(request, _("“%(name)s” is withdrawn.") % {"name": site}, reverse("establishment:restore_site", args=[pk]))
    return redirect("establishment:vacant_sites")


@may("establishment.change")
@require_POST
def restore_site(request: UserRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(VacantSite.objects.exclude(withdrawn_at=None), pk=pk)
    site.restore()
    toast(request, _("“%(name)s” is back.") % {"name": site})
    return redirect(site)
