"""What the public forms have in common: labels, hints and errors in the guest's language."""

from typing import Any, ClassVar

from babel import Locale
from django import forms

from utblick.ui.countries import NEAR
from utblick.ui.lines import one_line

FIRST_TO_CHOOSE = (*NEAR, "DE", "AT", "EE", "LV", "LT", "PL", "NL")


class GuestForm(forms.Form):
    """`labels`, `hints` and `faults` name the word of each field; `lines`: the fields that a line break has no place in."""

    labels: ClassVar[dict[str, str]]
    hints: ClassVar[dict[str, str]] = {}
    faults: ClassVar[dict[str, str]] = {}
    lines: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, said: dict[str, str], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = said
        for name, label in self.labels.items():
            self.fields[name].label = said[label]
        for name, hint in self.hints.items():
            self.fields[name].help_text = said[hint]
        self._speak()
        if "country" in self.fields:
            self.fields["country"].choices = [("", said["choose"]), *countries(language)]  # type: ignore[attr-defined]

    def _speak(self) -> None:
        """Errors in the guest's language: the product itself is not translated into all of them."""
        for name, field in self.fields.items():
            told = self.words[self.faults.get(name, "too_long")]
            messages: dict[str, Any] = dict.fromkeys(field.error_messages, told)
            field.error_messages = messages | {"required": self.words["needed"]}
            for validator in field.validators:
                if hasattr(validator, "message"):
                    validator.message = told

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        return answers | {name: one_line(answers[name]) for name in self.lines if name in answers}


def countries(language: str) -> list[tuple[str, str]]:
    """Every country in the guest's language: those who come most often, then all by name."""
    names = {code: name for code, name in Locale(language).territories.items() if len(code) == 2 and code.isalpha()}
    first = [(code, names.pop(code)) for code in FIRST_TO_CHOOSE]
    return first + sorted(names.items(), key=lambda pair: pair[1])
