"""The form of a contact person at a local actor."""

from typing import Any

from utblick.actors.models import ContactPerson
from utblick.journal.forms import RecordedForm


class ContactPersonForm(RecordedForm[ContactPerson]):
    class Meta:
        model = ContactPerson
        fields = ["name", "title", "email", "phone", "purpose", "consent_on", "consent_how"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
