"""A business contact with its next step, and which local actor takes part."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.accounts.people import colleagues
from utblick.actors.models import LocalActor
from utblick.initiatives.leads import NextStep
from utblick.initiatives.models import ActorPart, Initiative, Lead
from utblick.journal.forms import RecordedForm
from utblick.partners.models import Organisation
from utblick.ui.countries import country_choices
from utblick.ui.fields import AmountField


class LeadForm(RecordedForm[Lead]):
    next_step = forms.CharField(
        label=_("Next step"), required=False, max_length=200, help_text=_("Becomes a task of whoever is chosen below.")
    )
    next_owner: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=_("Who does it"), queryset=None, required=False
    )
    next_on = forms.DateField(label=_("Before"), required=False)

    field_order = [
        "actor", "organisation", "counterpart", "country", "person", "met_on", "about", "initiative",
        "next_step", "next_owner", "next_on", "outcome", "value", "jobs",
    ]  # fmt: skip

    class Meta:
        model = Lead
        fields = ["actor", "organisation", "counterpart", "country", "person", "met_on", "about", "initiative"]
        fields += ["outcome", "value", "jobs"]
        field_classes = {"value": AmountField}
        widgets = {"about": forms.Textarea(attrs={"rows": 4}), "country": forms.Select}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, Any] = {
            "actor": LocalActor.objects.current(),
            "organisation": Organisation.objects.current(),
            "initiative": Initiative.objects.current(),
            "next_owner": colleagues().filter(is_active=True),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["country"].widget.choices = [("", "---------"), *country_choices()]
        task = self.instance.task
        if task and not task.done_at and not task.withdrawn_at:
            self.initial.update(next_step=task.title, next_owner=task.owner_id, next_on=task.due_on)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("next_step") and not answers.get("next_owner") and "next_owner" not in self.errors:
            self.add_error("next_owner", _("Choose who does it."))
        return answers

    @property
    def step(self) -> NextStep | None:
        answers = self.cleaned_data
        if not answers["next_step"]:
            return None
        return NextStep(answers["next_step"], answers["next_owner"], answers["next_on"])


class ActorPartForm(RecordedForm[ActorPart]):
    """Offers the local actors that do not take part yet."""

    class Meta:
        model = ActorPart
        fields = ["actor"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = ActorPart.objects.filter(initiative_id=self.instance.initiative_id).values("actor_id")
        self.fields["actor"].queryset = LocalActor.objects.current().exclude(pk__in=taken)  # type: ignore[attr-defined]


class LeadFilter(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What came of it"), required=False, choices=[("", _("All")), *Lead.Outcome.choices]
    )

    def apply(self, rows: QuerySet[Lead]) -> QuerySet[Lead]:
        outcome = self.cleaned_data.get("outcome")
        return rows.filter(outcome=outcome) if outcome else rows
