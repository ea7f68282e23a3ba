"""How the list of initiatives is narrowed."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.goals.models import CooperationForm, Goal
from utblick.initiatives.forms.fields import IN_FORCE
from utblick.initiatives.models import Initiative
from utblick.search.finding import find

EARLIEST = 10  # years back to choose from


class InitiativeFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput)
    status = forms.ChoiceField(label=_("Status"), required=False)
    goal = forms.ChoiceField(label=_("Goal"), required=False)
    form = forms.ChoiceField(label=_("Form of cooperation"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = date.today().year
        choices: dict[str, list[Any]] = {
            **offered(),
            "status": Initiative.Status.choices,
            "year": [(str(year), str(year)) for year in range(this_year + 1, this_year - EARLIEST, -1)],
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", _("All")), *found]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
        answers = {name: value for name, value in self.cleaned_data.items() if value}
        if words := answers.get("q"):
            rows = rows.filter(pk__in=[hit.object_id for hit in find(words, kind="initiatives.initiative")])
        if goal := answers.get("goal"):
            rows = rows.filter(contributions__goal_id=goal)
        if year := answers.get("year"):
            rows = rows.filter(_going_on(int(year)))
        exact = {"status": "status", "form": "form_id", "unit": "unit_id"}
        return rows.filter(**{field: answers[name] for name, field in exact.items() if name in answers})


def _going_on(year: int) -> Q:
    """Between its first and last day; where neither is known, in the year it was written down or has its deadline."""
    dated = Q(starts_on__year__lte=year) & (Q(ends_on=None) | Q(ends_on__year__gte=year))
    undated = Q(starts_on=None) & (Q(deadline__year=year) | Q(deadline=None, created_at__year=year))
    return dated | undated


def offered() -> dict[str, list[tuple[str, str]]]:
    """The goals, forms and units to choose from, in one query."""
    asked: dict[str, QuerySet[Any]] = {
        "goal": Goal.objects.current().filter(**IN_FORCE).annotate(at=F("position")),
        "form": CooperationForm.objects.current().filter(**IN_FORCE).annotate(at=F("position")),
        "unit": Unit.objects.current().annotate(at=Value(0)),
    }
    goals, *others = [
        rows.order_by().annotate(asked=Value(name, CharField())).values_list("asked", "at", "name", "pk")
        for name, rows in asked.items()
    ]
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in asked}
    for name, _at, label, pk in goals.union(*others, all=True).order_by("asked", "at", "name"):
        found[name].append((str(pk), label))
    return found
