"""The parts in one duty, a choice for each unit and role."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.duties.models import DutyPart
from utblick.journal.models import Superseded


class PartsForm(forms.Form):
    """`own`: the column that is responsible by the object's own fields as long as nobody else is chosen, where there is one.

    Told where somebody else has divided the duty since the form was opened: what it holds is every part.
    """

    before = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, columns: Sequence[tuple[str, str]], parts: Mapping[str, str], own: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.own, self.stands = own, " ".join(sorted(f"{column}={part}" for column, part in parts.items()))
        self.fields["before"].initial = self.stands
        for column, name in columns:
            choices = [("", _("No part")), *DutyPart.Part.choices]
            self.fields[column] = forms.ChoiceField(
                label=name, required=False, choices=choices, initial=parts.get(column, "")
            )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        before = answers.pop("before", "")
        if before and before != self.stands:
            self.add_error(None, Superseded.told())
            # So that a second, deliberate save goes through.
            self.data = {**{name: self.data.get(name) for name in self.data}, "before": self.stands}
        if self.own and not answers.get(self.own) and DutyPart.Part.RESPONSIBLE not in answers.values():
            told = _("It is responsible as long as nobody else is. Choose who is instead.")
            self.add_error(self.own if self.own in self.fields else None, told)
        return answers
