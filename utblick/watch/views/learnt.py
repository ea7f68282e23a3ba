"""What a profile has learnt from decisions: each weight shown, to be switched off and on again."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.toasts import toast
from utblick.watch import learning
from utblick.watch.learning import MEANING
from utblick.watch.models import Learning, Profile, Unlearnt

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Weight:
    """One line: what it is about, in a reader's words, and what it adds to or takes from an item's score of 100."""

    feature: str
    shown: str
    kind: str
    weight: float

    @property
    def is_word(self) -> bool:
        """A word as it stood in an item, in whatever language that was."""
        return self.feature.startswith("word:")


@may("watch.view")
def learnt(request: UserRequest, pk: int) -> HttpResponse:
    profile = get_object_or_404(Profile, pk=pk)
    row = Learning.objects.filter(profile=profile).first()
    off = list(Unlearnt.objects.current().filter(profile=profile))
    weights = _weights(row, {one.feature for one in off}) if row else []
    context: dict[str, Any] = {
        "profile": profile,
        "row": row,
        "off": off,
        "raising": [one for one in weights if one.weight > 0][:SHOWN],
        "lowering": [one for one in weights if one.weight < 0][:SHOWN],
        "meaning": bool(row and row.direction) and MEANING not in {one.feature for one in off},
        "meaning_feature": MEANING,
        "may_decide": request.user.has_perm("watch.decide"),
    }
    return render(request, "watch/learnt.html", context)


def _weights(row: Learning, off: set[str]) -> list[Weight]:
    """The strongest first."""
    strongest = sorted(row.weights.items(), key=lambda one: (-abs(one[1]), one[0]))
    return [
        Weight(name, row.shown.get(name, name), _kind(name), 100 * weight)
        for name, weight in strongest
        if name not in off
    ]


def _kind(feature: str) -> str:
    kinds = {"word": _("word"), "topic": _("topic"), "programme": _("programme"), "authority": _("authority")}
    return kinds.get(feature.partition(":")[0], "")


@may("watch.decide")
@require_POST
def switch_off(request: UserRequest, pk: int) -> HttpResponse:
    profile = get_object_or_404(Profile, pk=pk)
    row = get_object_or_404(Learning, profile=profile)
    feature = request.POST.get("feature", "")
    if feature not in row.weights and not (feature == MEANING and row.direction):
        toast(request, _("This weight is not there any more."), level=messages.WARNING)
        return redirect("watch:learnt", pk)
    shown = learning.in_words(feature, row.shown) or feature
    done = learning.switch_off(profile, feature, shown[:300], by=request.user)
    text = _("“%(weight)s” counts no more.") % {"weight": done.shown}
    toast(request, text, reverse("watch:switch_weight_on", args=[done.pk]))
    return redirect("watch:learnt", pk)


@may("watch.decide")
@require_POST
def switch_on(request: UserRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Unlearnt, pk=pk)
    learning.switch_on(row, by=request.user)
    toast(request, _("“%(weight)s” counts again.") % {"weight": row.shown})
    return redirect("watch:learnt", row.profile_id)
