"""How the list of partners is narrowed."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.partners.models import Agreement, Aim, Organisation
from utblick.partners.quiet import ONGOING, quiet
from utblick.search.finding import find
from utblick.ui.countries import country_name

UNSIGNED = Agreement.State.UNSIGNED


class OrganisationFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Organisation.Kind.choices])
    country = forms.ChoiceField(label=_("Country"), required=False)
    agreement = forms.ChoiceField(
        label=_("Agreement"),
        required=False,
        choices=[("", _("All")), *Agreement.Kind.choices, (UNSIGNED.value, UNSIGNED.label)],
    )
    goal = forms.ChoiceField(label=_("Goal"), required=False)
    activity = forms.ChoiceField(
        label=_("Activity"),
        required=False,
        choices=[("", _("All")), ("ongoing", _("Something goes on")), ("quiet", _("Gone quiet"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = Organisation.objects.current().order_by().values_list("country", flat=True).distinct()
        named = sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1])
        self.fields["country"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]
        self.fields["goal"].choices = [("", _("All")), *_goals()]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
        answers = {name: value for name, value in self.cleaned_data.items() if value}
        if words := answers.get("q"):
            rows = rows.filter(pk__in=[hit.object_id for hit in find(words, kind="partners.organisation")])
        if kind := answers.get("agreement"):
            every: Any = Agreement.objects
            wanted = every.unsigned() if kind == UNSIGNED else every.in_force().filter(kind=kind)
            rows = rows.filter(wanted.its_parties())
        if goal := answers.get("goal"):
            agreed = Agreement.objects.in_force().filter(aims__goal=int(goal)).its_parties()
            rows = rows.filter(agreed | Q(pk__in=_by_initiatives(goal)))
        if activity := answers.get("activity"):
            rows = _active(rows, activity)
        return rows.filter(**{name: answers[name] for name in ("kind", "country") if name in answers})


def _goals() -> list[tuple[str, str]]:
    goal: Any = Aim._meta.get_field("goal").related_model
    return [(str(one.pk), str(one)) for one in goal.objects.in_force().only("name", "text")]


def _by_initiatives(goal: str) -> QuerySet[Any]:
    """Those that take part in what serves the goal. Partners know the relations' names, not the rooms."""
    rows: Any = _participations().filter(initiative__contributions__goal=goal)
    found: QuerySet[Any] = rows.filter(initiative__contributions__withdrawn_at=None).values("organisation_id")
    return found


def _active(rows: QuerySet[Organisation], activity: str) -> QuerySet[Organisation]:
    if activity == "quiet":
        return rows.filter(pk__in=[one.organisation.pk for one in quiet(timezone.localdate())])
    return rows.filter(pk__in=_participations().filter(initiative__status__in=ONGOING).values("organisation_id"))


def _participations() -> Any:
    model: Any = Organisation._meta.get_field("participations").related_model
    return model.objects.standing()
