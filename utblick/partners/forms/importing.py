"""The file of an import, and which of its columns holds what."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.journal import list_forms
from utblick.partners.fates import FIELDS, label_of
from utblick.partners.models import Import, ImportRow, Organisation
from utblick.ui.countries import country_choices


class ColumnsForm(list_forms.ColumnsForm):
    def __init__(self, *args: Any, found: Import, **kwargs: Any) -> None:
        super().__init__(*args, found=found, labels={name: label_of(name) for name in FIELDS}, **kwargs)
        self.fields["standard_kind"] = forms.ChoiceField(
            label=_("Kind for rows that do not say"), choices=Organisation.Kind.choices, initial=found.kind
        )
        countries = [("", _("no country")), *country_choices()]
        self.fields["standard_country"] = forms.ChoiceField(
            label=_("Country for rows that do not say"), choices=countries, initial=found.country, required=False
        )


class FateFilter(forms.Form):
    fate = forms.ChoiceField(label=gettext_lazy("Fate"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(value, capfirst(label)) for value, label in ImportRow.Fate.choices]
        self.fields["fate"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
        fate = self.cleaned_data.get("fate")
        return rows.filter(fate=fate) if fate else rows
