"""Disposal lists: drawn, looked through, approved, and told of when what was on them is gone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from utblick.accounts.roles import UserRequest, may
from utblick.records.archive.cases import CLOSED
from utblick.records.disposal import deciding, drawing, protocol
from utblick.records.disposal.deciding import TooLate
from utblick.records.disposal.kinds import model_of
from utblick.records.forms import ApproveForm, DrawForm, RowFilter, TakeOutForm
from utblick.records.models import DisposalList, DisposalRow, RetentionRule
from utblick.records.tabs import tabs
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast
from utblick.ui.word import MEDIA_TYPE

SHOWN = 50
State = DisposalList.State


@may("records.view")
def disposals(request: UserRequest) -> HttpResponse:
    """The lists, and the form by which one is drawn."""
    may_draw = request.user.has_perm("records.change")
    form = DrawForm(
        request.POST if may_draw and request.method == "POST" else None, initial={"day": timezone.localdate()}
    )
    if form.is_valid():
        return redirect(drawing.ask(by=request.user, day=form.cleaned_data["day"]))
    found = list(DisposalList.objects.current().select_related("approved_by")[:SHOWN])
    context = {
        "form": form,
        "lists": found,
        "open": next((one for one in found if one.state in DisposalList.OPEN), None),
        "has_rules": RetentionRule.objects.disposing().exists(),
        "may_draw": may_draw,
        "tabs": tabs("disposals"),
    }
    return render(request, "records/disposals.html", context, status=422 if form.errors else 200)


@may("records.view")
def disposal(request: UserRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    may_approve = found.state == State.WAITING and request.user.has_perm("records.dispose")
    form = ApproveForm(request.POST if may_approve and request.method == "POST" else None)
    if form.is_valid():
        return _approve(request, found, form.cleaned_data["case_number"])
    rows = found.rows.select_related("rule__body")
    listing = Listing(request, rows, filters=RowFilter, sheet=lambda some: protocol.sheet(found))
    counted = protocol.by_kind(found)
    context = {
        "found": found,
        "form": form,
        "may_approve": may_approve and any(going for _kind, going, _stopped in counted),
        "may_change": request.user.has_perm("records.change"),
        "packable": CLOSED,
        "counted": counted,
        "going": sum(going for _kind, going, _stopped in counted),
        "name": protocol.name_of(found),
    }
    answer = listing.answer("records/disposal.html", context)
    answer.status_code = 422 if form.errors else answer.status_code
    return answer


def _approve(request: UserRequest, found: DisposalList, case_number: str) -> HttpResponse:
    try:
        deciding.approve(found, by=request.user, case_number=case_number)
    except TooLate as error:
        return _too_late(request, found, error)
    told = _("The list is approved. Nothing is disposed of for a day yet.")
    toast(request, told, reverse("records:take_back_approval", args=[found.pk]))
    return redirect(found)


@require_safe
@may("records.view")
def progress(request: UserRequest, pk: int) -> HttpResponse:
    """Asked for by the page itself, which is drawn anew once the list is drawn."""
    found = _found(pk)
    if not request.htmx:
        return redirect(found)
    if found.state != State.DRAWING:
        return HttpResponseClientRefresh()
    return render(request, "records/disposal_progress.html", {"found": found})


@require_safe
@may("records.view")
def disposal_word(request: UserRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    rows = list(found.rows.select_related("rule__body"))
    body = protocol.word(found, rows, get_language() or "sv")
    name = f"{'gallringsprotokoll' if found.has_begun else 'gallringslista'}-{found.day.isoformat()}.docx"
    return HttpResponse(body, MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
@may("records.view")
def due_record(request: UserRequest, pk: int, row: int) -> HttpResponse:
    """To the record itself, while it is there."""
    line = get_object_or_404(_found(pk).rows, pk=row)
    return redirect(get_object_or_404(model_of(line.about_kind).objects, pk=line.about_id))


@may("records.change")
def take_out(request: UserRequest, pk: int, row: int) -> HttpResponse:
    found = _found(pk)
    line = get_object_or_404(found.rows.select_related("list"), pk=row)
    form = TakeOutForm(request.POST or None)
    if form.is_valid():
        try:
            deciding.take_out(line, reason=form.cleaned_data["reason"])
        except TooLate as error:
            return _too_late(request, found, error)
        toast(
            request, _("“%(title)s” is taken out.") % {"title": line.title}, reverse("records:put_back", args=[pk, row])
        )
        return redirect(found)
    context = {"form": form, "found": found, "line": line}
    return render(request, "records/take_out.html", context, status=422 if form.errors else 200)


@require_POST
@may("records.change")
def put_back(request: UserRequest, pk: int, row: int) -> HttpResponse:
    found = _found(pk)
    line: DisposalRow = get_object_or_404(found.rows.select_related("list"), pk=row)
    try:
        deciding.put_back(line)
    except TooLate as error:
        return _too_late(request, found, error)
    toast(request, _("“%(title)s” is on the list again.") % {"title": line.title})
    return redirect(found)


@require_POST
@may("records.dispose")
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    try:
        deciding.take_back(found)
    except TooLate as error:
        return _too_late(request, found, error)
    toast(request, _("The approval is taken back. Nothing was disposed of."))
    return redirect(found)


@require_POST
@may("records.change")
def put_aside(request: UserRequest, pk: int) -> HttpResponse:
    """No way back is needed: the same list can be drawn again."""
    found = _found(pk)
    try:
        deciding.put_aside(found)
    except TooLate as error:
        return _too_late(request, found, error)
    toast(request, _("The list is put aside. Nothing was disposed of; a new one can be drawn at any time."))
    return redirect("records:disposals")


def _found(pk: int) -> DisposalList:
    return get_object_or_404(DisposalList.objects.current().select_related("drawn_by", "approved_by"), pk=pk)


def _too_late(request: UserRequest, found: DisposalList, error: TooLate) -> HttpResponse:
    toast(request, error.message, level=messages.WARNING)
    return redirect(found)
