"""Requests for visits: the list that waits, one of them, and the two answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.partners import receiving
from utblick.partners.forms.requests import AcceptForm, DeclineForm, RequestFilter
from utblick.partners.models import RequestMail, VisitRequest
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

ROWS = 25
WAITING_FIRST = Case(
    When(state=VisitRequest.State.WAITING, then=Value(0)), default=Value(1), output_field=IntegerField()
)


@may("partners.view")
def requests(request: UserRequest) -> HttpResponse:
    """Those that wait first, the oldest of them at the top."""
    rows = VisitRequest.objects.current().select_related("answered_by").order_by(WAITING_FIRST, "-created_at")
    listing = Listing(request, rows, filters=RequestFilter, per_page=ROWS)
    return listing.answer("partners/requests.html", {"may_change": request.user.has_perm("partners.change")})


@may("partners.view")
def visit_request(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_rows().select_related("answered_by", "contact"), pk=pk)
    context = {
        "asked": found,
        "letter": RequestMail.objects.filter(request=found).first(),
        "may_change": request.user.has_perm("partners.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "partners/request.html", context)


def _rows() -> QuerySet[VisitRequest]:
    rows: QuerySet[VisitRequest] = VisitRequest.objects.current()
    return rows


@may("partners.change")
def accept_request(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(VisitRequest.objects.waiting(), pk=pk)
    form = AcceptForm(request.POST or None, instance=found, initial=_proposed(found, "letter_yes", request))
    if form.is_valid() and _answered(form, receiving.accept, by=request.user, **_yes(form)):
        return _told(request, found)
    return _page(request, form, found, _("Say welcome"))


def _yes(form: AcceptForm) -> dict[str, Any]:
    answers = form.cleaned_data
    return {"organisation": form.partner, "first": answers["first"], "last": answers["last"]}


@may("partners.change")
def decline_request(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(VisitRequest.objects.waiting(), pk=pk)
    form = DeclineForm(request.POST or None, instance=found, initial=_proposed(found, "letter_no", request))
    if form.is_valid() and _answered(form, receiving.decline, by=request.user, reason=form.cleaned_data["reason"]):
        return _told(request, found)
    return _page(request, form, found, _("Decline"))


def _proposed(found: VisitRequest, verdict: str, request: UserRequest) -> dict[str, str]:
    return {"body": receiving.letter_for(found, verdict, request.user).body}


def _answered(form: Any, verb: Any, **facts: Any) -> bool:
    try:
        verb(form.instance, body=form.cleaned_data["body"], **facts)
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors


def _told(request: UserRequest, found: VisitRequest) -> HttpResponse:
    undo = reverse("partners:take_back_answer", args=[found.pk])
    toast(request, _("The letter to %(name)s goes in a few minutes.") % {"name": found.name}, undo)
    return redirect(found.contact or found)


def _page(request: UserRequest, form: Any, found: VisitRequest, heading: str) -> HttpResponse:
    context = {"form": form, "asked": found, "heading": heading}
    return render(request, "partners/answer_request.html", context, status=422 if form.errors else 200)


@may("partners.change")
@require_POST
def take_back_answer(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_rows().select_related("contact"), pk=pk)
    try:
        receiving.take_back(found)
        toast(request, _("The answer is taken back; nothing was sent."))
    except receiving.TooLate:
        toast(request, _("The letter has gone: the answer stands."), level=messages.WARNING)
    return redirect(found)
