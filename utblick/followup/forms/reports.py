"""Forms of the follow-up."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.followup.contents import Part
from utblick.followup.models import Report, ReportSection
from utblick.followup.paper import draft_of
from utblick.journal import clock
from utblick.journal.forms import RecordedForm

LONGEST_DAYS = 5 * 366


class ReportForm(RecordedForm[Report]):
    class Meta:
        model = Report
        fields = ["title", "starts_on", "ends_on", "language", "case_number"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and (last - first).days > LONGEST_DAYS:
            raise ValidationError({"ends_on": _("A report covers at most five years.")})
        if first and first > timezone.localdate(clock.now()):
            raise ValidationError({"starts_on": _("The period has not begun. A report tells what has been done.")})
        return values

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class SectionForm(RecordedForm[ReportSection]):
    """Begins with the draft until somebody has written."""

    class Meta:
        model = ReportSection
        fields = ["heading", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 18})}

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heading"].required = True
        section = self.instance
        if not section.pk or section.withdrawn_at:
            self.initial.update(heading=part["heading"], text=draft_of(part))
        else:
            self.initial["heading"] = section.heading or part["heading"]

    def save(self, commit: bool = True) -> ReportSection:
        self.instance.withdrawn_at = None
        return super().save(commit)
