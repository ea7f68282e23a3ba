"""A digest, from its period to its time."""

from copy import deepcopy
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.journal.forms import RecordedForm
from utblick.outreach.models import Audience, Digest, DigestEntry
from utblick.partners.models import GuestLanguage
from utblick.ui.lines import one_line


class NewDigestForm(RecordedForm[Digest]):
    class Meta:
        model = Digest
        fields = ["audience", "starts_on", "ends_on"]
        labels = {"starts_on": gettext_lazy("Tell what has happened from"), "ends_on": gettext_lazy("to and including")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].queryset = Audience.objects.current()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("starts_on"), answers.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day cannot be before the first."))
        return answers


OTHERS = tuple((code, name) for code, name in GuestLanguage.choices if code not in ("sv", "en"))
"""Beside the Swedish and the English, which have columns of their own."""


class DigestForm(RecordedForm[Digest]):
    """With the subject and the introduction in each language that readers can choose."""

    class Meta:
        model = Digest
        fields = ["subject", "subject_en", "introduction", "introduction_en", "audience", "public"]
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 5}),
            "introduction_en": forms.Textarea(attrs={"rows": 4, "lang": "en"}),
        }
        labels = {"subject_en": gettext_lazy("Subject"), "introduction_en": gettext_lazy("Introduction")}
        help_texts = {"public": gettext_lazy("Shown in the archive, the feed and the calendar once it is sent.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].queryset = Audience.objects.current()  # type: ignore[attr-defined]
        for code, _name in OTHERS:
            said = self.instance.translations.get(code, {})
            for field in ("subject", "introduction"):
                self.fields[f"{field}_{code}"] = _same(self.fields[f"{field}_en"], code)
                self.initial[f"{field}_{code}"] = said.get(field, "")

    def translated(self) -> list[tuple[str, Any, Any, Any]]:
        """Each language but the Swedish, with its name and its two fields, for the page."""
        codes = [("en", GuestLanguage.ENGLISH.label), *OTHERS]
        return [(code, name, self[f"subject_{code}"], self[f"introduction_{code}"]) for code, name in codes]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        answers |= {name: one_line(text) for name, text in answers.items() if name.startswith("subject")}
        told = {code: self._said(code, answers) for code, _name in OTHERS}
        self.instance.translations = {code: said for code, said in told.items() if said}
        return answers

    def _said(self, code: str, answers: dict[str, Any]) -> dict[str, str]:
        return {field: text for field in ("subject", "introduction") if (text := answers.get(f"{field}_{code}"))}


class EntryForm(RecordedForm[DigestEntry]):
    """One entry's own lines, and whether it is told at all."""

    class Meta:
        model = DigestEntry
        fields = ["line", "line_en", "left_out"]
        widgets = {
            "line": forms.Textarea(attrs={"rows": 2}),
            "line_en": forms.Textarea(attrs={"rows": 2, "lang": "en"}),
        }
        labels = {"line_en": GuestLanguage.ENGLISH.label, "left_out": gettext_lazy("Leave out")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in OTHERS:
            self.fields[f"line_{code}"] = _same(self.fields["line_en"], code)
            self.fields[f"line_{code}"].label = name
            self.initial[f"line_{code}"] = self.instance.line_in.get(code, "")

    def translated(self) -> list[Any]:
        return [self[f"line_{code}"] for code in ("en", *dict(OTHERS))]

    def is_written(self) -> bool:
        return any(field.value() or field.errors for field in [self["line"], *self.translated()])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        answers |= {name: one_line(text) for name, text in answers.items() if name.startswith("line")}
        told = {code: answers.get(f"line_{code}", "") for code, _name in OTHERS}
        self.instance.line_in = {code: text for code, text in told.items() if text}
        return answers


def _same(field: forms.Field, language: str) -> forms.Field:
    """The same field in another language."""
    twin = deepcopy(field)
    twin.widget.attrs["lang"] = language
    return twin


class SendForm(forms.Form):
    at = forms.DateTimeField(
        label=gettext_lazy("Day and time"),
        # Stands apart on the page, but goes with what is written there: to send is to save first.
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "form": "write"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError(_("Choose a time that is still to come."))
        return at
