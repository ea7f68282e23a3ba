"""Cash flow over all projects: what the municipality lies out with, month by month."""

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.journal import clock
from utblick.money.amounts import NOUGHT, total
from utblick.projects.book import Book
from utblick.projects.books import our_books
from utblick.projects.flowing import flow_of
from utblick.projects.models import Project
from utblick.projects.sums.flow import Flow, Month, course, peak, span
from utblick.projects.sums.periods import month_of, plus_months
from utblick.ui.columns import Columns, columns

BEFORE, MOST = 9, 36
"""Months shown before this one, and in all."""


@may("initiatives.view")
def cash_flow(request: UserRequest) -> HttpResponse:
    this_month = month_of(timezone.localdate(clock.now()))
    granted = our_books(Project.objects.granted().select_related("step", "initiative"))
    pairs = [(one, flow_of(one, this_month)) for one in granted]
    moved = [(one, flow) for one, flow in pairs if flow.out or flow.received or flow.for_others]
    flows = [flow for _one, flow in moved]
    months = _months(flows, this_month)
    now = next((one for one in months if one.month == this_month), None)
    most = peak([one for one in months if one.ahead])
    context = {
        "months": months,
        "now": round(now.lies_out) if now else 0,
        "back": round(now.to_come_back) if now else 0,
        "held": round(total([one.held for one in granted])),
        "for_others": any(flow.for_others for flow in flows),
        "peak": most,
        "most": round(most.lies_out) if most else 0,
        "chart": _chart(months) if months else None,
        "rows": _rows(moved, this_month),
    }
    return render(request, "projects/cash_flow.html", context)


def _months(flows: list[Flow], this_month: date) -> list[Month]:
    reach = span(flows)
    if reach is None:
        return []
    first = max(reach[0], plus_months(this_month, -BEFORE))
    last = min(max(reach[1], this_month), plus_months(first, MOST))
    return course(flows, first=min(first, this_month), last=last, this_month=this_month)


def _chart(months: list[Month]) -> Columns:
    values = [(f"{one.month:%Y-%m}", [one.to_come_back, one.own], one.ahead) for one in months]
    series = [_("Comes back from the programmes"), _("Our own money")]
    return columns(_("What we lie out with at the end of each month"), values, series=series, unit=_("kr"))


def _rows(moved: list[tuple[Book, Flow]], this_month: date) -> list[tuple[Project, Decimal, Decimal, Decimal, Decimal]]:
    """Each project that is not settled with what has gone out, come in and lies out now, and what it holds for its partners;
    most first."""
    rows = []
    for one, flow in moved:
        if not flow.lies_at(this_month) and not one.held:
            continue
        gone = total([amount for month, amount in flow.out.items() if month <= this_month])
        come = total([amount for month, amount in flow.received.items() if month <= this_month])
        left = gone - come if flow.lies_at(this_month) else NOUGHT
        rows.append((one.project, gone, come, left, one.held))
    return sorted(rows, key=lambda row: -row[3])
