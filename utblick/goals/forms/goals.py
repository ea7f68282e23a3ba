"""What a document says: goals, forms of cooperation and duties."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.goals.agenda import targets_in
from utblick.goals.forms.wanted import WantedFields
from utblick.goals.models import CooperationForm, Goal, Responsibility
from utblick.journal.forms import RecordedForm

MOST_LINES = 60


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()][:MOST_LINES]


def offer_units(field: forms.Field) -> None:
    """The municipality's units in use; asked when the form is made, within the scope."""
    field.queryset = Unit.objects.current()  # type: ignore[attr-defined]
    field.empty_label = _("No unit yet")  # type: ignore[attr-defined]


class GoalForm(WantedFields, RecordedForm[Goal]):
    """A goal's wording, actions, unit, and what carries it across languages."""

    actions = forms.CharField(
        label=_("Actions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the document says is to be done for the goal, one a line."),
    )
    sdg_targets = forms.RegexField(
        label=_("Targets of Agenda 2030"),
        regex=r"^\s*((1[0-7]|[1-9])\.(\d{1,2}|[a-d])([\s,]+|$))*$",
        required=False,
        help_text=_("Their numbers with commas between, for example 8.9, 12.b."),
        error_messages={"invalid": _("Write targets as 8.9 or 12.b, with commas between.")},
    )

    class Meta:
        model = Goal
        fields = ["name", "text", "actions", "unit", "concepts", "keywords", "sdg_targets"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self.fields["unit"])
        self.offer_concepts(self.instance, self.data.get("text", ""), self.instance.text)
        self.initial["actions"] = "\n".join(self.instance.actions)
        self.initial["sdg_targets"] = ", ".join(self.instance.sdg_targets)

    def clean_actions(self) -> list[str]:
        return lines_of(self.cleaned_data["actions"])

    def clean_sdg_targets(self) -> list[str]:
        return targets_in(self.cleaned_data["sdg_targets"])


class CooperationFormForm(RecordedForm[CooperationForm]):
    class Meta:
        model = CooperationForm
        fields = ["name", "text", "kind"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class DutyForm(RecordedForm[Responsibility]):
    class Meta:
        model = Responsibility
        fields = ["text", "owner", "unit"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self.fields["unit"])


class AssignForm(DutyForm):
    """Only the unit of a duty."""

    class Meta(DutyForm.Meta):
        fields = ["unit"]
