"""An indicator with its targets."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.goals.agenda import targets_in
from utblick.goals.models import Goal
from utblick.indicators.counting import this_year
from utblick.indicators.formulas import FORMULAS
from utblick.indicators.models import Indicator, Target
from utblick.journal.forms import RecordedForm
from utblick.ui.fields import AmountField, CountField

YEARS_AHEAD = 5


class ValueField(AmountField):
    """Any figure: also below nought, with at most two decimals."""

    default_error_messages = {"invalid": _("Write a figure, for example 12,5.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"currency": "", "max_digits": 15, "decimal_places": 2, "min_value": None, **options})


class YearField(CountField):
    default_error_messages = {
        "min_value": _("Write a year from %(limit_value)s on."),
        "max_value": _("Write a year up to %(limit_value)s."),
    }


class IndicatorForm(RecordedForm[Indicator]):
    formula = forms.ChoiceField(
        label=_("How it is measured"),
        required=False,
        help_text=_(
            "What is counted by Utblick comes from the initiatives that serve the goal, year by year, and is always up to date."
        ),
    )
    baseline_year = YearField(label=_("Baseline, year"), required=False)
    baseline = ValueField(
        label=_("Baseline, value"), required=False, help_text=_("Where it stood when the work began.")
    )
    sdg_targets = forms.RegexField(
        label=_("Targets of Agenda 2030"),
        regex=r"^\s*((1[0-7]|[1-9])\.(\d{1,2}|[a-d])([\s,]+|$))*$",
        required=False,
        help_text=_("Their numbers with commas between, for example 8.9, 12.b."),
        error_messages={"invalid": _("Write targets as 8.9 or 12.b, with commas between.")},
    )

    class Meta:
        model = Indicator
        fields = [
            *("goal", "name", "definition", "formula", "unit", "counts_people", "better", "baseline_year", "baseline"),
            *("source", "unit_in_charge", "sdg_targets", "kpi"),
        ]
        widgets = {"definition": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals: Any = Goal.objects.in_force() | Goal.objects.filter(pk=self.instance.goal_id)
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]
        units: Any = self.fields["unit_in_charge"]
        units.queryset, units.empty_label = Unit.objects.current(), _("No unit yet")
        self.fields["formula"].choices = [  # type: ignore[attr-defined]
            ("", _("By hand, or imported from a file")),
            (_("Counted by Utblick"), [(key, formula.name) for key, formula in FORMULAS.items()]),
        ]
        self.initial["sdg_targets"] = ", ".join(self.instance.sdg_targets)
        self.stored = {one.year: one for one in self._stored()}
        for year in self.target_years():
            field = ValueField(label=str(year), required=False)
            self.fields[f"target_{year}"] = field
            self.initial[f"target_{year}"] = self.stored[year].value if year in self.stored else None

    def _stored(self) -> Any:
        return Target.objects.filter(indicator=self.instance) if self.instance.pk else ()

    def target_years(self) -> list[int]:
        now = this_year()
        return sorted({*self.stored, *range(now, now + YEARS_AHEAD + 1)})

    def targets(self) -> Iterator[forms.BoundField]:
        return (self[f"target_{year}"] for year in self.target_years())

    def facts(self) -> Iterator[forms.BoundField]:
        """All other fields."""
        return (field for field in self.visible_fields() if not field.name.startswith("target_"))

    def clean_sdg_targets(self) -> list[str]:
        return targets_in(self.cleaned_data["sdg_targets"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        formula = FORMULAS.get(answers.get("formula") or "")
        if formula and not formula.own_unit:
            answers["unit"], answers["counts_people"] = str(formula.unit), formula.counts_people
        elif formula and not answers.get("unit"):
            self.add_error(
                "unit",
                _("Tell which figures to add up: the unit as it is written beside the results, for example jobs."),
            )
        return answers

    def save(self, commit: bool = True) -> Indicator:
        with transaction.atomic():
            saved = super().save(commit)
            for year in self.target_years():
                self._keep_target(saved, year, self.cleaned_data.get(f"target_{year}"))
        return saved

    def _keep_target(self, indicator: Indicator, year: int, value: Decimal | None) -> None:
        stored = self.stored.get(year)
        if value is None and stored:
            stored.remove()
        elif value is not None and (stored is None or stored.value != value):
            target = stored or Target(indicator=indicator, year=year)
            target.value = value
            target.save()
