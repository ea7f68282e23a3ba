"""What is asked when something is handed in: a file, what a table's columns hold, a page that somebody found."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.ui.fields import UploadField
from utblick.watch.cleaning import absolute
from utblick.watch.connectors import Kind, tables
from utblick.watch.models import Item

FIELDS = {
    "title": _("Title"),
    "link": _("Link"),
    "summary": _("Text"),
    "deadline": _("Deadline"),
    "published": _("Published"),
    "authority": _("Publisher or funder"),
    "programme": _("Programme"),
    "kind": _("Kind"),
    "budget": _("Amount"),
    "currency": _("Currency"),
    "identifier": _("Own number"),
}


class FileForm(forms.Form):
    file = UploadField(
        label=_("File"),
        kinds=(".csv", ".xlsx", ".xls", ".ods", ".tsv", ".ics", ".xml", ".zip", ".gz", ".tgz", ".tar"),
        help_text=_(
            "A table (CSV, Excel, OpenDocument), a calendar (iCal), or notices from TED as XML, one or many in a ZIP or TAR file. "
            "At most 20 MB."
        ),
    )


class ColumnsForm(forms.Form):
    """Which column of the table holds what."""

    def __init__(self, header: list[str], data: Any = None) -> None:
        super().__init__(data, initial={field: str(column) for field, column in tables.guessed(header).items()})
        choices = [("", _("– none –")), *((str(number), name) for number, name in enumerate(header))]
        for field, label in FIELDS.items():
            self.fields[field] = forms.ChoiceField(label=label, choices=choices, required=field == "title")
        self.fields["usual_kind"] = forms.ChoiceField(
            label=_("Rows that do not say what they are"), choices=Item.Kind.choices, initial=Item.Kind.CALL
        )

    def columns(self) -> dict[str, int]:
        return {field: int(self.cleaned_data[field]) for field in FIELDS if self.cleaned_data.get(field)}

    def guessed_columns(self) -> dict[str, int]:
        """What is proposed before anybody has answered."""
        return {field: int(column) for field, column in (self.initial or {}).items()}

    def kind(self) -> Kind:
        return cast(Kind, self.cleaned_data["usual_kind"])


class PageFoundForm(forms.Form):
    """A page that somebody found and wants looked at."""

    title = forms.CharField(label=_("Title"), max_length=300)
    url = forms.CharField(label=_("Address"), max_length=1000, widget=forms.TextInput(attrs={"inputmode": "url"}))
    text = forms.CharField(
        label=_("What it is about"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "The more it says, the better it is matched to your goals. Text that you had marked on the page stands here."
        ),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Item.Kind.choices, initial=Item.Kind.NEWS)
    deadline = forms.DateField(label=_("Deadline"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean_url(self) -> str:
        address = absolute(self.cleaned_data["url"].strip())
        if not address:
            raise forms.ValidationError(_("This is not a web address. Correct it."))
        return address
