"""The parts in one duty, a choice for each unit and role."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.duties.models import DutyPart


class PartsForm(forms.Form):
    def __init__(self, *args: Any, columns: Sequence[tuple[str, str]], parts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column, name in columns:
            choices = [("", _("No part")), *DutyPart.Part.choices]
            self.fields[column] = forms.ChoiceField(
                label=name, required=False, choices=choices, initial=parts.get(column, "")
            )
