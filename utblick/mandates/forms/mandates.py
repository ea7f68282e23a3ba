"""A point of the delegation list."""

from typing import Any

from utblick.accounts.models import Role, Unit, User
from utblick.accounts.people import colleagues
from utblick.journal.forms import RecordedForm
from utblick.mandates.models import Mandate
from utblick.ui.fields import AmountField, SectionField


class MandateForm(RecordedForm[Mandate]):
    class Meta:
        model = Mandate
        fields = [
            *("matter", "point", "holder", "unit", "role", "person", "up_to", "up_to_a_year", "conditions"),
            *("valid_from", "valid_to", "body", "decided_on", "section", "case_number"),
        ]
        field_classes = {"up_to": AmountField, "up_to_a_year": AmountField, "section": SectionField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units, known = Unit.objects.current(), self.instance
        offered: dict[str, Any] = {
            "unit": units | Unit.objects.filter(pk=known.unit_id or 0),
            "body": units.filter(kind=Unit.Kind.BOARD) | Unit.objects.filter(pk=known.body_id or 0),
            "person": colleagues() | User.objects.filter(pk=known.person_id or 0),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        role = self.fields["role"]
        role.choices = [one for one in role.choices if one[0] != Role.LOCAL_ACTOR]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What another kind of holder would need is not kept: the form shows all three."""
        answers = super().clean() or self.cleaned_data
        if answers.get("holder") != Mandate.Holder.PERSON:
            answers["person"] = None
        if answers.get("holder") != Mandate.Holder.ROLE:
            answers["role"] = ""
        if answers.get("holder") == Mandate.Holder.PERSON:
            answers["unit"] = None
        return answers
