"""Form fields in which countries and languages are written by name and kept as codes with spaces between."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.ui.countries import UnknownCountry, country_codes, country_names
from utblick.ui.languages import UnknownLanguage, language_codes, language_names

LONGEST_TEXT = 1_000


class CodesField(forms.CharField):
    """What both have in common. `max_length` is that of the codes; names are longer."""

    codes: Callable[[str], list[str]]
    names: Callable[[Sequence[str]], str]
    told_as_codes: re.Pattern[str]

    default_error_messages = {"too_many": _("Those are too many. Name the most important ones.")}

    def __init__(self, *, max_length: int | None = 200, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_TEXT, **kwargs)
        self.most = max_length or LONGEST_TEXT

    def prepare_value(self, value: Any) -> Any:
        is_codes = isinstance(value, str) and self.told_as_codes.fullmatch(value)
        return type(self).names(value.split()) if is_codes else value

    def clean(self, value: Any) -> str:
        try:
            codes = " ".join(type(self).codes(super().clean(value)))
        except (UnknownCountry, UnknownLanguage) as error:
            raise forms.ValidationError(self.error_messages["unknown"], "unknown", {"word": error})
        if len(codes) > self.most:
            raise forms.ValidationError(self.error_messages["too_many"], "too_many")
        return codes


class CountriesField(CodesField):
    codes = staticmethod(country_codes)
    names = staticmethod(country_names)
    told_as_codes = re.compile(r"[A-Z]{2}( [A-Z]{2})*")
    default_error_messages = {"unknown": _("“%(word)s” is no country that we know. Separate several with commas.")}


class LanguagesField(CodesField):
    codes = staticmethod(language_codes)
    names = staticmethod(language_names)
    told_as_codes = re.compile(r"[a-z]{2,3}( [a-z]{2,3})*")
    default_error_messages = {"unknown": _("“%(word)s” is no language that we know. Separate several with commas.")}
