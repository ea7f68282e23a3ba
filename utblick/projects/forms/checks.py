"""The forms of a check before a stage, of what is asked for before each, and of the evidence of a duty."""

from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.journal import clock
from utblick.journal.attachments import KINDS, keep
from utblick.journal.forms import DocumentField, RecordedForm
from utblick.projects.models import Check, Evidence, Requirements
from utblick.projects.models.checks import BEFORE, LONGEST


class CheckForm(RecordedForm[Check]):
    class Meta:
        model = Check
        fields = ["outcome", "on", "body", "section", "case_number", "reason"]
        help_texts = {
            "body": _("Where a board or committee has decided; otherwise leave it empty."),
            "section": _("As in the minutes, for example § 78."),
            "reason": _("Why it is skipped, or a note. It shows on the page of the project."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Unit.objects.current().filter(kind=Unit.Kind.BOARD)
        self.fields["body"].queryset = boards | Unit.objects.filter(pk=self.instance.body_id or 0)  # type: ignore[attr-defined]

    def clean_on(self) -> date | None:
        return _has_been(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("outcome") == Check.Outcome.SKIPPED and not answers.get("reason"):
            self.add_error("reason", _("Something can be skipped only with a reason."))
        if answers.get("outcome") == Check.Outcome.DONE and not answers.get("on") and "on" not in self.errors:
            self.add_error("on", _("Write the day on which it was done."))
        return answers


class RequirementsForm(RecordedForm[Requirements]):
    class Meta:
        model = Requirements
        fields = [
            *(one for one in Check.Subject.values if one != Check.Subject.OWN),
            *(f"own_{gate}" for gate in BEFORE),
        ]
        widgets = {f"own_{gate}": forms.Textarea(attrs={"rows": 2}) for gate in BEFORE}

    @property
    def choices(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("own_") and name != "revision"]

    @property
    def own(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("own_")]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        for gate in BEFORE:
            lines = (answers.get(f"own_{gate}") or "").splitlines()
            if any(len(line.strip()) > LONGEST for line in lines):
                self.add_error(f"own_{gate}", _("A line is longer than 200 characters. Say it shorter."))
        return answers


class EvidenceForm(RecordedForm[Evidence]):
    file = DocumentField(label=_("Document or picture"), kinds=KINDS, megabytes=20, required=False)

    class Meta:
        model = Evidence
        fields = ["done_on", "text", "link", "not_here"]

    field_order = ("done_on", "text", "link", "file", "not_here", "revision")

    def clean_done_on(self) -> date | None:
        return _has_been(self.cleaned_data["done_on"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("done_on") and answers.get("not_here"):
            self.add_error("not_here", _("Either it is fulfilled or it does not apply; not both."))
        shown = answers.get("text") or answers.get("link") or answers.get("file") or self.instance.document_id
        if answers.get("done_on") and not shown and "file" not in self.errors:
            self.add_error("text", _("Write what shows it, or attach a document, a picture or a link."))
        return answers

    @transaction.atomic
    def save(self, commit: bool = True) -> Evidence:
        if upload := self.cleaned_data["file"]:
            self.instance.document = keep(upload)
        return super().save(commit)


def _has_been(day: date | None) -> date | None:
    if day and day > timezone.localdate(clock.now()):
        raise forms.ValidationError(_("The day lies ahead. Write it down once it has happened."))
    return day
