"""The form in which somebody abroad asks to come here, in five languages."""

from datetime import date
from typing import Any

from babel import Locale
from django import forms
from django.utils import timezone

from utblick.partners.documents.guests import words
from utblick.ui.countries import NEAR
from utblick.ui.lines import one_line

MOST_PEOPLE = 500
FIRST_TO_CHOOSE = (*NEAR, "DE", "AT", "EE", "LV", "LT", "PL", "NL")


class VisitForm(forms.Form):
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

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words(language)
        for name, label in LABELS.items():
            self.fields[name].label = self.words[label]
        for name, hint in HINTS.items():
            self.fields[name].help_text = self.words[hint]
        self._speak()
        self.fields["country"].choices = [("", self.words["choose"]), *_countries(language)]  # type: ignore[attr-defined]

    def _speak(self) -> None:
        """Errors in the guest's language: the product itself is not translated into all of them."""
        for name, field in self.fields.items():
            told = self.words[FAULTS.get(name, "too_long")]
            messages: dict[str, Any] = dict.fromkeys(field.error_messages, told)
            field.error_messages = messages | {"required": self.words["needed"]}
            for validator in field.validators:
                if hasattr(validator, "message"):
                    validator.message = told

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_organisation_name(self) -> str:
        return one_line(self.cleaned_data["organisation_name"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("first_day"), answers.get("last_day")
        if first and first < timezone.localdate():
            self.add_error("first_day", self.words["past"])
        if last and last < (first or date.min):
            self.add_error("last_day", self.words["wrong_order"])
        return answers


LABELS = {
    "name": "your_name",
    "organisation_name": "your_organisation",
    "country": "your_country",
    "email": "your_email",
    "people": "how_many",
    "first_day": "first_day",
    "last_day": "last_day",
    "topics": "topics",
}
HINTS = {"first_day": "day_hint", "topics": "topics_hint"}
FAULTS = {
    "country": "bad_choice",
    "email": "bad_email",
    "people": "bad_number",
    "first_day": "bad_day",
    "last_day": "bad_day",
}


def _countries(language: str) -> list[tuple[str, str]]:
    """Every country in the guest's language: those who come most often, then all by name."""
    names = {code: name for code, name in Locale(language).territories.items() if len(code) == 2 and code.isalpha()}
    first = [(code, names.pop(code)) for code in FIRST_TO_CHOOSE]
    return first + sorted(names.items(), key=lambda pair: pair[1])
