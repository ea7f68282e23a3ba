"""The monthly sample of what was put aside: judged anew by somebody else, and what that says of the rest."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.analysis.views.parts import common
from utblick.analysis.watched import periods
from utblick.ui.toasts import toast
from utblick.watch import rejudging, sampling
from utblick.watch.models import SampledDecision
from utblick.watch.rejudging import CannotJudge


@may("analysis.view")
def put_aside(request: UserRequest) -> HttpResponse:
    """One to judge at a time; below it what has been judged of the period's samples, and the estimates."""
    period, may_decide = periods.asked(request), request.user.has_perm("watch.decide")
    rows = list(_rows(period))
    waiting = [one for one in rows if not one.judged_by_id and one.decision.withdrawn_at is None]
    drawn = [one for one in rows if period.first <= one.month <= period.last]
    judged = [one for one in drawn if one.judged_by_id]
    mine = rejudging.for_user(waiting, request.user) if may_decide else []
    context = {
        "size": rejudging.SIZE,
        "one": mine[0] if mine else None,
        "left": len(mine),
        "of_others": len(waiting) - len(mine),
        "taken_up": sum(not one.judged_by_id and one not in waiting for one in drawn),
        "drawn": len(drawn),
        "judged": [(one, rejudging.may_reopen(one)) for one in judged],
        "share": rejudging.estimate(drawn),
        "recall": sampling.estimate(),
        "may_decide": may_decide,
        "query": period.address,
        **common(request, "put_aside", period),
    }
    return render(request, "analysis/put_aside.html", context)


def _rows(period: periods.Period) -> Any:
    """The samples of the period's months, and whatever waits to be judged, of whichever month."""
    asked = Q(month__gte=period.first, month__lte=period.last) | Q(judged_by=None)
    rows = SampledDecision.objects.current().filter(asked)
    told = rows.select_related("decision__item", "decision__decided_by", "judged_by").order_by("-month", "pk")
    return told.defer("decision__item__body", "decision__item__facts")


@may("watch.decide")
@require_POST
def rejudge(request: UserRequest, pk: int) -> HttpResponse:
    sampled, is_wrong = _found(pk), "wrong" in request.POST
    item = sampled.decision.item
    try:
        rejudging.judge(sampled, is_wrong=is_wrong, by=request.user)
    except CannotJudge as why:
        toast(request, _("“%(item)s”: %(why)s") % {"item": item, "why": why}, level=messages.INFO)
        return _back(request)
    text = _("“%(item)s” should have been kept.") if is_wrong else _("“%(item)s” was right to put aside.")
    toast(request, text % {"item": item}, reverse("analysis:take_back_rejudged", args=[pk]) + _asked(request))
    return _back(request)


@may("watch.decide")
@require_POST
def take_back_rejudged(request: UserRequest, pk: int) -> HttpResponse:
    sampled = _found(pk)
    if rejudging.take_back(sampled, by=request.user):
        toast(request, _("“%(item)s” waits to be judged again.") % {"item": sampled.decision.item})
    else:
        toast(request, _("Only who judged it can take that back. Nothing was changed."), level=messages.INFO)
    return _back(request)


@may("watch.decide")
@require_POST
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    sampled = _found(pk)
    words = {"item": sampled.decision.item}
    if rejudging.reopen(sampled, by=request.user):
        toast(request, _("“%(item)s” is in the inbox again, to be decided on anew.") % words)
    else:
        told = _("“%(item)s” cannot be put back: its deadline has passed, or it has been taken up already.")
        toast(request, told % words, level=messages.INFO)
    return _back(request)


def _found(pk: int) -> SampledDecision:
    return get_object_or_404(SampledDecision.objects.select_related("decision__item"), pk=pk)


def _asked(request: UserRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _back(request: UserRequest) -> HttpResponse:
    return redirect(reverse("analysis:put_aside") + _asked(request))
