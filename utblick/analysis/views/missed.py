"""What passed its deadline undecided: the list, a late verdict on each in its place, and why it was missed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.analysis.views.parts import common
from utblick.analysis.watched import missing, periods, rows
from utblick.analysis.watched.forms import MISS, CauseForm, MissedFilter
from utblick.analysis.watched.periods import Period
from utblick.ui.listing import Listing
from utblick.ui.sheets import Sheet
from utblick.ui.toasts import toast
from utblick.watch import hindsight
from utblick.watch.answering import units_of
from utblick.watch.hindsight import JudgedOtherwise, NotMissed
from utblick.watch.models import Item, LateVerdict
from utblick.watch.whose import UNIT, whose


@dataclass(frozen=True, slots=True)
class Said:
    """The verdict that stands on a row."""

    pk: int
    is_miss: bool
    cause: str
    by: str

    @property
    def cause_label(self) -> Any:
        return LateVerdict.Cause(self.cause).label if self.cause else ""


@may("analysis.view")
def missed(request: UserRequest) -> HttpResponse:
    period, now = periods.asked(request), timezone.now()
    seen = whose(request.user, request.GET.get("whose", ""))
    units = units_of(request.user) if seen == UNIT else None
    found = missing.missed(period, units, now)
    listing = Listing(
        request,
        rows.with_verdicts(missing.places(period, units, now)),
        columns={"title": "item__title", "fit": "fit", "came": "arrived_at", "deadline": "deadline"},
        default_sort="-fit",
        filters=MissedFilter,
        sheet=_sheet,
    )
    context = {
        "found": found,
        "chart": missing.chart(found, period.year),
        "causes": [(LateVerdict.Cause(cause).label if cause else "", cause, count) for cause, count in found.causes],
        "shown": [
            (row, rows.kind_of(row), rows.asked_of(row), rows.days_lain(row), _said(row)) for row in listing.rows
        ],
        "whose": seen,
        "misses_url": listing.url(verdict=MISS),
        "may_switch": bool(units_of(request.user)),
        "query": request.GET.urlencode(),
        **_of_cells(request),
        **common(request, "missed", period),
    }
    return listing.answer("analysis/missed.html", context)


def _said(row: Any) -> Said | None:
    return Said(row.late, row.late_miss, row.late_cause, row.late_by) if row.late else None


def _of_cells(request: UserRequest) -> dict[str, Any]:
    return {"may_decide": request.user.has_perm("watch.decide"), "all_causes": LateVerdict.Cause.choices}


def _sheet(_rows: Any) -> Sheet:
    return Sheet(
        _("Passed their deadline undecided"),
        {
            _("Title"): lambda row: row.item__title,
            _("Kind"): rows.kind_of,
            _("Meets best"): lambda row: row.best__profile__name,
            _("Fit, 0–100"): lambda row: round(row.fit),
            _("Source"): lambda row: row.source,
            _("Came"): lambda row: row.arrived_at.date(),
            _("Deadline"): lambda row: row.deadline.date(),
            _("Days until the deadline"): rows.days_lain,
            _("Asked, without an answer"): rows.asked_of,
            _("Judged afterwards"): lambda row: _in_words(_said(row)),
            _("Why it was missed"): rows.cause_of,
        },
    )


def _in_words(said: Said | None) -> str:
    if said is None:
        return ""
    return _("Would have been something for us") if said.is_miss else _("Nothing lost")


@may("watch.decide")
@require_POST
def judge_missed(request: UserRequest, pk: int) -> HttpResponse:
    """One press; the toast takes it back."""
    item, is_miss = get_object_or_404(Item.objects.without_texts(), pk=pk), "miss" in request.POST
    try:
        verdict = hindsight.judge(item, is_miss=is_miss, by=request.user)
    except NotMissed as why:
        toast(request, _("“%(item)s”: %(why)s") % {"item": item, "why": why}, level=messages.INFO)
        return _answer(request, item, None, is_gone=True)
    except JudgedOtherwise as found:
        words = {"who": found.standing.judged_by, "said": str(found.standing)}
        told = _("%(who)s has judged it already. “%(said)s” That stands until it is taken back.") % words
        toast(request, told, level=messages.INFO)
        return _answer(request, item, found.standing)
    text = _("“%(item)s” is noted as missed.") if is_miss else _("“%(item)s”: nothing was lost.")
    toast(request, text % {"item": item}, reverse("analysis:take_back_verdict", args=[verdict.pk]))
    return _answer(request, item, verdict)


@may("watch.decide")
@require_POST
def give_cause(request: UserRequest, pk: int) -> HttpResponse:
    verdict, form = _found(pk), CauseForm(request.POST)
    if not form.is_valid():
        toast(request, _("Choose why it was missed from the list."), level=messages.ERROR)
        return _answer(request, verdict.item, verdict)
    if not hindsight.give_cause(verdict, cause=form.cleaned_data["cause"], by=request.user):
        return _gone(request, verdict)
    toast(request, _("Noted why “%(item)s” was missed.") % {"item": verdict.item})
    return _answer(request, verdict.item, _found(pk))


@may("watch.decide")
@require_POST
def take_back_verdict(request: UserRequest, pk: int) -> HttpResponse:
    verdict = _found(pk)
    if not hindsight.take_back(verdict, by=request.user):
        return _gone(request, verdict)
    toast(request, _("The verdict on “%(item)s” is taken back.") % {"item": verdict.item})
    return _answer(request, verdict.item, None)


def _gone(request: UserRequest, verdict: LateVerdict) -> HttpResponse:
    toast(
        request,
        _("The verdict on “%(item)s” has been taken back already.") % {"item": verdict.item},
        level=messages.INFO,
    )
    standing = LateVerdict.objects.current().filter(item=verdict.item).select_related("judged_by").first()
    return _answer(request, verdict.item, standing)


def _found(pk: int) -> LateVerdict:
    return get_object_or_404(LateVerdict.objects.select_related("item", "judged_by"), pk=pk)


def _answer(request: UserRequest, item: Item, verdict: LateVerdict | None, *, is_gone: bool = False) -> HttpResponse:
    """The row's cell under htmx; else the list, as it was asked for."""
    if not request.htmx or not request.GET.get("cell"):
        return redirect(f"{reverse('analysis:missed')}?{_query(request, item)}")
    said = Said(verdict.pk, verdict.is_miss, verdict.cause, verdict.judged_by.name) if verdict else None
    context = {"item": item.pk, "title": item.title, "said": said, "is_gone": is_gone, "query": _query(request, item)}
    return render(request, "analysis/verdict.html#answer", context | _of_cells(request))


def _query(request: UserRequest, item: Item) -> str:
    asked = request.GET.copy()
    asked.pop("cell", None)
    if asked or item.final_deadline is None:
        return asked.urlencode()
    return Period(timezone.localdate(item.final_deadline).year).address
