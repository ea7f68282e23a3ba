"""A governing document: its import and the facts of its header."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.goals.documents import Fault
from utblick.goals.drafts import FACTS
from utblick.goals.importing import LONGEST_TEXT
from utblick.goals.models import PolicyDocument
from utblick.journal.forms import RecordedForm
from utblick.ui.fields import SectionField, UploadField

KINDS = (".pdf", ".docx", ".odt", ".txt", ".md")
FAULTS = {
    Fault.TOO_LARGE: _("The file is larger than 20 MB. Save it without pictures, or paste its text instead."),
    Fault.TOO_LARGE_UNPACKED: _(
        "The file unpacks to far more than a document holds and was not opened. Save it anew, or paste its text instead."
    ),
    Fault.WRONG_TYPE: _(
        "This is not a document that can be read here. "
        "Choose a PDF, Word (.docx), OpenDocument (.odt) or text file, or paste the text."
    ),
    Fault.ENCRYPTED: _("The file is protected with a password. Save it without a password and try again."),
    Fault.SCANNED: _(
        "The PDF holds pictures of pages and no text. Run it through text recognition (OCR) first, or paste the text."
    ),
    Fault.EMPTY: _("The file holds no text. Check that it is the right file, or paste the text."),
    Fault.DAMAGED: _(
        "The file is damaged and could not be opened. Save it anew from the program that it was written in."
    ),
}


class ImportForm(forms.Form):
    """A file or a pasted text, one of them."""

    file = UploadField(label=_("File"), kinds=KINDS, megabytes=20, required=False, allow_empty_file=True)
    text = forms.CharField(
        label=_("Or paste the text"),
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("The whole text, with its header: title, id number, by whom and when it was adopted."),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        upload, text = answers.get("file"), answers.get("text")
        if upload and text:
            self.add_error("text", _("You gave both a file and a text. Empty one of them."))
        elif not upload and not text and not self.errors:
            self.add_error("file", forms.ValidationError(_("Choose a file, or paste the text below."), code="nothing"))
        return answers


class FactsForm(RecordedForm[PolicyDocument]):
    """The facts of the header."""

    class Meta:
        model = PolicyDocument
        fields = list(FACTS)
        field_classes = {"section": SectionField}
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("adopted_on", "valid_from", "valid_until", "review_on")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A draft may wait for its title; what is in force has one.
        self.fields["title"].required = self.instance.status != PolicyDocument.Status.DRAFT

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("valid_from"), answers.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The document ends before it begins to be valid."))
        return answers
