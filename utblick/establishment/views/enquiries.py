"""The list of enquiries with how well the promise is kept, one of them, and what is ours to say of it."""

from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.establishment import sheet
from utblick.establishment.forms.enquiries import EnquiryFilter, EnquiryForm, MoveForm, PromiseForm
from utblick.establishment.measuring import YEAR, measured
from utblick.establishment.models import AnswerPromise, Enquiry, EnquiryLetter
from utblick.journal import clock
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

COLUMNS = {"company": "company", "received": "created_at", "answer": "answer_by", "state": "state"}
WAITING_FIRST = Case(
    When(state=Enquiry.State.NEW, then=Value(0)),
    When(state__in=Enquiry.ON_THE_WAY, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


PROMISED = Case(When(state=Enquiry.State.NEW, then=F("answer_by")))


@may("establishment.view")
def enquiries(request: UserRequest) -> HttpResponse:
    """Those that wait first, the longest waiting at the top; then those on their way; the closed last."""
    rows: Any = Enquiry.objects.current().select_related("owner").order_by(WAITING_FIRST, PROMISED, "-created_at")
    listing = Listing(request, rows, columns=COLUMNS, filters=EnquiryFilter, per_page=25, sheet=sheet.enquiries)
    today = timezone.localdate(clock.now())
    context = {
        "figures": measured(today - YEAR, today, today),
        "promise": AnswerPromise.standing(),
        "today": today,
        "may_promise": request.user.has_perm("accounts.change"),
    }
    return listing.answer("establishment/enquiries.html", context)


def found(pk: int) -> Enquiry:
    rows = Enquiry.objects.current().select_related("owner", "site", "answered_by", "task", "result__initiative")
    return get_object_or_404(rows, pk=pk)


@may("establishment.view")
def enquiry(request: UserRequest, pk: int) -> HttpResponse:
    one = found(pk)
    context = {
        "enquiry": one,
        "today": timezone.localdate(clock.now()),
        "letters": EnquiryLetter.objects.filter(enquiry=one).select_related("by"),
        "documents": one.documents.current().select_related("file"),
        "proposals": one.proposals.select_related("site"),
        "move": MoveForm(instance=one, initial={"to": one.state}),
        "may_change": request.user.has_perm("establishment.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "establishment/enquiry.html", context)


@may("establishment.change")
def edit_enquiry(request: UserRequest, pk: int) -> HttpResponse:
    one = found(pk)
    form = EnquiryForm(request.POST or None, instance=one)
    if form.is_valid() and form.save_or_tell():
        toast(request, _("%(name)s is saved.") % {"name": one})
        return redirect(one)
    context = {"form": form, "enquiry": one, "heading": _("Edit the enquiry"), "button": _("Save")}
    return render(request, "establishment/enquiry_form.html", context, status=422 if form.errors else 200)


@may("accounts.change")
def promise(request: UserRequest) -> HttpResponse:
    """How soon those who ask are answered, and by whom."""
    form = PromiseForm(request.POST or None, instance=AnswerPromise.standing())
    if form.is_valid() and form.save_or_tell():
        toast(request, _("The promise is saved. It holds for enquiries from now on."))
        return redirect("establishment:enquiries")
    example: date = AnswerPromise.standing().due_after(timezone.localdate())
    context = {"form": form, "example": example}
    return render(request, "establishment/promise.html", context, status=422 if form.errors else 200)
