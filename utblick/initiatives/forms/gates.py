"""The forms of a decision that is needed, and of the decision once it is taken."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.initiatives.models import Gate
from utblick.journal import clock
from utblick.journal.forms import RecordedForm
from utblick.mandates import deciding
from utblick.mandates.models import Matter
from utblick.teamwork.models import Task


class GateForm(RecordedForm[Gate]):
    class Meta:
        model = Gate
        fields = ["body", "role", "about"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Unit.objects.current().filter(kind=Unit.Kind.BOARD)
        self.fields["body"].queryset = boards | Unit.objects.filter(pk=self.instance.body_id or 0)  # type: ignore[attr-defined]


class GateDecisionForm(RecordedForm[Gate]):
    """Who was asked by a task to decide on the initiative's application or journey need not, where a body has said yes."""

    instead_of = forms.TypedMultipleChoiceField(
        label=_("Nobody else need decide now"),
        help_text=_("A yes of the body ticks off what is marked here, and whoever asked is told."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Gate
        fields = ["outcome", "decided_on", "section", "case_number", "reason"]
        help_texts = {
            "section": _("As in the minutes, for example § 78."),
            "reason": _("Why it was skipped, or what the no rested on. It shows on the page of the initiative."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gate = self.instance
        self.waiting = {one.pk: one for one in deciding.waiting_about(gate.initiative)}
        if not self.waiting or gate.role == Gate.Role.PREPARES:
            del self.fields["instead_of"]
            return
        field: Any = self.fields["instead_of"]
        field.choices = [(one.pk, f"{one.title} ({one.owner})") for one in self.waiting.values()]
        # What the application may cost is the body's matter; which of many journeys it meant only the reader knows.
        field.initial = [one.pk for one in self.waiting.values() if not one.awaits.endswith(f":{Matter.TRAVEL}")]

    @property
    def settled(self) -> list[Task]:
        """What the decision has done: nothing where it is not a yes."""
        is_yes = self.cleaned_data["outcome"] == Gate.Outcome.YES
        return [self.waiting[key] for key in self.cleaned_data.get("instead_of", ())] if is_yes else []

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day and day > timezone.localdate(clock.now()):
            raise forms.ValidationError(_("The day of the decision lies ahead. Write it down once it is taken."))
        return day

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        outcome = answers.get("outcome")
        if outcome in (Gate.Outcome.YES, Gate.Outcome.NO) and not answers.get("decided_on"):
            self._ask_for("decided_on", _("Write the day of the decision."))
        if outcome == Gate.Outcome.SKIPPED and not answers.get("reason"):
            self._ask_for("reason", _("A decision can be skipped only with a reason."))
        return answers

    def _ask_for(self, field: str, told: Any) -> None:
        if field not in self.errors:
            self.add_error(field, told)
