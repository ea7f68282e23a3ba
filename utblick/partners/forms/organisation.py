"""The form of an organisation: refuses a number that is taken, and asks once about a name that is nearly taken."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.accounts.people import colleagues
from utblick.accounts.validators import organisation_number
from utblick.journal.forms import RecordedForm
from utblick.partners.duplicates import alike
from utblick.partners.models import Organisation
from utblick.partners.regions import UnknownRegion, region_code
from utblick.ui.code_fields import LanguagesField
from utblick.ui.countries import country_choices


class OrganisationForm(RecordedForm[Organisation]):
    another = forms.BooleanField(
        label=_("This is another organisation than those above"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Organisation
        fields = [
            "name",
            "kind",
            "country",
            "place",
            "region",
            "organisation_number",
            "website",
            "languages",
            "description",
            "known_by",
            "known_by_unit",
            "contact_every",
            "latitude",
            "longitude",
            "description_en",
            "published",
        ]
        field_classes = {"languages": LanguagesField}
        widgets = {
            "country": forms.Select,
            "description": forms.Textarea(attrs={"rows": 4}),
            "description_en": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, may_publish: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alike: list[Organisation] = []
        self.fields["country"].widget.choices = [("", "---------"), *country_choices()]
        here = colleagues()
        self.fields["known_by"].queryset = here  # type: ignore[attr-defined]
        self.fields["known_by_unit"].queryset = Unit.objects.current()  # type: ignore[attr-defined]
        self.fields["region"].widget.attrs |= {"list": "regions", "data-width": "short", "autocomplete": "off"}
        # A name is longer than the code that it becomes.
        kept: Any = self.fields["region"]
        self.fields["region"] = forms.CharField(
            label=kept.label, help_text=kept.help_text, required=False, max_length=100, widget=kept.widget
        )
        kept.widget.attrs["maxlength"] = "100"
        for name in ("latitude", "longitude"):
            self.fields[name].localize = True
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal", "data-width": "short"})
            self.fields[name].widget.is_localized = True
        if not may_publish:
            del self.fields["published"]

    def clean_region(self) -> str:
        told = self.cleaned_data["region"]
        try:
            return region_code(told, self.cleaned_data.get("country", "")) if told else ""
        except UnknownRegion:
            raise forms.ValidationError(_("Neither a NUTS code of the country nor the name of a Nordic region."))

    def clean_country(self) -> str:
        code: str = self.cleaned_data["country"]
        if code not in dict(country_choices()):
            raise forms.ValidationError(_("Choose a country from the list."))
        return code

    def clean_organisation_number(self) -> str:
        number = organisation_number(self.cleaned_data["organisation_number"])
        taken = Organisation.objects.exclude(pk=self.instance.pk).filter(organisation_number=number).first()
        if number and taken:
            told = gettext("The number belongs to {} which is already in the register.")
            raise forms.ValidationError(format_html(told, linked(taken)), code="taken")
        return number

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        name, country = answers.get("name", ""), answers.get("country", "")
        if "name" in self.changed_data and not answers.get("another"):
            self.alike = alike(name, country=country, besides=self.instance.pk)
        if self.alike:
            self._ask_about_the_name()
        return answers

    def _ask_about_the_name(self) -> None:
        self.fields["another"].widget = forms.CheckboxInput()
        told = gettext("There is already {}. If this is another organisation, tick the box by the name and save again.")
        self.add_error("name", format_html(told, linked(self.alike[0])))


def linked(organisation: Organisation) -> str:
    return format_html('<a class="ds-link" href="{}">{}</a>', organisation.get_absolute_url(), organisation)
