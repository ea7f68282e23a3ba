"""A duty that returns."""

from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.utils.dates import MONTHS

from utblick.accounts.models import Unit
from utblick.accounts.people import colleagues
from utblick.duties.models import Recurring
from utblick.journal.forms import RecordedForm


class RecurringForm(RecordedForm[Recurring]):
    class Meta:
        model = Recurring
        fields = [
            *("title", "text", "ring", "rule", "day", "month", "years_between", "first_year", "weeks", "body"),
            *("unit", "owner", "ahead"),
        ]
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "month": forms.Select}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units, known = Unit.objects.current(), self.instance
        offered: dict[str, Any] = {
            "unit": units | Unit.objects.filter(pk=known.unit_id or 0),
            "body": units.filter(kind=Unit.Kind.BOARD) | Unit.objects.filter(pk=known.body_id or 0),
            "owner": colleagues(),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["years_between"].required = False
        self.fields["month"].widget.choices = [("", BLANK_CHOICE_LABEL), *MONTHS.items()]

    def clean(self) -> dict[str, Any]:
        """What another rule would need is not kept: the form shows both."""
        answers = super().clean() or self.cleaned_data
        answers["years_between"] = answers.get("years_between") or 1
        if answers.get("rule") == Recurring.Rule.YEARLY:
            return {**answers, "body": None, "weeks": None}
        return {**answers, "month": None, "day": None, "first_year": None, "years_between": 1}
