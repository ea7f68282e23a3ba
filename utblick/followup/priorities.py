"""What was done for what a programme puts first, and what was done outside of it.

An initiative counts for a priority whose goal it serves, in the priority's form of cooperation and in one of its countries, where
the priority names such. A country is that of a partner, or of a step that came about.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from utblick.followup.figures import Figures, IndicatorLine, InitiativeLine, Noted, sums_of_lines
from utblick.followup.phrases import alternatives
from utblick.goals.models import Priority, Programme
from utblick.initiatives.sums import Sums
from utblick.ui.countries import country_name


@dataclass(slots=True)
class PriorityLine:
    """A priority and the initiatives that count for it. `indicators` are those of its goal."""

    pk: int
    name: str
    weight: int
    budget: Decimal | None
    target: str
    goal: int
    goal_name: str
    form: str
    countries: list[str]
    sums: Sums = field(default_factory=Sums)
    initiatives: list[InitiativeLine] = field(default_factory=list)
    indicators: list[IndicatorLine] = field(default_factory=list)

    def results(self) -> list[tuple[InitiativeLine, Noted]]:
        """A result that names another goal is no result of this priority."""
        return [(one, result) for one in self.initiatives for result in one.results if result.goal in (None, self.goal)]

    def holds(self, one: InitiativeLine) -> bool:
        return self.goal in one.goals and self.fits_form(one) and self.fits_country(one)

    def fits_form(self, one: InitiativeLine) -> bool:
        return not self.form or self.form == one.form

    def fits_country(self, one: InitiativeLine) -> bool:
        return not self.countries or not countries_of(one).isdisjoint(self.countries)


@dataclass(frozen=True, slots=True)
class Outside:
    """An initiative that counts for no priority, and why."""

    initiative: InitiativeLine
    why: str


def countries_of(one: InitiativeLine) -> set[str]:
    there = {step.country for step in one.steps if not step.fell_through}
    return ({partner.country for partner in one.partners} | there) - {""}


def outside(lines: Iterable[PriorityLine], initiatives: Iterable[InitiativeLine]) -> list[Outside]:
    listed = list(lines)
    return [Outside(one, _why(one, listed)) for one in initiatives if not any(line.holds(one) for line in listed)]


def _why(one: InitiativeLine, lines: list[PriorityLine]) -> str:
    """Of the priorities that it misses, the one that it comes nearest to tells why."""
    near = [line for line in lines if line.goal in one.goals]
    if not one.goals:
        return _("It is not told which goal it serves.")
    if not near:
        return _("No priority is for a goal that it serves.")
    if place := next((line for line in near if line.fits_form(one)), None):
        facts = {"priority": place.name, "countries": alternatives(map(country_name, place.countries))}
        return _("For “%(priority)s” it would have a partner or a step in %(countries)s.") % facts
    facts = {
        "priority": near[0].name,
        "form": near[0].form,
        "other": one.form or pgettext("form of cooperation", "not told"),
    }
    return _("For “%(priority)s” its form of cooperation would be %(form)s; it is %(other)s.") % facts


def priority_lines(programme: Programme, figures: Figures) -> list[PriorityLine]:
    """The programme's priorities with what the figures hold of each. One query."""
    measured = {goal.pk: goal.indicators for goal in figures.goals}
    found = [_line(row) for row in programme.priorities.current().select_related("goal", "form")]
    for line in found:
        line.initiatives = [one for one in figures.initiatives if line.holds(one)]
        line.sums = sums_of_lines(line.initiatives)
        line.indicators = measured.get(line.goal, [])
    return found


def _line(row: Priority) -> PriorityLine:
    facts = {name: getattr(row, name) for name in ("pk", "name", "weight", "budget", "target", "countries")}
    return PriorityLine(**facts, goal=row.goal_id, goal_name=str(row.goal), form=str(row.form or ""))
