"""The forms of an organisation's persons."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.journal.forms import RecordedForm
from utblick.partners.models import Person, Silence
from utblick.partners.terms import plus_months


class PersonForm(RecordedForm[Person]):
    class Meta:
        model = Person
        fields = ["name", "title", "email", "phone", "language", "purpose", "legal_basis", "verified_on"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not answers.get("email") and not answers.get("phone") and not self.errors:
            self.add_error(
                "email", _("Write an e-mail address or a telephone number: without either there is no contact.")
            )
        return answers


# After so many months it is asked again, where no day is chosen: what has no day is forgotten.
ASK_AGAIN = {Silence.Verdict.REVIVE: 2, Silence.Verdict.REST: 12}


class SilenceForm(RecordedForm[Silence]):
    class Meta:
        model = Silence
        fields = ["verdict", "until", "note"]
        widgets = {"verdict": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "until": _(
                "When it is time to ask again, if nothing has happened. Empty: in two months for a relation that is revived, "
                "in a year for one that rests."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = Silence.Verdict.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        verdict, until = answers.get("verdict"), answers.get("until")
        if verdict in ASK_AGAIN and not until and "until" not in self.errors:
            answers["until"] = plus_months(timezone.localdate(), ASK_AGAIN[verdict])
        if until and until <= timezone.localdate():
            self.add_error("until", _("Choose a day that is still to come."))
        return answers
