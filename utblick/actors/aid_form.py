"""The form of small aid: an amount in euro, or in kronor that are turned into euro at the ECB's rate of the day."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from utblick.actors.models import Aid
from utblick.journal.forms import RecordedForm
from utblick.money import reference
from utblick.money.amounts import converted
from utblick.money.rates import NoRate, Rate
from utblick.ui.fields import UNITS, AmountField


class AidForm(RecordedForm[Aid]):
    class Meta:
        model = Aid
        fields = ["given_on", "kronor", "euros", "purpose", "giver", "case_number"]
        field_classes = {"kronor": AmountField, "euros": AmountField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["euros"].required = False
        self.fields["euros"].unit = UNITS["EUR"]  # type: ignore[attr-defined]
        self.fields["euros"].help_text = _("Leave empty where you write kronor: the ECB's rate of the day is used.")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        kronor, euros = answers.get("kronor"), answers.get("euros")
        if kronor is None and euros is None and not {"kronor", "euros"} & set(self.errors):
            self.add_error("kronor", _("Write the amount, in kronor or in euro."))
        if kronor is not None and (euros is None or "kronor" in self.changed_data or "given_on" in self.changed_data):
            answers["euros"] = self._in_euro(answers)
        return answers

    def _in_euro(self, answers: dict[str, Any]) -> Any:
        """What the kronor were worth on the day; None, with the field's error set, where there is no rate."""
        day = answers.get("given_on")
        rate = self._rate(day) if day else None
        if rate is None:
            return answers.get("euros")
        self.instance.per_euro, self.instance.rate_on = rate.per_euro, rate.on
        return converted(answers["kronor"], 1 / rate.per_euro)

    def _rate(self, day: Any) -> Rate | None:
        try:
            return reference.rates().at(day)
        except NoRate as none:
            facts = {"day": day, "first": none.first, "last": none.last}
            told = _(
                "There is no rate for %(day)s: the rates here reach from %(first)s to %(last)s. Write the amount in euro."
            )
            self.add_error("euros", told % facts)
            return None
