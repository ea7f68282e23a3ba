"""What the drawing of the money says, in words."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from utblick.analysis.money import payers
from utblick.analysis.money.paying import PLANNED, Way
from utblick.analysis.money.tracing import RANKS, REST, Place, Stage, Trace
from utblick.money.amounts import NOUGHT
from utblick.ui.templatetags.ui import money, percent

OURS = (payers.OWN, payers.IN_KIND)


def kronor(amount: Decimal) -> str:
    """In whole kronor, as one says it."""
    return money(round(amount))


def sentence(found: Trace, way: Way, years: tuple[int, int]) -> str:
    return " ".join(_told(found, way, years)) if found.whole else ""


def _told(found: Trace, way: Way, years: tuple[int, int]) -> Iterator[str]:
    sources, _through, into = found.stages
    facts = {"years": str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}", "whole": kronor(found.whole)}
    planned = way.amounts == PLANNED
    yield (_("%(years)s: %(whole)s are planned for.") if planned else _("%(years)s: %(whole)s were used.")) % facts
    ours = _sum(sources, *OURS)
    yield _("The municipality's own part is %(ours)s, %(percent)s.") % {
        "ours": kronor(ours),
        "percent": percent(ours / found.whole),
    }
    if largest := _largest(sources):
        yield _("Of others %(name)s pays most, %(amount)s.") % _facts(largest)
    if unknown := _sum(sources, payers.UNKNOWN):
        yield _("For %(amount)s it is not stated who paid.") % {"amount": kronor(unknown)}
    if largest := _largest(into):
        yield _("Most goes to %(name)s, %(amount)s.") % _facts(largest)


def _sum(stage: Stage, *keys: str) -> Decimal:
    return sum((stage[key].amount for key in keys if key in stage), NOUGHT)


def _largest(stage: Stage) -> Place | None:
    named = [one for one in stage.values() if one.key not in {*RANKS, REST}]
    return max(named, key=lambda one: one.amount, default=None)


def _facts(place: Place) -> dict[str, str]:
    return {"name": place.label, "amount": kronor(place.amount)}
