"""The partners' shares of a claim, where we lead: what was claimed, certified and paid for each, and passed on."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.projects.books import shared_book
from utblick.projects.claiming import of_partners, portions
from utblick.projects.forms import ShareForm
from utblick.projects.models import Claim, Partner, Share
from utblick.projects.sums.claims import sums, sums_by
from utblick.projects.views.reaching import ask, own_part, page, shown


@may("initiatives.view")
def shares(request: UserRequest, pk: int) -> HttpResponse:
    """All claims, and all partners."""
    project = shown(pk)
    held = shared_book(project)
    asked = portions(held)
    of_claims = sums_by(asked, lambda one: one.claim)
    claims = [(one, of_claims[one.pk]) for one in held.claims]
    return page(
        request, project, "shares", tab="claims", claims=claims, partners=of_partners(held, asked), whole=sums(asked)
    )


@may("initiatives.view")
def claim(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Claim.objects.standing(), pk=pk)
    project = shown(found.project_id)
    held = shared_book(project, pk=pk)
    asked = portions(held)
    passed_on = {one.partner_id: one.passed_on for one in held.shares}
    rows = [(partner, amounts, passed_on.get(partner.pk)) for partner, amounts in of_partners(held, asked)]
    return page(request, project, "shared_claim", tab="claims", claim=found, rows=rows, whole=sums(asked))


@may("initiatives.change")
def edit_share(request: UserRequest, pk: int, partner: int) -> HttpResponse:
    found = own_part(request, Claim, pk)
    whose = get_object_or_404(Partner.objects.filter(project=found.project_id), pk=partner)
    if whose.is_us:
        raise Http404
    share = Share.objects.filter(claim=found, partner=whose).first() or Share(claim=found, partner=whose)
    share.project, share.claim, share.partner = found.project, found, whose
    form = ShareForm(request.POST or None, instance=share)
    return ask(request, form, share, "share", _("The partner's share is saved."))
