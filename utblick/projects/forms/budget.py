"""The terms of a budget: how costs are reckoned, the programme's part, and the rate of the euro."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.journal import clock
from utblick.journal.forms import RecordedForm
from utblick.money import reference
from utblick.money.rates import NoRate
from utblick.projects.models import Budget
from utblick.ui.fields import UNITS, AmountField, PercentField


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the new version"), max_length=100, help_text=_("For example “As granted” or “Change 1”.")
    )


class TermsForm(RecordedForm[Budget]):
    """The rate is asked for by day; only a programme with a rate of its own has it written by hand."""

    rate_day = forms.DateField(
        label=_("The ECB's rate of"),
        required=False,
        help_text=_("A day without a rate has the last one before it. Empty: the rate stays as it is."),
    )
    own_rate = forms.DecimalField(
        label=_("Or a rate that the programme sets, kronor for one euro"),
        required=False,
        max_digits=10,
        decimal_places=4,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-width": "short"}),
    )

    class Meta:
        model = Budget
        fields = ["name", "option_key", "grant_percent", "price", "period_months"]
        widgets = {"option_key": forms.RadioSelect}
        field_classes = {"price": AmountField, "grant_percent": PercentField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sv"
        options = self.instance.project.programme.options
        choices = [(one.key, one.name.in_language(language)) for one in options]
        self.fields["option_key"].widget.choices = choices
        self.fields["price"].unit = UNITS[self.instance.project.currency]  # type: ignore[attr-defined]
        self.fields["price"].required = False
        self.fields["price"].help_text = _("Only where costs are counted in units, for example hours.")
        if not any(one.method.counted for one in options):
            del self.fields["price"]

    def clean_option_key(self) -> str:
        key: str = self.cleaned_data["option_key"]
        if key not in [one.key for one in self.instance.project.programme.options]:
            raise forms.ValidationError(_("The programme does not offer this way to reckon."))
        return key

    def clean_price(self) -> Any:
        return self.cleaned_data["price"] or 0

    def clean_own_rate(self) -> Any:
        rate = self.cleaned_data["own_rate"]
        if rate is not None and not 1 < rate < 100:
            raise forms.ValidationError(
                _("That is no rate: write how many kronor one euro costs, for example 11,2345.")
            )
        return rate

    def clean_rate_day(self) -> date | None:
        day: date | None = self.cleaned_data["rate_day"]
        if day is None:
            return None
        try:
            self.rate = reference.rates().at(day)
        except NoRate as none:
            raise forms.ValidationError(_no_rate(none))
        return day

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("rate_day") and answers.get("own_rate"):
            self.add_error("own_rate", _("Choose one: the ECB's rate of a day, or a rate of the programme's own."))
        return answers

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.cleaned_data.get("own_rate"):
            self.instance.per_euro, self.instance.rate_on = self.cleaned_data["own_rate"], None
        elif self.cleaned_data.get("rate_day"):
            self.instance.per_euro, self.instance.rate_on = self.rate.per_euro, self.rate.on


def _no_rate(none: NoRate) -> Any:
    facts = {"day": none.day, "first": none.first, "last": none.last}
    if none.day > timezone.localdate(clock.now()):
        return _("The ECB has given no rate for %(day)s yet. Choose a day that has been, or leave it empty.") % facts
    told = _(
        "There is no rate for %(day)s: the rates here reach from %(first)s to %(last)s. Choose such a day, write a rate by hand, "
        "or ask the operator to bring newer rates."
    )
    return told % facts
