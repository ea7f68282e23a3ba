"""An agreement's own page, its form, its signed document and its further parties."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.journal.attachments import download
from utblick.mandates.checking import NoMandate
from utblick.mandates.models import DelegationDecision
from utblick.mandates.views.asking import told
from utblick.partners.forms import AgreementForm, PartyForm
from utblick.partners.models import Agreement, Aim, Organisation, Party, Review
from utblick.partners.relations import chain_of_agreement, initiatives_with
from utblick.partners.views import signing
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast


@may("partners.view")
def agreement(request: UserRequest, pk: int) -> HttpResponse:
    """What is agreed, with whom and why; until when, and what to do before."""
    rows = standing().annotate(delegated=DelegationDecision.objects.in_short("partners.agreement"))
    found = get_object_or_404(rows.select_related("organisation", "owner", "document"), pk=pk)
    aims = list(Aim.objects.filter(agreement=found).select_related("goal"))
    parties = list(Party.objects.filter(agreement=found).select_related("organisation"))
    context = {
        "agreement": found,
        "organisation": found.organisation,
        "aims": aims,
        "parties": parties,
        "reviews": Review.objects.current().filter(agreement=found).select_related("author").defer("gains"),
        "chain": chain_of_agreement(found, aims, parties, initiatives_with(found.organisation)),
        "may_change": request.user.has_perm("partners.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "partners/agreement.html", context)


def standing() -> QuerySet[Agreement]:
    return Agreement.objects.current().filter(organisation__withdrawn_at=None)


@may("partners.change")
def add_agreement(request: UserRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.current(), pk=pk)
    return _ask(request, Agreement(organisation=organisation, owner=request.user))


@may("partners.change")
def edit_agreement(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, get_object_or_404(standing().select_related("organisation", "document"), pk=pk))


def _ask(request: UserRequest, agreement: Agreement) -> HttpResponse:
    form = AgreementForm(request.POST or None, request.FILES or None, instance=agreement)
    if form.is_bound and "utblick.too_large" in request.META:
        tell_too_large(form, request, "file")
    context: dict[str, Any] = {"form": form, "relation": agreement, "organisation": agreement.organisation}
    if form.is_valid():
        try:
            saved, decided = signing.save(form, by=request.user)
        except NoMandate as refused:
            form.add_error(None, refused)
            context["refused"] = refused
        else:
            if saved:
                toast(
                    request,
                    " ".join([_("“%(name)s” is saved.") % {"name": saved}, *([told(decided)] if decided else [])]),
                )
                return redirect(saved)
    return render(request, "partners/edit_agreement.html", context, status=422 if form.errors else 200)


@may("partners.view")
def agreement_document(request: UserRequest, pk: int) -> FileResponse:
    """The signed document, to who may see the agreement."""
    found = get_object_or_404(standing().select_related("document"), pk=pk)
    if found.document is None:
        raise Http404
    return download(found.document)


@may("partners.change")
def add_party(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(standing().select_related("organisation"), pk=pk)
    form = PartyForm(request.POST or None, instance=Party(agreement=found))
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("%(party)s is a party.") % {"party": saved}, _address("remove_party", saved.pk))
        return redirect(found)
    context = {"form": form, "relation": found, "organisation": found.organisation}
    return render(request, "partners/party.html", context, status=422 if form.errors else 200)


@may("partners.change")
@require_POST
def remove_party(request: UserRequest, pk: int) -> HttpResponse:
    party = get_object_or_404(Party.objects.select_related("agreement", "organisation"), pk=pk)
    undo = _address("restore_party", party.agreement_id, party.organisation_id)
    party.remove()
    toast(request, _("%(party)s is no longer a party.") % {"party": party}, undo)
    return redirect(party.agreement)


@may("partners.change")
@require_POST
def restore_party(request: UserRequest, pk: int, organisation: int) -> HttpResponse:
    found = get_object_or_404(standing(), pk=pk)
    party = get_object_or_404(Organisation.objects.current().exclude(pk=found.organisation_id), pk=organisation)
    Party.objects.get_or_create(agreement=found, organisation=party)
    toast(request, _("%(party)s is a party.") % {"party": party})
    return redirect(found)


def _address(name: str, *args: object) -> str:
    return reverse(f"partners:{name}", args=args)
