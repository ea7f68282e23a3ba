"""The programme, its priorities, and the decision that adopts it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.goals.comparing import OF_PRIORITY
from utblick.goals.forms.wanted import WantedFields
from utblick.goals.models import CooperationForm, Goal, Priority, Programme
from utblick.journal.forms import RecordedForm
from utblick.ui.countries import country_choices
from utblick.ui.fields import AmountField, SectionField


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProgrammeForm(RecordedForm[Programme]):
    class Meta:
        model = Programme
        fields = ["title", "starts_on", "ends_on", "text", "why"]
        widgets = {
            "starts_on": day_input(),
            "ends_on": day_input(),
            "text": forms.Textarea(attrs={"rows": 5}),
            "why": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.replaces is None:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("starts_on"), answers.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The programme ends before it begins."))
        return answers


class AdoptForm(RecordedForm[Programme]):
    """The decision: who, when, and where it is written down."""

    class Meta:
        model = Programme
        fields = ["adopted_by", "adopted_on", "section", "case_number"]
        field_classes = {"section": SectionField}
        widgets = {"adopted_on": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = field is not self.fields["revision"]

    def clean_adopted_on(self) -> Any:
        day = self.cleaned_data["adopted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come. A decision is noted when it has been made."))
        return day

    def clean_case_number(self) -> str:
        """Frozen with the programme for ever, so that what is no number is stopped here."""
        number: str = self.cleaned_data["case_number"]
        if not any(sign.isdigit() for sign in number):
            raise forms.ValidationError(_("Write the case number as in the registry, for example KS 2026/41."))
        return number


class PriorityForm(WantedFields, RecordedForm[Priority]):
    """A priority: the goal it serves, how, where, how much; and why it is otherwise than before."""

    countries = forms.MultipleChoiceField(
        label=_("Countries"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("None chosen: everywhere."),
    )
    weight = forms.TypedChoiceField(
        label=_("Weight"),
        coerce=int,
        choices=[(1, _("1, minor")), (2, "2"), (3, "3"), (4, "4"), (5, _("5, foremost"))],
    )
    budget = AmountField(label=_("Budget"), required=False, max_digits=12, decimal_places=0)

    class Meta:
        model = Priority
        fields = [
            *("name", "text", "goal", "form", "countries", "weight", "budget", "target", "why"),
            *("concepts", "keywords"),
        ]
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "why": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, former: Priority | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former = former
        self.fields["goal"].queryset = _choosable(Goal.objects.in_force(), self.instance.goal_id, Goal)  # type: ignore[attr-defined]
        self.fields["form"].queryset = _choosable(  # type: ignore[attr-defined]
            CooperationForm.objects.in_force(), self.instance.form_id, CooperationForm
        )
        self.fields["countries"].choices = country_choices()  # type: ignore[attr-defined]
        text = " ".join(self.data.get(name) or getattr(self.instance, name) for name in ("name", "text"))
        self.offer_concepts(self.instance, text, f"{self.instance.name} {self.instance.text}")
        self._ask_why()

    def _ask_why(self) -> None:
        if self.instance.programme.former is None:
            del self.fields["why"]
        elif self.former is None:
            self.fields["why"].label = _("Why it is new")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if "why" in self.fields and not answers.get("why") and self._differs(answers):
            self.add_error("why", _("Tell why: whoever reads the programme compares it with the one before."))
        return answers

    def _differs(self, answers: dict[str, Any]) -> bool:
        former = self.former
        return former is None or any(getattr(former, name) != answers.get(name) for name in OF_PRIORITY)


class TendForm(WantedFields, RecordedForm[Priority]):
    """What the watch looks for, of a priority that is adopted."""

    class Meta:
        model = Priority
        fields = ["concepts", "keywords"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_concepts(self.instance, f"{self.instance.name} {self.instance.text}")


class EndForm(RecordedForm[Priority]):
    """A priority that the draft does not go on with."""

    class Meta:
        model = Priority
        fields = ["why"]
        widgets = {"why": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label, self.fields["why"].required = _("Why it ends"), True

    def save(self, commit: bool = True) -> Priority:
        self.instance.withdraw()
        return self.instance


def _choosable(in_force: Any, chosen: int | None, model: Any) -> Any:
    """What is in force, and what the priority already has even if it no longer is."""
    return in_force | model.objects.filter(pk=chosen, document__isnull=False) if chosen else in_force
