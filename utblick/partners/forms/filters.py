"""How the list of partners is narrowed."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from utblick.partners.models import Agreement, Organisation
from utblick.search.finding import find
from utblick.ui.countries import country_name


class OrganisationFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Organisation.Kind.choices])
    country = forms.ChoiceField(label=_("Country"), required=False)
    agreement = forms.ChoiceField(
        label=_("Agreement"), required=False, choices=[("", _("All")), *Agreement.Kind.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = Organisation.objects.current().order_by().values_list("country", flat=True).distinct()
        named = sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1])
        self.fields["country"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
        answers = {name: value for name, value in self.cleaned_data.items() if value}
        if words := answers.get("q"):
            rows = rows.filter(pk__in=[hit.object_id for hit in find(words, kind="partners.organisation")])
        if kind := answers.get("agreement"):
            standing = Agreement.objects.in_force().filter(kind=kind)
            rows = rows.filter(pk__in=standing.values("organisation_id"))
        return rows.filter(**{name: answers[name] for name in ("kind", "country") if name in answers})
