"""The file of an import, and which of its columns holds what."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.partners.fates import FIELDS, label_of
from utblick.partners.models import Import, ImportRow, Organisation
from utblick.tables import MOST_COLUMNS, MOST_ROWS, Fault
from utblick.ui.countries import country_choices
from utblick.ui.fields import UploadField
from utblick.ui.kept import Resumable

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
    Fault.TOO_MANY_COLUMNS: gettext_lazy(
        "The file has more than %(most)s columns. Keep only those that tell of the organisations."
    ),
}


def fault_in_words(fault: Fault, count: int) -> str:
    most = MOST_COLUMNS if fault == Fault.TOO_MANY_COLUMNS else MOST_ROWS
    return str(FAULTS[fault]) % {"count": count, "most": most}


class FileForm(forms.Form):
    file = UploadField(label=gettext_lazy("File"), kinds=KINDS, megabytes=20, allow_empty_file=True)


class ColumnsForm(Resumable, forms.Form):
    """One question for each field: which column holds it?"""

    def __init__(self, *args: Any, found: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("no column")), *((str(n), _heading(n, text)) for n, text in enumerate(found.header))]
        for name in FIELDS:
            label = capfirst(label_of(name))
            initial = str(found.columns.get(name, ""))
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, initial=initial, required=name == "name"
            )
        self.fields["standard_kind"] = forms.ChoiceField(
            label=_("Kind for rows that do not say"), choices=Organisation.Kind.choices, initial=found.kind
        )
        countries = [("", _("no country")), *country_choices()]
        self.fields["standard_country"] = forms.ChoiceField(
            label=_("Country for rows that do not say"), choices=countries, initial=found.country, required=False
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        taken: dict[str, str] = {}
        for name in FIELDS:
            column = answers.get(name)
            if column and column in taken:
                self.add_error(
                    name, _("The same column as for %(other)s.") % {"other": self.fields[taken[column]].label}
                )
            taken.setdefault(column or "", name)
        return answers

    @property
    def columns(self) -> dict[str, int]:
        return {name: int(self.cleaned_data[name]) for name in FIELDS if self.cleaned_data[name]}


class FateFilter(forms.Form):
    fate = forms.ChoiceField(label=gettext_lazy("Fate"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(value, capfirst(label)) for value, label in ImportRow.Fate.choices]
        self.fields["fate"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
        fate = self.cleaned_data.get("fate")
        return rows.filter(fate=fate) if fate else rows


def _heading(number: int, text: str) -> str:
    return text or _("column %(number)s") % {"number": number + 1}
