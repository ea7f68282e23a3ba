"""A digest, from its period to its time."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.journal.forms import RecordedForm
from utblick.outreach.models import Audience, Digest, DigestEntry
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


class DigestForm(RecordedForm[Digest]):
    class Meta:
        model = Digest
        fields = ["subject", "subject_en", "introduction", "introduction_en", "audience", "public"]
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 5}),
            "introduction_en": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "subject_en": gettext_lazy("Where it is empty, who reads English gets the Swedish."),
            "public": gettext_lazy("Shown in the archive, the feed and the calendar once it is sent."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].queryset = Audience.objects.current()  # type: ignore[attr-defined]

    def clean_subject(self) -> str:
        return one_line(self.cleaned_data["subject"])

    def clean_subject_en(self) -> str:
        return one_line(self.cleaned_data["subject_en"])


class EntryForm(RecordedForm[DigestEntry]):
    """One entry's own lines, and whether it is told at all."""

    class Meta:
        model = DigestEntry
        fields = ["line", "line_en", "left_out"]
        widgets = {"line": forms.Textarea(attrs={"rows": 2}), "line_en": forms.Textarea(attrs={"rows": 2})}
        labels = {"left_out": gettext_lazy("Leave out")}

    def clean_line(self) -> str:
        return one_line(self.cleaned_data["line"])

    def clean_line_en(self) -> str:
        return one_line(self.cleaned_data["line_en"])


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
