"""The forms of an organisation's contacts and persons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.journal.forms import RecordedForm
from utblick.partners.models import Contact, Person


class ContactForm(RecordedForm[Contact]):
    class Meta:
        model = Contact
        fields = ["kind", "happened_on", "subject", "present", "notes", "case_number"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 5})}


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
