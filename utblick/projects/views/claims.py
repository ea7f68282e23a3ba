"""Claims to the programme: when they are due, what was asked, approved and paid."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.journal import clock
from utblick.money.amounts import total
from utblick.projects.books import our_book, with_claims
from utblick.projects.budgeting import tell_step
from utblick.projects.claiming import lay_out
from utblick.projects.expecting import expected_on
from utblick.projects.flowing import expectations, payments
from utblick.projects.forms import ClaimForm
from utblick.projects.models import Claim
from utblick.projects.sums.periods import month_of
from utblick.projects.views.reaching import own, own_part, page, shown
from utblick.ui.toasts import toast


@may("initiatives.view")
def claims(request: UserRequest, pk: int) -> HttpResponse:
    found = shown(pk)
    held = with_claims(our_book(found))
    this_month = month_of(timezone.localdate(clock.now()))
    paid, grant, earned = payments(held, this_month), held.our_sums.grant, held.grant_earned(this_month)
    hopes = sorted(expectations(held, paid, earned), key=lambda pair: (pair[0].due_on, pair[0].pk))
    rows = [(claim, hoped, expected_on(held, claim)) for claim, hoped in hopes]
    sums = {
        name: total([amount for claim in held.claims if (amount := getattr(claim, name)) is not None])
        for name in ("asked", "approved", "paid")
    }
    hoped = total([amount for _claim, amount in hopes])
    money: dict[str, Any] = {"sums": sums, "grant": grant, "earned": earned, "lost": grant - earned, "hoped": hoped}
    return page(request, found, "claims", rows=rows, book=held, leads=held.we_lead, **money)


@may("initiatives.change")
@require_POST
def lay_out_claims(request: UserRequest, pk: int) -> HttpResponse:
    found = own(request, pk)
    made = len(lay_out(found))
    if made:
        toast(
            request, ngettext("%(count)s claim is laid out.", "%(count)s claims are laid out.", made) % {"count": made}
        )
    else:
        toast(request, _("No claim is missing, or the project's days are not decided."), level=messages.INFO)
    return redirect("projects:claims", pk)


@may("initiatives.change")
def add_claim(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, Claim(project=own(request, pk)))


@may("initiatives.change")
def edit_claim(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, own_part(request, Claim, pk))


def _ask(request: UserRequest, claim: Claim) -> HttpResponse:
    form = ClaimForm(request.POST or None, instance=claim)
    if form.is_valid() and (saved := _save(form)):
        toast(request, _("The claim is saved."))
        return redirect(saved)
    context = {"form": form, "part": claim, "project": claim.project}
    return render(request, "projects/claim.html", context, status=422 if form.errors else 200)


def _save(form: ClaimForm) -> Claim | None:
    with transaction.atomic():
        saved = form.save_or_tell()
        if saved:
            tell_step(saved.project)
    return saved
