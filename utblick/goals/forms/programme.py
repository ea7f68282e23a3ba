"""The programme and its priorities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.goals.forms.wanted import WantedFields
from utblick.goals.models import CooperationForm, Goal, Priority, Programme
from utblick.journal.forms import RecordedForm
from utblick.ui.countries import country_choices
from utblick.ui.fields import AmountField


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProgrammeForm(RecordedForm[Programme]):
    class Meta:
        model = Programme
        fields = [
            "title",
            "starts_on",
            "ends_on",
            "status",
            "text",
            "adopted_by",
            "adopted_on",
            "section",
            "case_number",
        ]
        widgets = {
            "starts_on": _day(),
            "ends_on": _day(),
            "adopted_on": _day(),
            "text": forms.Textarea(attrs={"rows": 5}),
        }

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("starts_on"), answers.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The programme ends before it begins."))
        if answers.get("status") == Programme.Status.ADOPTED and not answers.get("adopted_on"):
            self.add_error("adopted_on", _("Tell when the programme was adopted."))
        return answers


class PriorityForm(WantedFields, RecordedForm[Priority]):
    """A priority: the goal it serves, how, where, how much."""

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
        fields = ["name", "text", "goal", "form", "countries", "weight", "budget", "target", "concepts", "keywords"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = _choosable(Goal.objects.in_force(), self.instance.goal_id, Goal)  # type: ignore[attr-defined]
        self.fields["form"].queryset = _choosable(  # type: ignore[attr-defined]
            CooperationForm.objects.in_force(), self.instance.form_id, CooperationForm
        )
        self.fields["countries"].choices = country_choices()  # type: ignore[attr-defined]
        text = " ".join(self.data.get(name) or getattr(self.instance, name) for name in ("name", "text"))
        self.offer_concepts(self.instance, text)


def _choosable(in_force: Any, chosen: int | None, model: Any) -> Any:
    """What is in force, and what the priority already has even if it no longer is."""
    return in_force | model.objects.filter(pk=chosen, document__isnull=False) if chosen else in_force
