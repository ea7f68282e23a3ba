"""A year's figure."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.indicators.counting import this_year
from utblick.indicators.forms.indicators import ValueField, YearField
from utblick.indicators.models import GROUPS, Measurement
from utblick.journal.forms import RecordedForm
from utblick.ui.fields import CountField, UploadField


class MeasurementForm(RecordedForm[Measurement]):
    year = YearField(label=_("Year"))
    value = ValueField(label=_("Value"), required=False)
    women = CountField(label=_("Women"), required=False)
    men = CountField(label=_("Men"), required=False)
    girls = CountField(label=_("Girls"), required=False)
    boys = CountField(label=_("Boys"), required=False)
    not_stated = CountField(label=_("Not stated"), required=False)

    class Meta:
        model = Measurement
        fields = ["year", "value", *GROUPS, "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicator = self.instance.indicator
        self.of_people = indicator.counts_people
        for name in ("value",) if self.of_people else GROUPS:
            del self.fields[name]
        if "value" in self.fields:
            self.fields["value"].unit = indicator.unit  # type: ignore[attr-defined]
        self.initial.setdefault("year", this_year())

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > this_year():
            raise forms.ValidationError(_("That year has not come yet. What you aim at is a target."))
        taken = Measurement.objects.current().filter(indicator=self.instance.indicator, year=year)
        if taken.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is a figure for this year already. Change that one instead."))
        return year

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if self.of_people:
            if all(answers.get(group) is None for group in GROUPS) and not self.errors:
                self.add_error(
                    GROUPS[0],
                    _("Count at least one of the groups. A nought means that you have counted and found none."),
                )
        elif answers.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Write the figure of the year."))
        return answers

    def _post_clean(self) -> None:
        super()._post_clean()
        self.instance.count()
        if {"year", "value", *GROUPS} & set(self.changed_data):
            self.instance.how = Measurement.How.BY_HAND


class UploadForm(forms.Form):
    file = UploadField(
        label=_("File"),
        kinds=(".csv", ".xlsx", ".ods", ".json"),
        megabytes=10,
        help_text=_(
            "A table with a column for the year and one for the value, or for women, men, girls and boys; "
            "or open data as Kolada gives it, in JSON or as a table."
        ),
    )
