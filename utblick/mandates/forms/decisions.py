"""A decision on a mandate, and what the body made of it afterwards."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.journal import clock
from utblick.journal.forms import RecordedForm
from utblick.mandates.amounts import Amount, of_euro
from utblick.mandates.models import DelegationDecision, Matter
from utblick.teamwork.forms import PersonField
from utblick.ui.fields import AmountField


def past(day: date) -> date:
    if day > timezone.localdate(clock.now()):
        raise forms.ValidationError(_("The day of the decision lies ahead. Write it down once it is taken."))
    return day


class DecideForm(forms.Form):
    """`matters`: what is to be decided, where it is several things: they may be decided by different people. `asks_amount`:
    whether it is written here, and not known from elsewhere."""

    matters = forms.MultipleChoiceField(
        label=_("Decide now"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one of them.")},
        help_text=_(
            "Those that you have the mandate for are ticked. What is left is decided by somebody else who has it."
        ),
    )
    decider = PersonField(label=_("Who decides"), help_text=_("Whose mandate it is. Another than you is told of it."))
    decided_on = forms.DateField(label=_("Day of the decision"))
    amount = AmountField(label=_("What it costs at most"), required=False)
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=[("SEK", _("kronor")), ("EUR", _("euro"))],
        help_text=_("Euro are reckoned in kronor at the rate of the day."),
    )
    case_number = forms.CharField(label=_("Case number"), max_length=50, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(
        self, *args: Any, people: Iterable[User], matters: Sequence[str], asks_amount: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matters"].choices = [(one, Matter(one).label) for one in matters]  # type: ignore[attr-defined]
        if len(matters) == 1:
            del self.fields["matters"]
        self.fields["decider"].offer(people, str(_("Choose a person")))  # type: ignore[attr-defined]
        if not asks_amount:
            del self.fields["amount"], self.fields["currency"]

    def clean_decided_on(self) -> date:
        return past(self.cleaned_data["decided_on"])

    @property
    def in_kronor(self) -> Amount | None:
        """The amount as it was written, reckoned in kronor."""
        written: Decimal | None = self.cleaned_data.get("amount")
        if written is None:
            return None
        in_euro = self.cleaned_data["currency"] == "EUR"
        return of_euro(written, self.cleaned_data["decided_on"]) if in_euro else Amount(written)


class OverruleForm(RecordedForm[DelegationDecision]):
    class Meta:
        model = DelegationDecision
        fields = ["overruled_on", "overruled_why"]
        labels = {"overruled_on": _("Day of the body's decision"), "overruled_why": _("What the body decided instead")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = not isinstance(field.widget, forms.HiddenInput)

    def clean_overruled_on(self) -> date:
        day = past(self.cleaned_data["overruled_on"])
        if day < self.instance.decided_on:
            told = _("That is before the decision itself, %(day)s.") % {"day": self.instance.decided_on}
            raise forms.ValidationError(told)
        return day


class ReportForm(forms.Form):
    """At which meeting the body is told."""

    day = forms.DateField(label=_("Day of the meeting"))


class DecisionFilter(forms.Form):
    matter = forms.ChoiceField(label=_("What is decided"), required=False)
    reported = forms.ChoiceField(
        label=_("Reported"),
        required=False,
        choices=[("", _("All")), ("no", _("Not reported yet")), ("yes", _("Reported"))],
    )
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = timezone.localdate().year
        years = [(str(year), str(year)) for year in range(this_year, this_year - 10, -1)]
        self.fields["matter"].choices = [("", _("All")), *Matter.choices]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("All")), *years]  # type: ignore[attr-defined]

    def apply(self, rows: Any) -> Any:
        answers = {name: value for name, value in self.cleaned_data.items() if value}
        if "matter" in answers:
            rows = rows.filter(matter=answers["matter"])
        if "year" in answers:
            rows = rows.filter(decided_on__year=answers["year"])
        if "reported" in answers:
            rows = rows.filter(reported_on__isnull=answers["reported"] == "no")
        return rows
