"""What the forms about a local actor have in common: codes, read from what people write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.actors.sni import UnknownCode, sni_code, written
from utblick.ui.code_fields import CountriesField, LanguagesField

FACTS = ["name", "kind", "organisation_number", "sni", "industry", "size", "place", "website", "description"]
ABROAD = ["languages", "markets", "markets_wanted", "experience"]


class SniField(forms.CharField):
    """ "16.231", or the code with its name after it, as registers write it."""

    default_error_messages = {"unknown": _("No code of SNI begins so. Write two to five digits, for example 16.231.")}

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.widget.attrs |= {"data-width": "short", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, str) and value.isdigit() else value

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return sni_code(text) if text else ""
        except UnknownCode:
            raise forms.ValidationError(self.error_messages["unknown"], "unknown")


FIELD_CLASSES = {
    "sni": SniField,
    "languages": LanguagesField,
    "markets": CountriesField,
    "markets_wanted": CountriesField,
}
# Said to the actor itself.
OWN_HELP = {
    "languages": _("That you can work in, for example Norwegian, English."),
    "markets": _("Countries that you sell to or work with."),
    "markets_wanted": _("Countries that you want to reach."),
    "experience": _("What have you tried? It may be nothing."),
}
