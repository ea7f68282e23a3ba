"""What a decision on an item asks for."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit, User
from utblick.accounts.people import colleagues
from utblick.ui.asking import LARGEST_KEY
from utblick.watch.models import Decision
from utblick.watch.together import AT_MOST

Verdict = Decision.Verdict
AT_ONCE = [Verdict.RELEVANT, Verdict.NOT_RELEVANT, Verdict.NOTED, Verdict.CONSULTATION]
LATER = {7: _("a week"), 14: _("two weeks"), 30: _("a month"), 90: _("three months")}
CHOICES = [(one.value, one.label) for one in AT_ONCE]


class SeenField(forms.IntegerField):
    """The key of the decision that stood when the form was made; empty where none did."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """What is to be done, with a reason if one likes. "Why not" is data: over time it shows what the municipality lacks."""

    verdict = forms.ChoiceField(choices=CHOICES)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
    seen = SeenField()


class ReasonForm(forms.Form):
    """A reason said afterwards."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class TickedForm(forms.Form):
    """The ticked items. Each is told as its key, or "key-decision" where a decision was seen on it."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.items = data.getlist("items")[:AT_MOST]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        well_written = RegexValidator(r"^\d{1,18}(-\d{1,18})?\Z")
        for one in self.items:
            well_written(one)
        if not self.items:
            raise ValidationError(_("Tick the items that the decision is about."), code="nothing_ticked")
        return answers

    @property
    def seen(self) -> dict[int, int | None]:
        pairs = (one.partition("-") for one in self.items)
        return {int(item): int(decision) if decision else None for item, _dash, decision in pairs}


class TogetherForm(TickedForm):
    """One decision on many items."""

    together = forms.ChoiceField(choices=CHOICES)
    why = forms.CharField(label=_("Reason"), required=False, max_length=500)


class SnoozeForm(TickedForm):
    """For how many days the ticked items are put aside."""

    later = forms.TypedChoiceField(choices=list(LATER.items()), coerce=int)

    @property
    def until(self) -> date:
        return timezone.localdate() + timedelta(days=self.cleaned_data["later"])


class AnswerForm(forms.Form):
    """What the one who was asked answers."""

    answer = forms.ChoiceField(label=_("Answer"), choices=Decision.Answer.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your own words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AssignForm(forms.Form):
    """To whom the item goes, and with what question."""

    assigned_to = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), required=False)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.all(), required=False)
    reason = forms.CharField(
        label=_("Question or reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = SeenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = colleagues().filter(is_active=True).order_by("name")  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.current()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not answers.get("assigned_to") and not answers.get("unit") and not self.errors:
            self.add_error("assigned_to", _("Say who or which unit gets it."))
        return answers
