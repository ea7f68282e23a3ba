"""The list of partners, one of them, and its form."""

from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.partners.duplicates import alike
from utblick.partners.forms import OrganisationFilter, OrganisationForm
from utblick.partners.mapping import pins
from utblick.partners.models import Agreement, Contact, Merging, Organisation, Person
from utblick.partners.quiet import is_heard, quiet
from utblick.partners.regions import regions
from utblick.partners.relations import agreements_with, chain_of_organisation, initiatives_with
from utblick.partners.sheet import organisations
from utblick.partners.story import MOST, is_judged, story, verdicts
from utblick.tenancy import scope
from utblick.ui.asking import key_asked
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

COLUMNS = {"name": "name", "kind": "kind", "country": "country", "contact": "last_contact"}
CONTACTS_SHOWN = 20
ON_THE_MAP = 100


@may("partners.view")
def listed(request: UserRequest) -> HttpResponse:
    rows = told(Organisation.objects.current())
    listing = Listing(
        request,
        rows,
        columns=COLUMNS,
        default_sort="name",
        filters=OrganisationFilter,
        per_page=ON_THE_MAP,
        sheet=organisations,
    )
    context = {
        "pins": pins(listing.rows, scope.municipality()),
        "quiet": quiet(timezone.localdate()),
        "may_change": request.user.has_perm("partners.change"),
    }
    return listing.answer("partners/list.html", context)


def told(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Each with `is_twin_town`, `has_agreement`, `has_unsigned` and `last_contact`."""
    agreements = Agreement.objects.in_force().of_it()
    unsigned = Agreement.objects.unsigned().of_it()
    twin = agreements.filter(kind=Agreement.Kind.TWIN_TOWN)
    contacts = Contact.objects.current().filter(organisation=OuterRef("pk")).order_by().values("organisation")
    last = contacts.filter(happened_on__lte=timezone.localdate()).annotate(last=Max("happened_on")).values("last")
    rows = rows.select_related("known_by", "known_by_unit")
    agreed = {"is_twin_town": Exists(twin), "has_agreement": Exists(agreements), "has_unsigned": Exists(unsigned)}
    return rows.annotate(**agreed, last_contact=Subquery(last))


@may("partners.view")
def organisation(request: UserRequest, pk: int) -> HttpResponse:
    """The whole relation: who they are, what is agreed, what has been said and done."""
    merged = Merging.objects.current().filter(kept=OuterRef("pk"))
    rows = Organisation.objects.current().select_related("known_by", "known_by_unit")
    found: Any = rows.annotate(has_merged=Exists(merged), is_judged=is_judged()).filter(pk=pk).first()
    if found is None:
        return _merged_into(pk)
    today = timezone.localdate()
    contacts = list(Contact.objects.current().filter(organisation=found)[: CONTACTS_SHOWN + 1])
    agreements = list(agreements_with(found))
    participations = list(initiatives_with(found))
    judged = verdicts(found) if found.is_judged else []
    merged_here = Merging.objects.current().filter(kept=found).select_related("gone")
    mergings = list(merged_here) if found.has_merged else []
    standing = next((one for one in judged if one.stands(today)), None)
    context = {
        "organisation": found,
        "agreements": agreements,
        "is_twin_town": any(
            one.kind == Agreement.Kind.TWIN_TOWN and one.is_signed and one.ended_on is None for one in agreements
        ),
        "people": Person.objects.current().filter(organisation=found),
        "contacts": contacts[:CONTACTS_SHOWN],
        "more_contacts": len(contacts) > CONTACTS_SHOWN,
        "participations": participations,
        "mergings": mergings,
        "standing": standing,
        "quiet": None if standing or is_heard(found, contacts, today) else next(iter(quiet(today, only=pk)), None),
        "story": story(agreements, contacts[:CONTACTS_SHOWN], participations, judged, mergings),
        "most_moments": MOST,
        "chain": chain_of_organisation(found, agreements, contacts[:3], participations),
        "may_change": request.user.has_perm("partners.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "partners/organisation.html", context)


def _merged_into(pk: int) -> HttpResponse:
    """The address of one that was merged leads to the one that stayed."""
    return redirect(get_object_or_404(Merging.objects.current().filter(kept__withdrawn_at=None), gone=pk).kept)


@may("partners.change")
def add(request: UserRequest) -> HttpResponse:
    return _ask(request, None)


@may("partners.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, get_object_or_404(Organisation.objects.current(), pk=pk))


def _ask(request: UserRequest, found: Organisation | None) -> HttpResponse:
    may_publish = request.user.has_perm("site.publish")
    form = OrganisationForm(request.POST or None, instance=found, may_publish=may_publish)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("%(name)s is saved.") % {"name": saved})
        return redirect(saved)
    context = {"form": form, "organisation": found, "regions": regions()}
    return render(request, "partners/edit.html", context, status=422 if form.errors else 200)


@may("partners.change")
def likeness(request: UserRequest) -> HttpResponse:
    """Those whose name is nearly what is being typed; htmx puts the answer under the name."""
    near = alike(request.GET.get("name", ""), besides=key_asked(request, "besides"))
    return render(request, "partners/likeness.html", {"near": near})
