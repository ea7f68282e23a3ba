"""What can be counted from the platform's own rows: one formula for each line of the list that an officer chooses from.

Pure. A formula takes what happened for a goal in a year and gives a figure, or None where nothing was counted or where it would
have to divide by nothing: never a nought that means "not known".
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from utblick.initiatives.sums import People, Sums, plus

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Happened:
    """What was done for a goal in a year. A step that goes on over several years is counted whole in each, as in the report."""

    sums: Sums = field(default_factory=Sums)
    results: int = 0
    values: tuple[tuple[str, Decimal], ...] = ()
    """What the results' figures count, and the figures."""
    partners: frozenset[int] = frozenset()
    arrivals: int | None = None
    """At the pages of campaigns, counted on the days of the year."""

    def __add__(self, other: "Happened") -> "Happened":
        """Together. A partner of both is one."""
        return Happened(
            self.sums + other.sums,
            self.results + other.results,
            self.values + other.values,
            self.partners | other.partners,
            plus(self.arrivals, other.arrivals),
        )


type Count = Callable[[Happened, str], Decimal | int | None]
"""Takes what happened, and the indicator's own unit."""


@dataclass(frozen=True, slots=True)
class Formula:
    """`made_of`: what it is reckoned from, told beside each initiative."""

    name: "StrPromise"
    unit: "StrPromise | str"
    count: Count
    made_of: tuple[tuple["StrPromise | str", Count], ...] = ()
    counts_people: bool = False
    own_unit: bool = False
    """The indicator's unit chooses what is added up."""


def share(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """Per cent; None where there is nothing to divide by."""
    return None if part is None or not whole else HUNDRED * part / whole


def _women_and_girls(people: People) -> Decimal | None:
    return share(_women(people) or 0, _stated(people))


def _women(people: People) -> int | None:
    return People(women=people.women, girls=people.girls).total


def _stated(people: People) -> int | None:
    return People(people.women, people.men, people.girls, people.boys).total


def _from_outside(happened: Happened) -> Decimal | None:
    money = happened.sums.money
    return None if money.cost is None or money.own is None else share(money.cost - money.own, money.cost)


def _of_each(whole: Decimal | None, people: People) -> Decimal | None:
    return None if whole is None or not people.total else whole / people.total


def _added_up(happened: Happened, unit: str) -> Decimal | None:
    found = [value for counted, value in happened.values if counted.casefold().strip() == unit.casefold().strip()]
    return sum(found, Decimal(0)) if found else None


_PEOPLE: tuple["StrPromise", Count] = (_("took part"), lambda it, _u: it.sums.people.total)
_COST: tuple["StrPromise", Count] = (_("cost"), lambda it, _u: it.sums.money.cost)
_ARRIVALS: tuple["StrPromise", Count] = (_("arrivals"), lambda it, _u: it.arrivals)
_CO2E: tuple["StrPromise | str", Count] = ("kg CO2e", lambda it, _u: it.sums.kg_co2e)

FORMULAS: dict[str, Formula] = {
    "people": Formula(_("People who took part"), _("persons"), _PEOPLE[1], (_PEOPLE,), counts_people=True),
    "women_share": Formula(
        _("Women and girls among those who took part"),
        "%",
        lambda it, _u: _women_and_girls(it.sums.people),
        (
            (_("women and girls"), lambda it, _u: _women(it.sums.people)),
            (_("of those stated"), lambda it, _u: _stated(it.sums.people)),
        ),
    ),
    "steps": Formula(
        _("Projects, exchanges, events and campaigns"),
        _("activities"),
        lambda it, _u: it.sums.steps,
        ((_("activities"), lambda it, _u: it.sums.steps),),
    ),
    "results": Formula(
        _("Results noted"), _("results"), lambda it, _u: it.results, ((_("results"), lambda it, _u: it.results),)
    ),
    "result_sum": Formula(
        _("Figures of the results, added up"), "", _added_up, ((_("figure"), _added_up),), own_unit=True
    ),
    "partners": Formula(
        _("Partners that took part"),
        _("partners"),
        lambda it, _u: len(it.partners),
        ((_("partners"), lambda it, _u: len(it.partners)),),
    ),
    "arrivals": Formula(_("Arrivals at the pages of campaigns"), _("arrivals"), _ARRIVALS[1], (_ARRIVALS,)),
    "cost": Formula(_("Money spent"), "kr", _COST[1], (_COST,)),
    "outside_share": Formula(
        _("Money from others, of what was spent"),
        "%",
        lambda it, _u: _from_outside(it),
        (_COST, (_("of it our own"), lambda it, _u: it.sums.money.own)),
    ),
    "cost_each": Formula(
        _("Cost for each who took part"),
        "kr",
        lambda it, _u: _of_each(it.sums.money.cost, it.sums.people),
        (_COST, _PEOPLE),
    ),
    "co2e": Formula(_("Climate cost of the journeys"), "kg CO2e", _CO2E[1], (_CO2E,)),
    "co2e_each": Formula(
        _("Climate cost for each who took part"),
        "kg CO2e",
        lambda it, _u: _of_each(it.sums.kg_co2e, it.sums.people),
        (_CO2E, _PEOPLE),
    ),
}
