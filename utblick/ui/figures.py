"""Figures as they are read."""

from decimal import Decimal

from django.utils.formats import number_format

MINUS = "\u2212"


def grouped(value: Decimal | float, decimals: int = 0) -> str:
    """−1 234 567,8: by threes, with the sign that is a minus, and nought without one. What programs read is written elsewhere."""
    told = number_format(value, decimals, use_l10n=True, force_grouping=True)
    if not told.startswith("-"):
        return told
    return (MINUS if told.strip("-0.,") else "") + told[1:]
