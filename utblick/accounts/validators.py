"""Swedish formats that a register must be able to rely on."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NUMBER = "{number}"
"""Where the case number stands in the address of the registry system."""


def check_case_url(value: str) -> None:
    """Raises ValidationError unless this is an address on the web that says where the number stands, not in the host's name."""
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc or NUMBER in parts.netloc or NUMBER not in value:
        raise ValidationError(
            _("Write an address that begins with https:// and has {number} where the case number stands.")
        )


def check_organisation_number(value: str) -> None:
    """Raises ValidationError unless this is NNNNNN-NNNN with a right check digit (Luhn, SKV 704)."""
    digits = value.replace("-", "").replace(" ", "")
    if len(digits) == 12 and digits[:2] in {"16", "18", "19", "20"}:
        digits = digits[2:]
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit():
        raise ValidationError(_("Write the organisation number as ten digits: 212000-2486."), code="form")
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    if total % 10:
        raise ValidationError(_("The last digit does not fit the others. Check the organisation number."), code="luhn")


def organisation_number(value: str) -> str:
    """The number as it is stored: ten digits with a hyphen before the last four."""
    digits = value.replace("-", "").replace(" ", "")[-10:]
    return f"{digits[:6]}-{digits[6:]}" if digits else ""
