"""The forms of a booked cost, of a claim and of a partner's share of it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.journal.forms import RecordedForm
from utblick.projects.models import Adjustment, Booking, Claim, Project, Share
from utblick.projects.words import CATEGORIES
from utblick.ui.fields import UNITS, AmountField


class BookingForm(RecordedForm[Booking]):
    """Offers the categories of the budget, and the one that the booking has. Below nought only where it is said to be a credit."""

    is_credit = forms.BooleanField(
        label=gettext_lazy("It is a credit"),
        required=False,
        help_text=gettext_lazy("The amount lowers what was booked before: a repayment or a corrected invoice."),
    )

    class Meta:
        model = Booking
        fields = ["booked_on", "category", "amount", "text", "voucher", "in_kind"]
        field_classes = {"amount": AmountField}

    def __init__(self, *args: Any, categories: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = AmountField(label=self.fields["amount"].label, min_value=None)
        self.fields["is_credit"].initial = bool(self.instance.pk) and self.instance.is_credit
        offered = [key for key in CATEGORIES if key in categories or key == self.instance.category]
        field: Any = self.fields["category"]
        field.choices = [("", "---------"), *((key, CATEGORIES[key]) for key in offered)]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        amount: Decimal | None = answers.get("amount")
        if amount is not None and amount < 0 and not answers["is_credit"]:
            self.add_error("amount", _("A cost cannot be negative. Say that it is a credit, if it is."))
        elif amount is not None and answers["is_credit"]:
            answers["amount"] = -abs(amount)
        return answers


class AdjustmentForm(RecordedForm[Adjustment]):
    class Meta:
        model = Adjustment
        fields = ["amount", "reason"]
        field_classes = {"amount": AmountField}

    def __init__(self, *args: Any, spent: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spent = spent

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if amount < self.spent:
            raise forms.ValidationError(
                _("More than that is booked already: %(amount)s kronor.") % {"amount": number_format(self.spent, 2)}
            )
        return amount


IN_THE_PROJECTS_CURRENCY = ("cost", "certified", "asked", "approved")


class ClaimForm(RecordedForm[Claim]):
    class Meta:
        model = Claim
        fields = [
            *("kind", "first_day", "last_day", "due_on", "cost", "certified", "asked_on", "asked"),
            *("approved_on", "approved", "paid_on", "paid"),
        ]
        field_classes = dict.fromkeys((*IN_THE_PROJECTS_CURRENCY, "paid"), AmountField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tell_currency(self, self.instance.project)


class ShareForm(RecordedForm[Share]):
    class Meta:
        model = Share
        fields = [*IN_THE_PROJECTS_CURRENCY, "paid", "passed_on", "passed"]
        field_classes = dict.fromkeys((*IN_THE_PROJECTS_CURRENCY, "paid", "passed"), AmountField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tell_currency(self, self.instance.project)


def _tell_currency(form: RecordedForm[Any], project: Project) -> None:
    for name in IN_THE_PROJECTS_CURRENCY:
        form.fields[name].unit = UNITS[project.currency]  # type: ignore[attr-defined]
