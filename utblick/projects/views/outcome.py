"""The budget against what was booked."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.journal import clock
from utblick.projects.books import categories_of, our_book
from utblick.projects.budgeting import tell_step
from utblick.projects.forms import AdjustmentForm, BookingForm
from utblick.projects.models import Adjustment, Booking
from utblick.projects.sums.outcome import compare, whole
from utblick.projects.sums.periods import month_of
from utblick.projects.tables import bookings_sheet, outcome_by_period, outcome_sheet, parts_of
from utblick.projects.views.reaching import ask, frame, own, own_part, shown
from utblick.projects.words import CATEGORIES
from utblick.ui.listing import Listing
from utblick.ui.sheets import KINDS, answer
from utblick.ui.toasts import toast


@may("initiatives.view")
def outcome(request: UserRequest, pk: int) -> HttpResponse:
    found = shown(pk)
    held = our_book(found)
    this_month = month_of(timezone.localdate(clock.now()))
    lines = compare(held.accounts, this_month=this_month, last=held.last)
    booked = Listing(
        request, Booking.objects.of(found), sheet=lambda _rows: bookings_sheet(found), count=len(held.bookings)
    )
    facts = {
        "rows": [(CATEGORIES[line.category], line) for line in lines],
        "whole": whole(lines),
        "book": held,
        "credited": [CATEGORIES[line.category] for line in lines if line.booked < 0],
        "by_period": outcome_by_period(parts_of(held, this_month)),
        "by_hand": [(CATEGORIES[one.category], one.reason) for one in held.adjustments],
        "this_month": this_month,
    }
    return booked.answer("projects/outcome.html", {**frame(request, found, "outcome"), **facts})


@may("initiatives.view")
def outcome_file(request: UserRequest, pk: int, table: str) -> HttpResponse:
    """Budget, outcome and forecast by category and period as a file, xlsx or csv."""
    if table not in KINDS:
        raise Http404
    held = our_book(shown(pk))
    this_month = month_of(timezone.localdate(clock.now()))
    return answer(table, outcome_sheet(held), parts_of(held, this_month))


@may("initiatives.change")
def adjust(request: UserRequest, pk: int, category: str) -> HttpResponse:
    """What a category will cost in the end, by hand and with the reason."""
    found = own(request, pk)
    held = our_book(found)
    if category not in held.accounts:
        raise Http404
    known = Adjustment.objects.of(found).filter(category=category).first()
    adjustment = known or Adjustment(project=found, category=category)
    adjustment.project = found
    form = AdjustmentForm(request.POST or None, instance=adjustment, spent=held.accounts[category].spent)
    facts = {"label": CATEGORIES[category]}
    return ask(request, form, adjustment, "adjust", _("The forecast is changed."), **facts)


@may("initiatives.change")
def add_booking(request: UserRequest, pk: int) -> HttpResponse:
    found = own(request, pk)
    booking = Booking(project=found, booked_on=timezone.localdate(clock.now()))
    return _ask(request, booking)


@may("initiatives.change")
def edit_booking(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, own_part(request, Booking, pk))


def _ask(request: UserRequest, booking: Booking) -> HttpResponse:
    form = BookingForm(request.POST or None, instance=booking, categories=categories_of(booking.project))
    if form.is_valid() and (saved := _save(form)):
        toast(request, _("The cost is booked."))
        return redirect("projects:add_booking", saved.project_id) if "more" in request.POST else redirect(saved)
    context = {"form": form, "part": booking, "project": booking.project}
    return render(request, "projects/booking.html", context, status=422 if form.errors else 200)


def _save(form: BookingForm) -> Booking | None:
    with transaction.atomic():
        saved = form.save_or_tell()
        if saved:
            tell_step(saved.project)
    return saved
