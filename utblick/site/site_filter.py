"""How a visitor narrows the list of vacant sites."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from utblick.establishment.models import VacantSite
from utblick.establishment.words import words
from utblick.ui.fields import AmountField, CountField


class SiteFilter(forms.Form):
    """What cannot be understood is passed over: nobody is refused for a wrong address."""

    kind = forms.ChoiceField(required=False)
    area = CountField(required=False)
    power = AmountField(required=False, max_digits=8)

    def __init__(self, *args: Any, language: str) -> None:
        super().__init__(*args)
        said = words(language)
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", said["any"]), *((kind, said[kind]) for kind in VacantSite.Kind.values)]
        for name, label in {"kind": "kind", "area": "least_area", "power": "least_power"}.items():
            self.fields[name].label = said[label]
        self.is_valid()

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, "cleaned_data", {}).values())

    def of(self, sites: QuerySet[VacantSite]) -> QuerySet[VacantSite]:
        answers = getattr(self, "cleaned_data", {})
        wanted = {"kind": "kind", "area": "area__gte", "power": "power__gte"}
        return sites.filter(**{wanted[name]: value for name, value in answers.items() if value})
