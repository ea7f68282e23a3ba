"""The form of an initiative, when it is started and later."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from utblick.goals.models import Goal
from utblick.initiatives.forms.fields import DeadlineField, cooperation_forms, goals, people, units
from utblick.initiatives.models import Contribution, Initiative
from utblick.journal.forms import RecordedForm


class GoalBoxes(forms.ModelMultipleChoiceField[Goal]):
    def label_from_instance(self, obj: Goal) -> str:
        """The short name and the goal's own words, where they tell more."""
        return obj.text if obj.text.startswith(obj.name) else f"{obj.name}: {obj.text}"


class InitiativeForm(RecordedForm[Initiative]):
    goals = GoalBoxes(
        label=_("Goals that it serves"),
        queryset=Goal.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("An initiative without a goal is in no follow-up of a goal."),
    )

    class Meta:
        model = Initiative
        fields = [
            "title",
            "summary",
            "benefit",
            "status",
            "form",
            "unit",
            "owner",
            "starts_on",
            "ends_on",
            "funding_programme",
            "deadline",
            "link",
            "case_number",
            "title_en",
            "summary_en",
            "published",
        ]
        field_classes = {"deadline": DeadlineField}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "benefit": forms.Textarea(attrs={"rows": 3}),
            "summary_en": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, may_publish: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_goals()
        self._choices("form", cooperation_forms(also=self.instance.form_id))
        self._choices("unit", units())
        self._choices("owner", people())
        if not may_publish:
            del self.fields["published"]

    def _offer_goals(self) -> None:
        """The goals to tick, and those ticked, in one query."""
        contributions = Contribution.objects.filter(initiative=self.instance.pk)
        rows = goals(also=contributions.values("goal"))
        offered = list(rows.annotate(is_served=Exists(contributions.filter(goal=OuterRef("pk")))))
        field: Any = self.fields["goals"]
        field.queryset = rows
        field.choices = [(goal.pk, field.label_from_instance(goal)) for goal in offered]
        if self.instance.pk:
            field.initial = [goal.pk for goal in offered if goal.is_served]

    def _choices(self, field: str, rows: Any) -> None:
        self.fields[field].queryset = rows  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        """The initiative's own clean values, without goals."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"goals", "revision"}}
