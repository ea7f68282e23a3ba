"""To whom newsletters go."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.accounts.models import Role, Unit
from utblick.actors.models import LocalActor
from utblick.goals.models import Goal
from utblick.journal.forms import RecordedForm
from utblick.outreach.models import Audience, Interest

GROUPS = ("members", "actors", "outsiders")
ROLES = [(role.value, role.label) for role in Role if role != Role.LOCAL_ACTOR]


def several(label: Any, choices: Any = (), hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=hint
    )


class AudienceForm(RecordedForm[Audience]):
    roles = several(gettext_lazy("Roles"), ROLES)
    units = several(gettext_lazy("Units"), hint=gettext_lazy("With all that belong to them."))
    kinds = several(gettext_lazy("Kinds of local actors"), LocalActor.Kind.choices)
    interests = several(
        gettext_lazy("Areas of interest"),
        Interest.choices,
        gettext_lazy("Of subscribers and contact persons. Who has chosen no area wants to read of all."),
    )
    goals = several(
        gettext_lazy("Goals"),
        hint=gettext_lazy(
            "Those who work here: the responsible unit, and who owns an initiative for the goal. Local actors: "
            "those who share a concept or keyword with it."
        ),
    )

    class Meta:
        model = Audience
        fields = ["name", *GROUPS, "roles", "units", "kinds", "industry", "interests", "goals"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("units", Unit.objects.current().order_by("name"))
        self._offer("goals", Goal.objects.in_force())

    def _offer(self, name: str, rows: Any) -> None:
        """What there is to choose, and what was chosen of it; what has been withdrawn since is no longer asked for."""
        field: Any = self.fields[name]
        field.choices = [(str(row.pk), str(row)) for row in rows]
        self.initial[name] = [str(one["id"]) for one in getattr(self.instance, name)]

    def _named(self, name: str) -> list[dict[str, Any]]:
        field: Any = self.fields[name]
        labels = dict(field.choices)
        return [{"id": int(key), "label": labels[key]} for key in self.cleaned_data[name]]

    def clean_units(self) -> list[dict[str, Any]]:
        return self._named("units")

    def clean_goals(self) -> list[dict[str, Any]]:
        return self._named("goals")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not any(answers.get(group) for group in GROUPS):
            self.add_error("members", _("Choose at least one group."))
        return answers
