"""What the journeys cost the climate, in running text."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from utblick.followup.phrases import NBSP, figure


def emitted(kg: Decimal | None, *, together: bool = False) -> str:
    """A whole sentence; empty where nobody has told of a journey."""
    if kg is None:
        return ""
    text = (
        _("Together the journeys cost the climate %(mass)s.")
        if together
        else _("The journeys cost the climate %(mass)s.")
    )
    return text % {"mass": _mass(kg)}


def _mass(kg: Decimal) -> str:
    """In kilograms below a ton, else in tons."""
    if kg < 1_000:
        text, count = _("%(count)s kilograms of carbon dioxide equivalents"), kg.quantize(Decimal(1), ROUND_HALF_UP)
    else:
        text, count = (
            _("%(count)s tons of carbon dioxide equivalents"),
            (kg / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP),
        )
    told: str = text % {"count": figure(count)}
    return told.replace(" ", NBSP, 1)
