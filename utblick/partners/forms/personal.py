"""What is asked before personal data is erased."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.journal.personal import Personal
from utblick.partners.erasing import hold_key, holds, key_of
from utblick.partners.mentioned import Mention
from utblick.partners.named_files import NamedFile

type Held = Personal | NamedFile | Mention


class EraseForm(forms.Form):
    rows = forms.MultipleChoiceField(
        label=_("What is held"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what is to be erased.")},
    )
    reason = forms.CharField(
        label=_("Why it is erased"),
        max_length=200,
        help_text=_("Stands in the audit trail. Write no name here: for example “The person has asked for it”."),
    )

    def __init__(self, *args: Any, held: Sequence[Held], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {key_of(row): row for row in held}
        self.fields["rows"].choices = [(key, str(row)) for key, row in self.held.items()]  # type: ignore[attr-defined]

    def clean_rows(self) -> list[str]:
        keys: list[str] = self.cleaned_data["rows"]
        held = holds(timezone.localdate())
        if found := [held[one] for key in keys if (one := hold_key(self.held[key])) in held]:
            told = {"day": found[0].until.isoformat(), "reason": found[0].reason}
            raise forms.ValidationError(_("Held back until %(day)s: %(reason)s. Lift the hold first."), params=told)
        return keys

    @property
    def chosen(self) -> list[Held]:
        return [self.held[key] for key in self.cleaned_data["rows"]]

    def ticked(self) -> list[tuple[str, Held, bool]]:
        """The boxes of what is held as such: key, row and whether it was ticked."""
        return [one for one in self._boxes() if not isinstance(one[1], Mention)]

    def ticked_texts(self) -> list[tuple[str, Held, bool]]:
        return [one for one in self._boxes() if isinstance(one[1], Mention)]

    def _boxes(self) -> list[tuple[str, Held, bool]]:
        answers = self["rows"].value() or []
        return [(key, row, key in answers) for key, row in self.held.items()]
