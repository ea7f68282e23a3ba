"""The forms of the meeting calendar."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.initiatives.models import Meeting
from utblick.journal.forms import RecordedForm
from utblick.watch.connectors import calendars
from utblick.watch.errors import Trouble

MOST_DAYS = 200
MOST_BYTES = 2 * 1024 * 1024


class MeetingForm(RecordedForm[Meeting]):
    class Meta:
        model = Meeting
        fields = ["held_on", "papers_by"]


class MeetingsForm(forms.Form):
    """Many days at once: pasted, or out of a calendar file."""

    body = forms.ModelChoiceField(Unit.objects.all(), label=_("Body"))
    days = forms.CharField(
        label=_("Days of the meetings"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One day a line, for example 2027-01-12. What else stands on the line is passed over."),
    )
    file = forms.FileField(
        label=_("Or a calendar file"), required=False, help_text=_("An iCal file (.ics) with the year's meetings.")
    )
    papers_days = forms.IntegerField(
        label=_("Papers are handed in so many days before"), min_value=0, max_value=60, initial=10
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Unit.objects.current().filter(kind=Unit.Kind.BOARD)  # type: ignore[attr-defined]

    def clean_days(self) -> list[date]:
        return [self._day(line) for line in self.cleaned_data["days"].splitlines() if line.strip()]

    def _day(self, line: str) -> date:
        found = re.search(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", line)
        try:
            return date(*(int(part) for part in found.groups())) if found else _no_day(line)
        except ValueError:
            return _no_day(line)

    def clean_file(self) -> list[date]:
        file = self.cleaned_data["file"]
        if not file:
            return []
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The calendar file is larger than 2 MB."))
        return days_in_calendar(file.read())

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        days = {*(answers.get("days") or []), *(answers.get("file") or [])}
        if not self.errors and not days:
            self.add_error("days", _("Write at least one day, or choose a calendar file."))
        if len(days) > MOST_DAYS:
            self.add_error("days", _("That is more than 200 days. Enter a year at a time."))
        return {**answers, "every_day": sorted(days)}


def _no_day(line: str) -> date:
    told = _("“%(line)s” holds no day of the calendar. Write it as 2027-01-12.")
    raise forms.ValidationError(told, params={"line": line.strip()[:60]})


def days_in_calendar(content: bytes) -> list[date]:
    """The days on which something begins. Raises ValidationError for what is no calendar."""
    try:
        events = [event for one in calendars.opened(content) for event in one.walk("VEVENT")]
    except Trouble:
        events = []
    begun = [timezone.localdate(at) for event in events if (at := calendars.instant(event, "DTSTART"))]
    if not begun:
        raise forms.ValidationError(
            _("No meetings can be read in the file. Choose an iCal file (.ics), or write the days.")
        )
    return begun
