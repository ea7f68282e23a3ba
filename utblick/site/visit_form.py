"""The form in which somebody abroad asks to come here, in five languages."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from utblick.partners.documents.guests import words
from utblick.site.guest_form import GuestForm

MOST_PEOPLE = 500


class VisitForm(GuestForm):
    name = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    organisation_name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"}))
    country = forms.ChoiceField()
    email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    people = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_PEOPLE, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    first_day = forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=forms.DateInput)
    last_day = forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=forms.DateInput)
    topics = forms.CharField(max_length=4_000, widget=forms.Textarea(attrs={"rows": 6}))

    labels = {
        "name": "your_name",
        "organisation_name": "your_organisation",
        "country": "your_country",
        "email": "your_email",
        "people": "how_many",
        "first_day": "first_day",
        "last_day": "last_day",
        "topics": "topics",
    }
    hints = {"first_day": "day_hint", "topics": "topics_hint"}
    faults = {
        "country": "bad_choice",
        "email": "bad_email",
        "people": "bad_number",
        "first_day": "bad_day",
        "last_day": "bad_day",
    }
    lines = ("name", "organisation_name")

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, said=words(language), language=language, **kwargs)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        first, last = answers.get("first_day"), answers.get("last_day")
        if first and first < timezone.localdate():
            self.add_error("first_day", self.words["past"])
        if last and last < (first or date.min):
            self.add_error("last_day", self.words["wrong_order"])
        return answers
