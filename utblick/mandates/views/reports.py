"""Reporting to the body that delegates: what it has not been told of, and the list for each meeting."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.models import Unit
from utblick.accounts.roles import UserRequest, may
from utblick.mandates import deciding
from utblick.mandates.documents.report import made_of
from utblick.mandates.forms.decisions import ReportForm
from utblick.mandates.models import DelegationDecision
from utblick.mandates.views.frame import framed
from utblick.ui.toasts import toast
from utblick.ui.word import MEDIA_TYPE

EARLIER = 12


@may("mandates.view")
def reports(request: UserRequest) -> HttpResponse:
    """What waits, body by body, with the next meeting of each; and the meetings at which something was reported."""
    waiting: dict[int, list[DelegationDecision]] = {}
    for one in DelegationDecision.objects.to_report().select_related("decider").order_by("decided_on", "pk"):
        waiting.setdefault(one.body_id or 0, []).append(one)
    context = {
        "waiting": [(body, waiting[body.pk], _form(body)) for body in _bodies(list(waiting))],
        "earlier": _earlier(),
        "may_change": request.user.has_perm("mandates.change"),
    }
    return render(request, "mandates/reports.html", framed("reports", context))


def _bodies(keys: list[int]) -> QuerySet[Unit]:
    """Each with its next meeting; the calendar of meetings lies in a room further down, and is reached through its relation."""
    ahead = Q(meetings__held_on__gte=timezone.localdate(), meetings__withdrawn_at=None)
    return Unit.objects.filter(pk__in=keys).annotate(next_meeting=Min("meetings__held_on", filter=ahead))


def _form(body: Unit) -> ReportForm:
    return ReportForm(initial={"day": body.next_meeting}, auto_id=f"id_{body.pk}_%s")  # type: ignore[attr-defined]


def _earlier() -> list[Any]:
    told = DelegationDecision.objects.current().exclude(reported_on=None).exclude(body=None)
    rows = told.order_by("-reported_on", "body__name").values("body", "body__name", "reported_on").distinct()
    return list(rows[:EARLIER])


@may("mandates.view")
def report(request: UserRequest, body: int, day: str) -> HttpResponse:
    """The list of one meeting; of one that lies ahead, what waits for it."""
    found, on = _meeting(body, day)
    rows = _listed(found, on)
    context = {
        "body": found,
        "day": on,
        "rows": rows,
        "is_reported": any(one.reported_on for one in rows),
        "may_change": request.user.has_perm("mandates.change"),
    }
    return render(request, "mandates/report.html", context)


@may("mandates.view")
def report_word(request: UserRequest, body: int, day: str) -> FileResponse:
    found, on = _meeting(body, day)
    made = io.BytesIO(made_of(found, on, _listed(found, on), get_language() or "sv"))
    name = f"{slugify(str(found)) or 'report'}-{on:%Y-%m-%d}.docx"
    answer = FileResponse(made, as_attachment=True, filename=name, content_type=MEDIA_TYPE)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@may("mandates.change")
@require_POST
def report_at(request: UserRequest, body: int) -> HttpResponse:
    """What waits is reported at this meeting."""
    found = get_object_or_404(Unit, pk=body)
    form = ReportForm(request.POST)
    if not form.is_valid():
        toast(request, _("Write the day of the meeting."))
        return redirect("mandates:reports")
    on = form.cleaned_data["day"]
    count = deciding.report(_waiting(found, on), on)
    undo = reverse("mandates:unreport", args=[body, on.isoformat()])
    toast(request, _("%(count)s decisions are reported at the meeting %(day)s.") % {"count": count, "day": on}, undo)
    return redirect("mandates:report", body, on.isoformat())


@may("mandates.change")
@require_POST
def unreport(request: UserRequest, body: int, day: str) -> HttpResponse:
    found, on = _meeting(body, day)
    deciding.report(_rows(found).filter(reported_on=on), None)
    toast(request, _("The decisions wait to be reported again."))
    return redirect("mandates:reports")


def _rows(body: Unit) -> QuerySet[DelegationDecision]:
    rows: QuerySet[DelegationDecision] = DelegationDecision.objects.current().filter(body=body)
    return rows.select_related("decider", "body").order_by("decided_on", "pk")


def _waiting(body: Unit, on: date) -> QuerySet[DelegationDecision]:
    """A decision made after the meeting waits for the next one."""
    return _rows(body).filter(reported_on=None, decided_on__lte=on)


def _listed(body: Unit, on: date) -> Sequence[DelegationDecision]:
    told = list(_rows(body).filter(reported_on=on))
    return told or list(_waiting(body, on))


def _meeting(body: int, day: str) -> tuple[Unit, date]:
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise Http404(day) from error
    return get_object_or_404(Unit, Q(kind=Unit.Kind.BOARD), pk=body), on
