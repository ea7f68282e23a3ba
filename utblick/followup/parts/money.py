"""Money in running text."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import reduce

from django.utils.translation import gettext as _

from utblick.followup.figures import InitiativeLine, Period, StepLine
from utblick.followup.phrases import in_kronor, quoted, some, within
from utblick.initiatives.sums import Money, plus

GOING_ON = ("planned", "applied", "running")


def steps_of(initiatives: Iterable[InitiativeLine]) -> list[StepLine]:
    return [step for one in initiatives for step in one.steps]


def spent(steps: Iterable[StepLine], *, together: bool = False) -> str:
    """Whole sentences about what they cost and were to cost, so that nothing is held against a plan that is not its own.

    Empty where neither is noted.
    """
    found = [(step, _counted(step)) for step in steps]
    sums = reduce(Money.__add__, (money for _step, money in found), Money())
    if sums.cost is None:
        return _planned(sums)
    goes_on = any(step.status in GOING_ON and money.planned_cost is not None for step, money in found)
    texts = [_cost(sums, goes_on=goes_on, together=together), *_not_in_both(found, goes_on=goes_on), _own(found, sums)]
    return " ".join(filter(None, texts))


def _counted(step: StepLine) -> Money:
    """As in every sum: without the plan of what fell through."""
    money = step.money
    return Money(cost=money.cost, own=money.own) if step.fell_through else money


def _cost(sums: Money, *, goes_on: bool, together: bool) -> str:
    if goes_on:
        text = _("Together they have cost %(cost)s so far") if together else _("The cost so far is %(cost)s")
        beside = _("%(text)s, of a planned %(planned)s.")
    else:
        text = _("Together they cost %(cost)s") if together else _("The cost was %(cost)s")
        beside = _("%(text)s, against a planned %(planned)s.")
    told = text % {"cost": in_kronor(sums.cost or Decimal(0))}
    if sums.planned_cost is None:
        return f"{told}."
    return beside % {"text": told, "planned": in_kronor(sums.planned_cost)}


def _not_in_both(found: list[tuple[StepLine, Money]], *, goes_on: bool) -> Iterator[str]:
    """What is in the one sum without being in the other."""
    if all(money.planned_cost is None for _step, money in found):
        return
    unplanned = [(step, money.cost) for step, money in found if money.cost and money.planned_cost is None]
    if unplanned:
        text = (
            _("The cost includes %(sum)s for activities that had no planned cost or did not come about.")
            if any(step.fell_through for step, _cost in unplanned)
            else _("The cost includes %(sum)s for activities that had no planned cost.")
        )
        yield text % {"sum": in_kronor(sum((cost for _step, cost in unplanned), Decimal(0)))}
    unknown = [money.planned_cost for _step, money in found if money.planned_cost and money.cost is None]
    if unknown and not goes_on:
        text = _("The plan includes %(sum)s for activities whose cost is not noted.")
        yield text % {"sum": in_kronor(sum(unknown, Decimal(0)))}


def _own(found: list[tuple[StepLine, Money]], sums: Money) -> str:
    """Our own part, of which no more is said than what is noted."""
    if sums.own is None:
        return ""
    facts = {"own": in_kronor(sums.own)}
    if any(money.cost and money.own is None for _step, money in found):
        return _("At least %(own)s of it is our own money.") % facts if sums.own else ""
    if sums.own == 0:
        return _("None of it is our own money.")
    if sums.own == sums.cost:
        return _("All of it is our own money.")
    return _("%(own)s of it is our own money.") % facts


def beyond(steps: Iterable[StepLine], period: Period, *, people: bool = True) -> str:
    """A whole sentence about what is told of more than the period; empty where all lies within it. `people`: they too are told."""
    found = [step for step in steps if not step.fell_through and not _is_within(step, period)]
    has = [(_has_money(step), people and bool(step.people.total)) for step in found]
    with_money, with_people = (any(some) for some in zip(*has, strict=True)) if has else (False, False)
    told = [step for step, which in zip(found, has, strict=True) if any(which)]
    if not told:
        return ""
    if with_money and with_people:
        text = _("Amounts and participants of %(titles)s are for their whole duration, also outside %(when)s.")
    elif with_money:
        text = _("The amounts of %(titles)s are for their whole duration, also outside %(when)s.")
    else:
        text = _("The participants of %(titles)s are for their whole duration, also outside %(when)s.")
    titles = [f"{quoted(step.title)} ({_years(step)})" for step in told]
    return text % {"titles": some(titles), "when": within(period)}


def _has_money(step: StepLine) -> bool:
    return plus(step.money.cost, step.money.planned_cost) is not None


def _is_within(step: StepLine, period: Period) -> bool:
    return all(map(period.holds, filter(None, [step.starts_on, step.ends_on])))


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
