"""The official letter to the board."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from utblick.followup.models import Letter
from utblick.followup.models.letters import SECTIONS
from utblick.journal.forms import RecordedForm


class LetterForm(RecordedForm[Letter]):
    class Meta:
        model = Letter
        fields = ["sender", "officer", "addressee", "written_on", "case_number", *SECTIONS]
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in SECTIONS}
        help_texts = {"proposal": _("One point a line, each beginning with a hyphen.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposal"].required = True

    def facts(self) -> list[BoundField]:
        return [self[name] for name in ("sender", "officer", "addressee", "written_on", "case_number")]

    def sections(self) -> list[BoundField]:
        return [self[name] for name in SECTIONS]
