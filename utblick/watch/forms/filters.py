"""How the inbox is narrowed."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.ui.asking import LARGEST_KEY
from utblick.watch.models import Item, Match, Profile

UNDECIDED, DECIDED, EXPIRED = "undecided", "decided", "expired"
STATES = [("", _("waiting")), (DECIDED, _("decided")), (EXPIRED, _("passed their deadline undecided"))]


class InboxFilter(forms.Form):
    """State, kind, words of the title, and whom the item meets."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *Item.Kind.choices], required=False)
    profile = forms.ModelChoiceField(
        label=_("Meets"), queryset=Profile.objects.all(), required=False, empty_label=_("all")
    )
    goal = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profiles = Profile.objects.filter(paused=False).only("name").order_by("name")
        self.fields["profile"].queryset = profiles  # type: ignore[attr-defined]

    def apply(self, queryset: Any) -> Any:
        asked = self.cleaned_data
        rows = in_state(queryset, asked.get("state") or UNDECIDED)
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        if asked.get("q"):
            rows = rows.filter(item__title__icontains=asked["q"])
        if asked.get("profile"):
            rows = rows.filter(_meets(profile=asked["profile"]))
        return rows.filter(_meets(profile__goal=asked["goal"])) if asked.get("goal") else rows


def in_state(rows: Any, state: str) -> Any:
    """Those that wait, those that were decided on, or those that went by."""
    now = timezone.now()
    if state == DECIDED:
        return rows.filter(decided=True)
    return rows.undecided().expired(now) if state == EXPIRED else rows.undecided().open(now)


def _meets(**whom: Any) -> Exists:
    return Exists(Match.objects.filter(item=OuterRef("item"), **whom))
