"""The review of an agreement: the guided page, the kept review, its Word draft, and what the board decided."""

import io

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.partners import reviewing
from utblick.partners.documents.proposal import made_of
from utblick.partners.forms import BoardForm, ReviewForm
from utblick.partners.models import Review
from utblick.partners.views.agreements import standing
from utblick.ui.toasts import toast
from utblick.ui.word import MEDIA_TYPE


@may("partners.change")
def review_agreement(request: UserRequest, pk: int) -> HttpResponse:
    """What the relation gave beside what it cost, and then: what do we propose?"""
    agreement = get_object_or_404(standing().select_related("organisation"), pk=pk)
    begun = reviewing.begun(agreement, request.user, timezone.localdate())
    if (asked := request.GET.get("proposal", "")) in Review.Proposal:
        begun.proposal = asked
    return _ask(request, begun)


@may("partners.change")
def edit_review(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, _found(pk, open_only=True))


def _ask(request: UserRequest, review: Review) -> HttpResponse:
    form = ReviewForm(request.POST or None, instance=review)
    if form.is_valid():
        reviewing.finish(form.instance)
        toast(request, _("The review is kept. The draft for the board is ready to take out."))
        return redirect(form.instance)
    context = {
        "form": form,
        "review": review,
        "agreement": review.agreement,
        "organisation": review.agreement.organisation,
        "gains": reviewing.gains_of(review),
    }
    return render(request, "partners/review_agreement.html", context, status=422 if form.errors else 200)


@may("partners.view")
def review(request: UserRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    context = {
        "review": found,
        "agreement": found.agreement,
        "organisation": found.agreement.organisation,
        "gains": reviewing.gains_of(found),
        "may_change": request.user.has_perm("partners.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "partners/review.html", context)


@may("partners.view")
def review_draft(request: UserRequest, pk: int) -> FileResponse:
    """The proposal as a Word document for the board, in the reader's language."""
    found = _found(pk)
    body, name = io.BytesIO(made_of(found, get_language() or "sv")), f"{slugify(str(found)) or 'review'}.docx"
    answer = FileResponse(body, as_attachment=True, filename=name, content_type=MEDIA_TYPE)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@may("partners.change")
def carry_out(request: UserRequest, pk: int) -> HttpResponse:
    """The board has decided as proposed: let the agreement be so."""
    found = _found(pk, open_only=True)
    form = BoardForm(request.POST or None, instance=found)
    if form.is_valid():
        reviewing.carry_out(form.instance)
        undo = reverse("partners:take_back", args=[pk])
        toast(request, _("“%(name)s” is now as the board decided.") % {"name": found.agreement}, undo)
        return redirect(found.agreement)
    context = {
        "form": form,
        "review": found,
        "agreement": found.agreement,
        "organisation": found.agreement.organisation,
    }
    return render(request, "partners/carry_out.html", context, status=422 if form.errors else 200)


@may("partners.change")
@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    if found.carried_out_on:
        reviewing.take_back(found)
        toast(request, _("“%(name)s” is as it was before the decision.") % {"name": found.agreement})
    return redirect(found)


def _found(pk: int, *, open_only: bool = False) -> Review:
    rows = Review.objects.current().filter(agreement__in=standing()).select_related("agreement__organisation", "author")
    return get_object_or_404(rows.filter(carried_out_on=None) if open_only else rows, pk=pk)
