"""The form of an initiative, when it is started and later."""

from typing import Any

from django import forms
from django.db.models import BooleanField, CharField, ExpressionWrapper, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from utblick.accounts.people import colleagues
from utblick.goals.models import Goal
from utblick.initiatives.forms.fields import DeadlineField, ProgrammeField, cooperation_forms, goals, units
from utblick.initiatives.models import Contribution, Initiative
from utblick.initiatives.progress import check_gates
from utblick.journal.forms import RecordedForm


class GoalBoxes(forms.ModelMultipleChoiceField[Goal]):
    def clean(self, value: Any) -> Any:
        """SQLite cannot even be asked for a key beyond 64 bits."""
        try:
            return super().clean(value)
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": "?"})

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
        field_classes = {"deadline": DeadlineField, "funding_programme": ProgrammeField}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "benefit": forms.Textarea(attrs={"rows": 3}),
            "summary_en": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_funding_programme(self) -> str:
        field: Any = self.fields["funding_programme"]
        held = self.get_initial_for_field(field, "funding_programme")
        return field.as_held(self.cleaned_data["funding_programme"], held or "")  # type: ignore[no-any-return]

    def clean_status(self) -> str:
        status: str = self.cleaned_data["status"]
        # What the instance holds by now is what was asked for: its stored status is in `initial`.
        if (
            status == Initiative.Status.RUNNING
            and self.initial.get("status") in Initiative.BEFORE_DEADLINE
            and self.instance.pk
        ):
            check_gates(self.instance)
        return status

    def __init__(
        self, *args: Any, may_publish: bool = False, ticked: QuerySet[Goal] | None = None, **kwargs: Any
    ) -> None:
        """`ticked`: the goals that a new initiative begins with."""
        super().__init__(*args, **kwargs)
        self._offer_goals(ticked)
        self._offer({"form": cooperation_forms(also=self.instance.form_id), "unit": units(), "owner": colleagues()})
        if not may_publish:
            del self.fields["published"]

    def _offer_goals(self, ticked: QuerySet[Goal] | None) -> None:
        """The goals to tick, and those ticked, in one query."""
        served = Contribution.objects.filter(initiative=self.instance.pk).values("goal")
        rows = goals(also=served)
        is_ticked = Q(pk__in=ticked.order_by().values("pk")) if ticked is not None else Q(pk__in=served)
        offered = list(rows.annotate(is_ticked=ExpressionWrapper(is_ticked, BooleanField())))
        field: Any = self.fields["goals"]
        field.queryset = rows
        field.choices = [(goal.pk, field.label_from_instance(goal)) for goal in offered]
        field.initial = [goal.pk for goal in offered if goal.is_ticked]

    def _offer(self, offered: dict[str, QuerySet[Any]]) -> None:
        """What each select offers, in one query."""
        first, *others = [
            rows.order_by().annotate(asked=Value(field, CharField())).values_list("asked", "name", "pk")
            for field, rows in offered.items()
        ]
        found = list(first.union(*others).order_by("asked", "name"))
        for name, rows in offered.items():
            field: Any = self.fields[name]
            field.queryset = rows
            field.choices = [("", field.empty_label), *((pk, label) for asked, label, pk in found if asked == name)]

    @property
    def facts(self) -> dict[str, Any]:
        """The initiative's own clean values, without goals."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"goals", "revision"}}
