"""Form fields that read what Swedish officers write, and answer kindly when they cannot."""

import re
from decimal import Decimal, InvalidOperation
from pathlib import PurePath
from typing import IO, Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy, gettext_noop
from django.utils.translation import gettext_lazy as _

from utblick.files.scanning import Infected, ScannerAway, scan

UNITS = {"SEK": gettext_lazy("kr"), "EUR": "€"}
MINUS_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-"})
# Django's own words, said more kindly in this room's catalogue, which comes before Django's.
KINDER = (
    gettext_noop("Enter a valid date."),
    gettext_noop("This field is required."),
    gettext_noop("- Select an option -"),
)


class Ambiguous(ValueError):
    """ "1.234" may be twelve hundred or a little more than one."""


def decimal_from(text: str) -> Decimal:
    """The number in "1 234,50", "1234.50", "1.234.567", "-3 kr" or "€ 20". Raises Ambiguous or ValueError."""
    digits = re.sub(r"\s|kr|sek|eur|€|:-", "", text.translate(MINUS_SIGNS).casefold())
    if not re.fullmatch(r"-?\d[\d.,]*", digits):
        raise ValueError(text)
    try:
        return Decimal(_with_point(digits))
    except InvalidOperation as error:
        raise ValueError(text) from error


def _with_point(digits: str) -> str:
    """The same number with a decimal point and no thousands separators."""
    marks = [sign for sign in digits if sign in ".,"]
    if not marks:
        return digits
    last = marks[-1]
    whole, _sep, rest = digits.rpartition(last)
    if len(marks) > 1 and len(set(marks)) == 1:
        if not re.fullmatch(rf"-?\d{{1,3}}(\{last}\d{{3}})+", digits):
            raise ValueError(digits)
        return digits.replace(last, "")
    if len(marks) == 1 and len(rest) == 3:
        raise Ambiguous(digits)
    return f"{re.sub('[.,]', '', whole)}.{rest or '0'}"


class AmountField(forms.DecimalField):
    """Money. Accepts spaces of all kinds between thousands, comma or point before the decimals; gives a Decimal."""

    default_error_messages = {
        "invalid": _("Write an amount in figures, for example 1 234,50."),
        "ambiguous": _("It is unclear whether this is thousands or decimals. Write for example 1 234 or 1,23."),
        "min_value": _("The amount cannot be below %(limit_value)s."),
        "max_decimal_places": _("Write at most %(max)s decimals."),
        "max_digits": _("The amount is too large: write at most %(max)s figures."),
        "max_whole_digits": _("The amount is too large: write at most %(max)s figures."),
    }
    widget = forms.TextInput

    def __init__(self, *, currency: str = "SEK", **options: Any) -> None:
        options = {"max_digits": 14, "decimal_places": 2, "min_value": 0, **options}
        super().__init__(**options)
        self.unit = UNITS.get(currency, currency)
        if not self.decimal_places:
            self.error_messages["max_decimal_places"] = _("Write a whole amount, without decimals.")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values or isinstance(value, int | float | Decimal):
            return super().to_python(value)
        try:
            return decimal_from(str(value))
        except Ambiguous:
            raise forms.ValidationError(self.error_messages["ambiguous"], code="ambiguous")
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        """A stored amount as it is written here: 1 234,50, and 1 234 when there are no öre."""
        if not isinstance(value, Decimal):
            return value
        decimals = 0 if value == value.to_integral_value() else self.decimal_places
        return number_format(value, decimals, use_l10n=True, force_grouping=True)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "data-width": "short"}

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except forms.ValidationError:
            return True


class PercentField(AmountField):
    """A part of something, from nought to a hundred per cent."""

    default_error_messages = {
        "invalid": _("Write a per cent in figures, for example 60 or 62,5."),
        "min_value": _("A per cent cannot be below %(limit_value)s."),
        "max_value": _("A per cent cannot be above %(limit_value)s."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": 5, "max_value": 100, **options})
        self.unit = "%"


def _ungrouped(text: str) -> str:
    """Without what stands between thousands: "40.000" is forty thousand, also where Django would read forty."""
    digits = re.sub(r"\s", "", text)
    return re.sub("[.,]", "", digits) if re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits) else digits


class CountField(forms.IntegerField):
    """How many: people, days, visits. Spaces between thousands are fine; never negative."""

    default_error_messages = {
        "invalid": _("Write a whole number in figures, for example 12."),
        "min_value": _("The number cannot be below %(limit_value)s."),
    }
    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": 2_147_483_647, **options})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_ungrouped(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off", "data-width": "short"}


class SectionField(forms.CharField):
    """The number of a section of minutes: 78 of "§ 78", as it is kept; the sign is set wherever it is shown."""

    def to_python(self, value: Any) -> str:
        return re.sub(r"^[§\s]+", "", super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not re.search(r"\d", value):
            raise forms.ValidationError(_("Write the number of the section, for example 78."), code="invalid")


VIRUS = _(
    "“%(name)s” holds a virus (%(virus)s) and was not taken in. "
    "Delete the file, and tell your IT support where it came from."
)
UNSEEN = _(
    "Files cannot be checked for viruses just now, so “%(name)s” was not taken in. "
    "Try again in a while; what you wrote is still here."
)


def pass_scanner(upload: UploadedFile[Any]) -> None:
    """Raises ValidationError where the virus scanner finds something, or does not answer."""
    try:
        scan(cast("IO[bytes]", upload), upload.name or "")
    except Infected as found:
        raise forms.ValidationError(VIRUS, "virus", {"name": upload.name, "virus": str(found)}) from found
    except ScannerAway as error:
        raise forms.ValidationError(UNSEEN, "unseen", {"name": upload.name}) from error


class UploadField(forms.FileField):
    """A file of stated kinds and size. The limits are told in the hint, and again when one is passed.

    It has passed the virus scanner, where there is one, before anybody reads it: every form that takes a file takes it so.
    """

    default_error_messages = {
        "kind": _("“%(name)s” is not a file of the right kind. Choose one of: %(kinds)s."),
        "size": _("“%(name)s” is %(size)s MB. The largest size is %(limit)s MB."),
    }

    def __init__(self, *, kinds: tuple[str, ...], megabytes: int = 20, **options: Any) -> None:
        self.kinds, self.megabytes = kinds, megabytes
        super().__init__(**options)
        if not options.get("help_text"):
            self.help_text = _("Kinds: %(kinds)s. Largest size: %(limit)s MB.") % self._limits()

    def _limits(self) -> dict[str, Any]:
        return {"kinds": ", ".join(kind.lstrip(".").upper() for kind in self.kinds), "limit": self.megabytes}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ",".join(self.kinds)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            self._check(upload)
            pass_scanner(upload)
        return upload

    def _check(self, upload: UploadedFile[Any]) -> None:
        name, size = upload.name or "", upload.size or 0
        if PurePath(name).suffix.lower() not in self.kinds:
            raise forms.ValidationError(self.error_messages["kind"], "kind", {**self._limits(), "name": name})
        if size > self.megabytes * 1024 * 1024:
            told = {**self._limits(), "name": name, "size": number_format(size / 1024 / 1024, 1)}
            raise forms.ValidationError(self.error_messages["size"], "size", told)


def tell_too_large(form: BaseForm, request: HttpRequest, field: str) -> None:
    """Replace "the field is required" by the true reason when the upload was refused on its way in for its size.

    `config/uploads.py` passes over a file beyond its bound and leaves its name in the request.
    """
    name = request.META.get("utblick.too_large")
    if name is None:
        return
    form.errors.pop(field, None)
    text = gettext("“%(name)s” is larger than what can be received. Choose a smaller file, or paste the text.")
    form.add_error(field, text % {"name": name or gettext("The file")})
