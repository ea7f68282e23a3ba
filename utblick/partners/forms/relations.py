"""The forms of what ties an organisation to the municipality: agreements, contacts, persons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Membership, User
from utblick.journal.forms import RecordedForm
from utblick.partners.models import Agreement, Contact, Person
from utblick.ui.fields import AmountField


class AgreementForm(RecordedForm[Agreement]):
    class Meta:
        model = Agreement
        fields = [
            "kind",
            "title",
            "purpose",
            "signed_on",
            "expires_on",
            "review_on",
            "ended_on",
            "yearly_fee",
            "owner",
            "decided_by",
            "decided_on",
            "section",
            "case_number",
        ]
        field_classes = {"yearly_fee": AmountField}
        widgets = {"kind": forms.RadioSelect, "purpose": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Agreement.Kind.choices  # type: ignore[attr-defined]
        here = User.objects.filter(memberships__in=Membership.objects.current()).distinct()
        self.fields["owner"].queryset = here  # type: ignore[attr-defined]


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
