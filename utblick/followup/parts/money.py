"""Money in running text."""

from django.utils.translation import gettext as _

from utblick.followup.phrases import in_kronor
from utblick.initiatives.sums import Money


def spent(money: Money, *, together: bool = False) -> str:
    """A whole sentence about what it cost and was to cost; empty where neither is noted."""
    if money.cost is None:
        return _planned(money)
    facts = {"cost": in_kronor(money.cost)}
    text = _("Together they cost %(cost)s") if together else _("The cost was %(cost)s")
    if money.planned_cost is not None:
        text = _("%(text)s, against a planned %(planned)s") % {
            "text": text % facts,
            "planned": in_kronor(money.planned_cost),
        }
    else:
        text = text % facts
    if money.own is None:
        return f"{text}."
    if money.own == 0:
        return _("%(text)s, none of it our own money.") % {"text": text}
    if money.own == money.cost:
        return _("%(text)s, all of it our own money.") % {"text": text}
    return _("%(text)s, %(own)s of it our own money.") % {"text": text, "own": in_kronor(money.own)}


def _planned(money: Money) -> str:
    if money.planned_cost is None:
        return ""
    if money.planned_own:
        text = _("The planned cost is %(planned)s, %(own)s of it our own money; what it did cost is not noted yet.")
        return text % {"planned": in_kronor(money.planned_cost), "own": in_kronor(money.planned_own)}
    text = _("The planned cost is %(planned)s; what it did cost is not noted yet.")
    return text % {"planned": in_kronor(money.planned_cost)}
