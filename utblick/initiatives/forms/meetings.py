"""The forms of the meeting calendar."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.initiatives.calendar_files import MOST_DAYS, Told, meetings_in, of_body
from utblick.initiatives.models import Meeting
from utblick.initiatives.runway import day_for_papers
from utblick.journal.forms import RecordedForm
from utblick.ui.fields import UploadField

MOST_BYTES = 2 * 1024 * 1024


class MeetingForm(RecordedForm[Meeting]):
    """Moves a meeting; the day for papers goes with it, unless it is, or was, set by hand. `again`: from now on it goes with the
    meeting after all, so many days before."""

    again = forms.IntegerField(
        label=_("Or reckoned anew, so many days before the meeting"),
        required=False,
        min_value=0,
        max_value=60,
        help_text=_("Fill this in, and the day for papers is no longer set by hand: it goes with the meeting again."),
    )

    class Meta:
        model = Meeting
        fields = ["held_on", "papers_by"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers_by"].help_text = (
            _("Set by hand: it stays when the meeting moves.")
            if self.instance.papers_set_by_hand
            else _("It goes with the meeting, unless you change it.")
        )
        if not self.instance.papers_set_by_hand:
            del self.fields["again"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        day, days, again = answers.get("held_on"), self.instance.papers_days, answers.get("again")
        if day and again is not None:
            self.instance.papers_days, answers["papers_by"] = again, day_for_papers(day, again)
        elif "papers_by" in self.changed_data:
            self.instance.papers_days = None
        elif day and "held_on" in self.changed_data and days is not None:
            answers["papers_by"] = day_for_papers(day, days)
        return answers


class MeetingsForm(forms.Form):
    """Many days at once: pasted, or out of a calendar file."""

    body = forms.ModelChoiceField(Unit.objects.all(), label=_("Body"))
    days = forms.CharField(
        label=_("Days of the meetings"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One day a line, for example 2027-01-12. What else stands on the line is passed over."),
    )
    file = UploadField(
        kinds=(".ics", ".ical"),
        label=_("Or a calendar file"),
        required=False,
        help_text=_(
            "An iCal file (.ics) with the year's meetings. A newer file moves and cancels those of the one before. "
            "What it tells of other bodies is left."
        ),
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

    def clean_file(self) -> list[Told]:
        file = self.cleaned_data["file"]
        if not file:
            return []
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The calendar file is larger than 2 MB."))
        if told := meetings_in(file.read()):
            return told
        raise forms.ValidationError(
            _("No meetings can be read in the file. Choose an iCal file (.ics), or write the days.")
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        file = answers["file"] = self._of_the_body(answers)
        days = {*(answers.get("days") or []), *(one.day for one in file if one.day)}
        if not self.errors and not days and not file:
            self.add_error("days", _("Write at least one day, or choose a calendar file."))
        if len(days) > MOST_DAYS:
            self.add_error("days", _("That is more than 200 days. Enter a year at a time."))
        return answers

    def _of_the_body(self, answers: dict[str, Any]) -> list[Told]:
        file, body = answers.get("file") or [], answers.get("body")
        own = of_body(file, body, self.fields["body"].queryset) if body else file  # type: ignore[attr-defined]
        if file and not own:
            told = _("All meetings in the file are of other bodies than %(body)s. Choose the one that they are of.")
            self.add_error("body", forms.ValidationError(told, params={"body": body}))
        answers["others"] = len(file) - len(own)
        return own


def _no_day(line: str) -> date:
    told = _("“%(line)s” holds no day of the calendar. Write it as 2027-01-12.")
    raise forms.ValidationError(told, params={"line": line.strip()[:60]})
