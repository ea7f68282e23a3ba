"""What is asked about the way of the money."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.analysis.money.paying import INTO, PLANNED, THROUGH, Way
from utblick.initiatives.forms.filters import EARLIEST, offered


class MoneyFilter(forms.Form):
    """Years of which both are within; empty, they are this year and the same year."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    goal = forms.ChoiceField(label=_("Goal"), required=False)
    amounts = forms.ChoiceField(
        label=_("Money"), required=False, choices=[("", _("Used so far")), (PLANNED, _("As planned"))]
    )
    through = forms.ChoiceField(
        label=_("In the middle"), required=False, choices=[("", THROUGH["form"]), ("goal", THROUGH["goal"])]
    )
    into = forms.ChoiceField(
        label=_("On the right"), required=False, choices=[("", INTO["unit"]), ("kind", INTO["kind"])]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # "from" is no name that a class could have.
        self.fields = {
            "from": forms.ChoiceField(label=_("From the year"), required=False),
            "to": forms.ChoiceField(label=_("To the year"), required=False),
            **self.fields,
        }
        this_year = timezone.localdate().year
        years = [(str(year), str(year)) for year in range(this_year + 1, this_year - EARLIEST, -1)]
        found = offered()
        choices: dict[str, list[Any]] = {
            "from": [("", _("This year")), *years],
            "to": [("", _("The same year")), *years],
            **{name: [("", _("All")), *found[name]] for name in ("unit", "goal")},
        }
        for name, listed in choices.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]

    def clean(self) -> None:
        first, last = self.years
        if last < first:
            self.add_error("to", _("This year lies before the first, %(year)s.") % {"year": first})

    @property
    def years(self) -> tuple[int, int]:
        answers = getattr(self, "cleaned_data", {})
        first = int(answers.get("from") or timezone.localdate().year)
        return first, int(answers.get("to") or first)

    @property
    def period(self) -> tuple[date, date]:
        first, last = self.years
        return date(first, 1, 1), date(last, 12, 31)

    @property
    def way(self) -> Way:
        answers = getattr(self, "cleaned_data", {})
        return Way(**{name: answers[name] for name in ("amounts", "through", "into") if answers.get(name)})

    def apply(self, parts: QuerySet[Any]) -> QuerySet[Any]:
        """Parts of initiatives: of the unit and for the goal that are asked for."""
        answers = getattr(self, "cleaned_data", {})
        if unit := answers.get("unit"):
            parts = parts.filter(initiative__unit=unit)
        if goal := answers.get("goal"):
            parts = parts.filter(initiative__contributions__goal=goal)
        return parts
