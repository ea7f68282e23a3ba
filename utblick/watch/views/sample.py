"""The weekly sample of what was left out, and what it says of the watch."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.cutting import cut
from utblick.ui.toasts import toast
from utblick.watch import sampling
from utblick.watch.models import SampledItem
from utblick.watch.recall import FEWEST

TITLE = 60
"""Letters of a title in a message."""


@may("watch.view")
def sample(request: UserRequest) -> HttpResponse:
    waiting = SampledItem.objects.waiting().select_related("item").defer("item__body", "item__facts")
    context = {
        "waiting": waiting[: sampling.SIZE],
        "recall": sampling.estimate(),
        "judged": SampledItem.objects.judged().count(),
        "fewest": FEWEST,
        "weeks": sampling.WEEKS,
        "may_decide": request.user.has_perm("watch.decide"),
    }
    return render(request, "watch/sample.html", context)


@may("watch.decide")
@require_POST
def judge(request: UserRequest, pk: int) -> HttpResponse:
    sampled = get_object_or_404(SampledItem.objects.select_related("item"), pk=pk)
    is_missed = "missed" in request.POST
    sampling.judge(sampled, is_missed=is_missed, by=request.user)
    text = _("“%(item)s” is noted as relevant.") if is_missed else _("“%(item)s” was rightly left out.")
    toast(request, text % {"item": cut(str(sampled.item), TITLE)}, reverse("watch:unjudge", args=[sampled.pk]))
    return redirect("watch:sample")


@may("watch.decide")
@require_POST
def unjudge(request: UserRequest, pk: int) -> HttpResponse:
    sampled = get_object_or_404(SampledItem.objects.select_related("item"), pk=pk)
    if sampled.judged_by_id:
        sampling.take_back(sampled, by=request.user)
    toast(request, _("“%(item)s” waits to be judged again.") % {"item": cut(str(sampled.item), TITLE)})
    return redirect("watch:sample")
