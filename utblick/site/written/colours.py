"""A municipality's own colour, with white text on it."""

import re

from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

COLOUR = "#073641"
"""Until a municipality chooses its own."""
ENOUGH = 4.5
"""WCAG 2.2, 1.4.3: text against what it stands on."""


def contrast_with_white(colour: str) -> float:
    """As WCAG defines it, from 1 to 21; `colour` as #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def check_colour(value: str) -> None:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValidationError(_("Write the colour as # and six digits or letters a–f, for example #073641."))
    if contrast_with_white(value) < ENOUGH:
        told = _(
            "White text cannot be read on this colour: the contrast is %(found)s to 1 and has to be 4.5. Choose a darker one."
        )
        raise ValidationError(told, params={"found": localize(round(contrast_with_white(value), 1))})
