"""The forms of a contact and of what belongs to it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from utblick.accounts.people import colleagues
from utblick.journal.forms import RecordedForm
from utblick.partners.models import Contact, Gift, Guest, GuestLanguage, Organisation, ProgrammePoint, Promise
from utblick.search.finding import find
from utblick.ui.fields import AmountField, CountField

EARLIEST = 10  # years back to choose from


class ContactForm(RecordedForm[Contact]):
    class Meta:
        model = Contact
        fields = [
            *("kind", "happened_on", "ends_on", "subject", "place", "purpose", "present", "notes", "owner"),
            *("languages", "protocol", "guest_language", "case_number"),
        ]
        widgets = {
            "notes": forms.Textarea(attrs={"rows": 5}),
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "protocol": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues()  # type: ignore[attr-defined]
        self.fields["guest_language"].required = False

    def clean_guest_language(self) -> str:
        return self.cleaned_data["guest_language"] or GuestLanguage.ENGLISH


class GuestForm(RecordedForm[Guest]):
    class Meta:
        model = Guest
        fields = ["side", "position", "name", "title", "note"]
        field_classes = {"position": CountField}
        widgets = {"side": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = Guest.Side.choices  # type: ignore[attr-defined]


class GiftForm(RecordedForm[Gift]):
    class Meta:
        model = Gift
        fields = ["direction", "what", "value", "person", "kept"]
        field_classes = {"value": AmountField}
        widgets = {"direction": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["direction"].choices = Gift.Direction.choices  # type: ignore[attr-defined]


class PromiseForm(RecordedForm[Promise]):
    class Meta:
        model = Promise
        fields = ["side", "text", "owner", "due_on"]
        widgets = {"side": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = Promise.Side.choices  # type: ignore[attr-defined]
        self.fields["owner"].queryset = colleagues()  # type: ignore[attr-defined]


class ProgrammePointForm(RecordedForm[ProgrammePoint]):
    class Meta:
        model = ProgrammePoint
        fields = ["day", "starts_at", "ends_at", "what", "what_for_guests", "place", "host"]
        widgets = dict.fromkeys(["starts_at", "ends_at"], forms.TimeInput(format="%H:%M"))


class ContactFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Contact.Kind.choices])
    year = forms.ChoiceField(label=_("Year"), required=False)
    partner = forms.TypedChoiceField(label=_("With"), required=False, coerce=int, empty_value=None)
    promises = forms.ChoiceField(
        label=_("Promises"), required=False, choices=[("", _("All")), ("open", _("Not kept yet"))]
    )

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in range(this_year + 1, this_year - EARLIEST, -1)]
        self.fields["year"].choices = [("", _("All")), *years]  # type: ignore[attr-defined]
        partners = Organisation.objects.current().filter(contacts__withdrawn_at=None, contacts__isnull=False)
        named = partners.order_by("name").distinct().values_list("pk", "name")
        self.fields["partner"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Contact]) -> QuerySet[Contact]:
        answers = {name: value for name, value in self.cleaned_data.items() if value}
        if words := answers.get("q"):
            rows = rows.filter(pk__in=[hit.object_id for hit in find(words, kind="partners.contact")])
        if answers.get("promises"):
            rows = rows.filter(pk__in=Promise.objects.open().values("contact"))
        exact = {"kind": "kind", "year": "happened_on__year", "partner": "organisation"}
        return rows.filter(**{field: answers[name] for name, field in exact.items() if name in answers})
