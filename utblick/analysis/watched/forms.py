"""How the pages of the watch are narrowed. The period is the view's own: it stands whatever else is asked for."""

from functools import cache
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.analysis.watched.periods import QUARTERS, year_choices
from utblick.watch.models import Decision, InboxItem, Item, LateVerdict, Profile, Sighting, Subscription
from utblick.watch.sampling import RELEVANT
from utblick.watch.whose import ALL, UNIT

DECIDED, KEPT, WAITING, PASSED = "decided", "kept", "waiting", "passed"
FATES = [
    ("", _("All")),
    (DECIDED, _("were decided on")),
    (KEPT, _("decided on and kept")),
    *Decision.Verdict.choices,
    (WAITING, _("waits for a decision")),
    (PASSED, _("passed the deadline undecided")),
]
MISS, NOTHING, UNJUDGED = "miss", "nothing", "unjudged"
VERDICTS = [
    ("", _("All")),
    (UNJUDGED, _("not judged")),
    (MISS, _("a miss")),
    (NOTHING, _("nothing lost")),
]


class PeriodForm(forms.Form):
    """A year, or a quarter of one."""

    year = forms.ChoiceField(label=_("Year"), choices=year_choices, required=False)
    quarter = forms.ChoiceField(
        label=_("Quarter"),
        choices=[("", _("the whole year")), *((str(one), str(one)) for one in QUARTERS)],
        required=False,
    )


class RowsFilter(PeriodForm):
    """What reached the inbox: its fate, and which source and profile it came by."""

    fate = forms.ChoiceField(label=_("What became of it"), choices=FATES, required=False)
    source = forms.TypedChoiceField(label=_("Source"), required=False, coerce=int, empty_value=None)
    profile = forms.TypedChoiceField(label=_("Meets best"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = cache(_sources)  # type: ignore[attr-defined]
        self.fields["profile"].choices = cache(_profiles)  # type: ignore[attr-defined]

    def apply(self, rows: Any) -> Any:
        asked = self.cleaned_data
        rows = with_fate(rows, asked.get("fate", ""))
        if source := asked.get("source"):
            brought = Sighting.objects.filter(item=OuterRef("item"), source__subscriptions=source)
            rows = rows.filter(Exists(brought))
        return rows.filter(best__profile=asked["profile"]) if asked.get("profile") else rows


def with_fate(rows: Any, fate: str) -> Any:
    now = timezone.now()
    if fate in (DECIDED, WAITING, PASSED):
        of = {DECIDED: Q(decided=True), PASSED: Q(decided=False, deadline__lt=now)}
        return rows.filter(of.get(fate, Q(decided=False) & (Q(deadline=None) | Q(deadline__gte=now))))
    if not fate:
        return rows
    verdicts = RELEVANT if fate == KEPT else [fate]
    stands = Decision.objects.current().filter(item=OuterRef("item"), verdict__in=verdicts)
    return rows.filter(Exists(stands), decided=True)


class MissedFilter(PeriodForm):
    """What passed its deadline undecided: what was said of it afterwards, and its kind. Whose is asked for by links."""

    verdict = forms.ChoiceField(label=_("Judged afterwards"), choices=VERDICTS, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *Item.Kind.choices], required=False)
    cause = forms.ChoiceField(
        label=_("Why it was missed"), choices=[("", _("All")), *LateVerdict.Cause.choices], required=False
    )
    whose = forms.ChoiceField(
        choices=[(UNIT, _("my unit")), (ALL, _("the whole municipality"))], required=False, widget=forms.HiddenInput
    )

    def apply(self, rows: Any) -> Any:
        asked = self.cleaned_data
        said = LateVerdict.objects.current().filter(item=OuterRef("item"))
        if verdict := asked.get("verdict"):
            wanted = {UNJUDGED: ~Exists(said), MISS: Exists(said.filter(is_miss=True))}
            rows = rows.filter(wanted.get(verdict, Exists(said.filter(is_miss=False))))
        if asked.get("cause"):
            rows = rows.filter(Exists(said.filter(cause=asked["cause"])))
        return rows.filter(kind=asked["kind"]) if asked.get("kind") else rows


class CauseForm(forms.Form):
    cause = forms.ChoiceField(choices=LateVerdict.Cause.choices)


def _sources() -> list[tuple[Any, Any]]:
    return [("", _("All")), *Subscription.objects.order_by("name").values_list("pk", "name")]


def _profiles() -> list[tuple[Any, Any]]:
    places = InboxItem.objects.filter(best__profile=OuterRef("pk"))
    return [("", _("All")), *Profile.objects.filter(Exists(places)).order_by("name").values_list("pk", "name")]
