"""Money in running text."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.figures import InitiativeLine, Period, StepLine
from utblick.followup.phrases import in_kronor, quoted, some, within
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


def beyond(initiatives: Iterable[InitiativeLine], period: Period) -> str:
    """A whole sentence about the amounts that are of more than the period; empty where all lies within it."""
    steps = [step for one in initiatives for step in one.steps if _has_money_of_more(step, period)]
    if not steps:
        return ""
    text = ngettext(
        "The amounts of %(titles)s, which goes on outside %(when)s, are of its whole time: planned to the end, spent as noted.",
        "The amounts of %(titles)s, which go on outside %(when)s, are of the whole time: planned to the end, spent as noted.",
        len(steps),
    )
    titles = [f"{quoted(step.title)} ({_years(step)})" for step in steps]
    return text % {"titles": some(titles), "when": within(period)}


def _has_money_of_more(step: StepLine, period: Period) -> bool:
    noted = step.money.cost is not None or (step.money.planned_cost is not None and not step.fell_through)
    ends = [day for day in (step.starts_on, step.ends_on) if day]
    return noted and not all(map(period.holds, ends))


def _years(step: StepLine) -> str:
    years = sorted({day.year for day in (step.starts_on, step.ends_on) if day})
    return "–".join(map(str, years))


def _planned(money: Money) -> str:
    if money.planned_cost is None:
        return ""
    if money.planned_own:
        text = _("The planned cost is %(planned)s, %(own)s of it our own money; what it did cost is not noted yet.")
        return text % {"planned": in_kronor(money.planned_cost), "own": in_kronor(money.planned_own)}
    text = _("The planned cost is %(planned)s; what it did cost is not noted yet.")
    return text % {"planned": in_kronor(money.planned_cost)}
