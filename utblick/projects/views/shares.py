"""The partners' shares of a claim, where we lead: what was claimed, certified and paid for each, and passed on."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.journal import clock
from utblick.projects.book import Book
from utblick.projects.books import shared_book, with_lines
from utblick.projects.claiming import of_partners, portions
from utblick.projects.forms import ShareForm
from utblick.projects.models import Claim, Partner, Project, Share
from utblick.projects.passing import coming
from utblick.projects.passing_tables import coming_by_period, share_rows, shares_sheet
from utblick.projects.sums.claims import sums, sums_by
from utblick.projects.sums.periods import month_of
from utblick.projects.views.reaching import ask, own_part, page, shown
from utblick.ui.sheets import KINDS, answer


@may("initiatives.view")
def shares(request: UserRequest, pk: int) -> HttpResponse:
    """All claims, and all partners."""
    project = shown(pk)
    held = with_lines(shared_book(project))
    asked = portions(held)
    of_claims = sums_by(asked, lambda one: one.claim)
    claims = [(one, of_claims[one.pk]) for one in held.claims]
    return page(
        request,
        project,
        "shares",
        tab="claims",
        claims=claims,
        partners=of_partners(held, asked),
        whole=sums(asked),
        coming=coming_by_period(held, coming(held, _this_month())),
    )


def _this_month() -> date:
    return month_of(timezone.localdate(clock.now()))


@may("initiatives.view")
def shares_file(request: UserRequest, pk: int, table: str) -> HttpResponse:
    """Each partner's part of each claim as a file, xlsx or csv."""
    project = shown(pk)
    return _file(project, with_lines(shared_book(project)), table)


@may("initiatives.view")
def claim_file(request: UserRequest, pk: int, table: str) -> HttpResponse:
    """The same of one claim."""
    found = get_object_or_404(Claim.objects.standing(), pk=pk)
    project = shown(found.project_id)
    return _file(project, with_lines(shared_book(project)), table, found)


def _file(project: Project, held: Book, table: str, only: Claim | None = None) -> HttpResponse:
    if table not in KINDS:
        raise Http404
    rows = share_rows(held, coming(held, _this_month()))
    return answer(table, shares_sheet(project), [one for one in rows if only is None or one.claim == only])


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
