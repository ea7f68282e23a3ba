"""The inbox by groups of alike, each decided on in one go."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.asking import LARGEST_KEY
from utblick.ui.toasts import toast
from utblick.watch import groups as alike
from utblick.watch import together, whynot
from utblick.watch.answering import units_of
from utblick.watch.connectors import programmes
from utblick.watch.forms.deciding import CHOICES
from utblick.watch.forms.filters import WHOSE
from utblick.watch.groups import Group
from utblick.watch.models import Decision, Item, Profile
from utblick.watch.views.deciding import tell_done
from utblick.watch.views.narrowed import whose_inbox
from utblick.watch.whose import UNIT

Verdict = Decision.Verdict


class GroupForm(forms.Form):
    """Which group, as the reader saw it, and what is decided on all of it."""

    kind = forms.ChoiceField(choices=Item.Kind.choices)
    programme = forms.CharField(required=False, max_length=200)
    profile = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)
    closed = forms.BooleanField(required=False)
    last = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)
    whose = forms.ChoiceField(choices=WHOSE, required=False)
    together = forms.ChoiceField(choices=CHOICES)
    why = forms.CharField(required=False, max_length=500)


@may("watch.view")
def groups(request: UserRequest) -> HttpResponse:
    seen = whose_inbox(request.user, request.GET)
    units = units_of(request.user) if seen == UNIT else ()
    context = {
        "groups": [
            (group, told(group), address(group, request.GET.get("whose", ""))) for group in alike.groups(units=units)
        ],
        "whose": seen,
        "may_switch": bool(units_of(request.user)),
        "reasons": whynot.short_list(),
        "most": together.AT_MOST,
        "may_decide": request.user.has_perm("watch.decide"),
    }
    return render(request, "watch/groups.html", context)


def told(group: Group) -> str:
    return in_words(group.kind, group.programme, closed=group.closed)


def in_words(kind: str, programme: str, *, closed: bool) -> str:
    told = _("closed") if closed else programmes.name_of(programme, get_language() or "sv")
    facts = [alike.label_of(kind), told]
    return " · ".join(fact for fact in facts if fact)


def name_of(asked: dict[str, Any]) -> str:
    """What the page called the group that was decided on."""
    profile = Profile.objects.filter(pk=asked["profile"]).values_list("name", flat=True).first()
    return ": ".join(
        part for part in (in_words(asked["kind"], asked["programme"], closed=asked["closed"]), profile) if part
    )


def address(group: Group, whose: str = "") -> str:
    """What narrows the inbox to the group, and that it is one."""
    asked = {"group": 1, "kind": group.kind, "programme": group.programme, "best": group.profile, "whose": whose}
    if group.closed or group.kind == Item.Kind.TENDER:
        asked["closed"] = "yes" if group.closed else "no"
    return urlencode({name: value for name, value in asked.items() if value})


@may("watch.decide")
@require_POST
def decide_on_group(request: UserRequest) -> HttpResponse:
    form = GroupForm(request.POST)
    if not form.is_valid():
        return render(request, "watch/decide.html", {"form": form}, status=422)
    asked = form.cleaned_data
    units = units_of(request.user) if asked["whose"] == UNIT else ()
    rows = alike.of_group(
        **{name: asked[name] for name in ("kind", "programme", "profile", "closed", "last")}, units=units
    )
    count, items = rows.count(), list(rows.values_list("item_id", flat=True)[: together.AT_MOST])
    done = together.decide(dict.fromkeys(items), verdict=asked["together"], by=request.user, reason=asked["why"])
    tell_done(request, done)
    if count > len(items):
        words = {"count": len(items), "all": count}
        toast(request, _("The %(count)s best of %(all)s were taken. Decide once more for the rest.") % words)
    if request.htmx:
        context = {"done": done, "verdict": Verdict(asked["together"]).label, "group": name_of(asked)}
        return render(request, "watch/decided_group.html", context)
    return redirect(
        f"{reverse('watch:groups')}?{urlencode({'whose': asked['whose']})}" if asked["whose"] else "watch:groups"
    )
