"""What is asked about a vacant site, its pictures, and how the list is narrowed."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from utblick.establishment.models import SitePicture, VacantSite
from utblick.establishment.pictures import PictureField
from utblick.journal.forms import RecordedForm
from utblick.partners.models import GuestLanguage
from utblick.search.finding import find
from utblick.ui.fields import AmountField, CountField

TRANSLATED = tuple((code, name) for code, name in GuestLanguage.choices if code != "sv")
MOST_DESCRIPTION = 5_000
FIGURE = forms.TextInput(attrs={"inputmode": "decimal", "data-width": "short"})


class VacantSiteForm(RecordedForm[VacantSite]):
    """With the name and the description in each language that the public pages have."""

    class Meta:
        model = VacantSite
        fields = [
            *("name", "kind", "state", "place", "description"),
            *("area", "price", "terms", "available_from"),
            *("power", "water", "broadband", "zoning"),
            *("road_km", "rail_km", "harbour_km", "airport_km", "latitude", "longitude"),
            *("owner_name", "owner_email", "owner_phone", "shows_owner", "published"),
        ]
        field_classes = {
            "price": AmountField,
            "area": CountField,
            **dict.fromkeys(("road_km", "rail_km", "harbour_km", "airport_km"), CountField),
        }
        localized_fields = ("power", "latitude", "longitude")
        widgets = {
            "description": forms.Textarea(attrs={"rows": 5}),
            **dict.fromkeys(("power", "latitude", "longitude"), FIGURE),
        }

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["published"]
        for code, _language in TRANSLATED:
            said = self.instance.translations.get(code, {})
            self.fields[f"name_{code}"] = forms.CharField(label=_("Name"), max_length=150, required=False)
            self.fields[f"description_{code}"] = forms.CharField(
                label=_("Description"),
                max_length=MOST_DESCRIPTION,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5, "lang": code}),
            )
            self.initial.update({f"{field}_{code}": said.get(field, "") for field in ("name", "description")})

    def translated(self) -> list[tuple[Any, Any, Any]]:
        """Each language with its two fields, for the page."""
        return [(language, self[f"name_{code}"], self[f"description_{code}"]) for code, language in TRANSLATED]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("shows_owner") and not answers.get("owner_name"):
            self.add_error("owner_name", _("Write who it is that is shown."))
        told = {code: self._said(code, answers) for code, _language in TRANSLATED}
        self.instance.translations = {code: said for code, said in told.items() if said}
        return answers

    def _said(self, code: str, answers: dict[str, Any]) -> dict[str, str]:
        return {field: text for field in ("name", "description") if (text := answers.get(f"{field}_{code}"))}


class VacantSiteFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *VacantSite.Kind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *VacantSite.State.choices])

    def apply(self, rows: QuerySet[VacantSite]) -> QuerySet[VacantSite]:
        answers = {name: value for name, value in self.cleaned_data.items() if value}
        if words := answers.pop("q", ""):
            rows = rows.filter(pk__in=[hit.object_id for hit in find(words, kind="establishment.vacantsite")])
        return rows.filter(**answers)


class PictureForm(forms.Form):
    """A picture with what it shows, in each language."""

    file = PictureField(label=_("Picture"))

    def __init__(self, *args: Any, picture: SitePicture | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if picture:
            del self.fields["file"]
        for code, language in (("sv", GuestLanguage("sv").label), *TRANSLATED):
            self.fields[f"alt_{code}"] = forms.CharField(
                label=_("What the picture shows, in %(language)s") % {"language": str(language).lower()},
                max_length=250,
                required=code == "sv",
                initial=picture.alts.get(code, "") if picture else "",
            )
        self.fields["alt_sv"].help_text = _("Read out to those who do not see the picture. Say what is there.")

    @property
    def alts(self) -> dict[str, str]:
        told = {code: self.cleaned_data[f"alt_{code}"] for code in GuestLanguage.values}
        return {code: text for code, text in told.items() if text}
