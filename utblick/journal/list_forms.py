"""The file of a list that somebody hands in, and which of its columns holds what."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.journal.lists import List
from utblick.tables import MOST_COLUMNS, MOST_ROWS, Fault
from utblick.ui.fields import UploadField
from utblick.ui.kept import Resumable
from utblick.ui.templatetags.ui import number

KINDS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt")
FAULTS = {
    Fault.EMPTY: gettext_lazy("The file holds no table: a row of headings and rows below it are needed."),
    Fault.WRONG_KIND: gettext_lazy("This is no spreadsheet. Choose an Excel, OpenDocument or CSV file."),
    Fault.DAMAGED: gettext_lazy("The file is damaged and could not be opened. Save it anew and try again."),
    Fault.ENCRYPTED: gettext_lazy("The file is protected with a password. Save it without a password and try again."),
    Fault.MACROS: gettext_lazy(
        "The file carries macros, which are not let in. Save it as an ordinary workbook (.xlsx) or CSV."
    ),
    Fault.BOMB: gettext_lazy(
        "The file unpacks to far more than a list holds and was not opened. Save only the list in a new file."
    ),
    Fault.TOO_MANY_ROWS: gettext_lazy(
        "The file has %(count)s rows. At most %(most)s are taken at a time: part it into several files."
    ),
    Fault.TOO_MANY_COLUMNS: gettext_lazy("The file has more than %(most)s columns. Keep only those that are needed."),
}


def fault_in_words(fault: Fault, count: int) -> str:
    most = MOST_COLUMNS if fault == Fault.TOO_MANY_COLUMNS else MOST_ROWS
    return str(FAULTS[fault]) % {"count": number(count), "most": number(most)}


class FileForm(forms.Form):
    file = UploadField(label=gettext_lazy("File"), kinds=KINDS, megabytes=20, allow_empty_file=True)


class ColumnsForm(Resumable, forms.Form):
    """One question for each field: which column holds it? `labels`: what each is called, in order; "name" must be there."""

    def __init__(self, *args: Any, found: List, labels: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(labels)
        choices = [("", _("no column")), *((str(n), _heading(n, text)) for n, text in enumerate(found.header))]
        for name, called in labels.items():
            initial, label = str(found.columns.get(name, "")), capfirst(called)
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, initial=initial, required=name == "name"
            )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        taken: dict[str, str] = {}
        for name in self.asked:
            column = answers.get(name)
            if column and column in taken:
                self.add_error(
                    name, _("The same column as for %(other)s.") % {"other": self.fields[taken[column]].label}
                )
            taken.setdefault(column or "", name)
        return answers

    @property
    def columns(self) -> dict[str, int]:
        return {name: int(self.cleaned_data[name]) for name in self.asked if self.cleaned_data[name]}


def _heading(number: int, text: str) -> str:
    return text or _("column %(number)s") % {"number": number + 1}
