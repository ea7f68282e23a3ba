"""How the inbox is narrowed."""

from functools import cache
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.tenancy import scope
from utblick.ui.asking import LARGEST_KEY
from utblick.watch import whynot
from utblick.watch.answering import units_of
from utblick.watch.connectors import programmes
from utblick.watch.models import ActorQuestion, Decision, Item, Match, Profile
from utblick.watch.whose import ALL, UNIT

UNDECIDED, URGENT, SNOOZED, ASKED, ANSWERED = "", "urgent", "snoozed", "asked", "answered"
DECIDED, EXPIRED = "decided", "expired"
STATES = [
    (UNDECIDED, _("waiting")),
    (URGENT, _("closes within three days")),
    (SNOOZED, _("put aside until later")),
    (ASKED, _("asked of me")),
    (ANSWERED, _("answers to me")),
    (DECIDED, _("decided")),
    (EXPIRED, _("passed their deadline undecided")),
]


YES_NO = [("yes", _("yes")), ("no", _("no"))]
WHOSE = [(UNIT, _("my unit")), (ALL, _("the whole municipality"))]


class InboxFilter(forms.Form):
    """State, kind, words of the title, and whom the item meets. The hidden ones are asked for by links."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *Item.Kind.choices], required=False)
    profile = forms.TypedChoiceField(label=_("Meets"), required=False, coerce=int, empty_value=None)
    goal = forms.IntegerField(
        label=_("Goal"), required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput
    )
    best = forms.TypedChoiceField(
        label=_("Meets best"), required=False, coerce=int, empty_value=None, widget=forms.HiddenInput
    )
    programme = forms.CharField(label=_("Programme"), required=False, max_length=200, widget=forms.HiddenInput)
    closed = forms.ChoiceField(
        label=_("Closed at its source"), choices=YES_NO, required=False, widget=forms.HiddenInput
    )
    whose = forms.ChoiceField(label=_("Concerns"), choices=WHOSE, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked_once = cache(profile_choices)
        self.fields["profile"].choices = asked_once  # type: ignore[attr-defined]
        self.fields["best"].choices = asked_once  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What links ask for is shown by its name, as what is chosen in the form is."""
        asked = super().clean() or {}
        if code := asked.get("programme"):
            self._name("programme", [(code, programmes.name_of(code, get_language() or "sv"))])
        if goal := asked.get("goal"):
            self._name("goal", list(Profile.objects.filter(goal=goal).values_list("goal", "name")))
        return asked

    def _name(self, field: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def apply(self, queryset: Any) -> Any:
        asked = self.cleaned_data
        rows = in_state(queryset, asked.get("state") or UNDECIDED)
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        if asked.get("q"):
            rows = rows.filter(item__title__icontains=asked["q"])
        if asked.get("profile"):
            rows = rows.filter(_meets(profile=asked["profile"]))
        if asked.get("best"):
            rows = rows.filter(best__profile=asked["best"])
        if asked.get("programme"):
            rows = rows.filter(item__programme=asked["programme"])
        if asked.get("closed"):
            rows = (
                rows.filter(item__status="closed") if asked["closed"] == "yes" else rows.exclude(item__status="closed")
            )
        if asked.get("reason"):
            rows = rows.filter(_decided(Decision.objects.current().filter(whynot.alike(asked["reason"]))))
        return rows.filter(_meets(profile__goal=asked["goal"])) if asked.get("goal") else rows


def profile_choices() -> list[tuple[Any, Any]]:
    rows = Profile.objects.filter(paused=False).order_by("name").values_list("pk", "name")
    return [("", _("all")), *rows]


def in_state(rows: Any, state: str) -> Any:
    """Those that wait, that sleep, that were asked of or answered to this person, that were decided on, or that went by."""
    now, user = timezone.now(), scope.current().user
    if state in (ASKED, ANSWERED):
        if user is None:
            return rows.none()
        if state == ASKED:
            return rows.filter(_decided(Decision.objects.asked_of(user, units_of(user))), decided=True)
        answers = Q(_decided(Decision.objects.answered_to(user)), decided=True)
        return rows.filter(answers | Q(_decided(ActorQuestion.objects.answered_to(user))))
    if state == DECIDED:
        return rows.filter(decided=True)
    if state == URGENT:
        return rows.urgent(now)
    if state == SNOOZED:
        return rows.undecided().asleep(now)
    if state == EXPIRED:
        return rows.undecided().expired(now).order_by("-deadline", "-pk")
    return rows.undecided().open(now)


def _meets(**whom: Any) -> Exists:
    return Exists(Match.objects.filter(item=OuterRef("item"), **whom))


def _decided(decisions: Any) -> Exists:
    return Exists(decisions.filter(item=OuterRef("item")))
