"""The platform's own rows → what happened for each goal in each year, which the formulas reckon with.

What is confidential is in no figure, whoever reads it: an indicator says the same to all, and stands in the public report.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from itertools import chain

from django.db.models import Q
from django.utils import timezone

from utblick.campaigns.counting import reached
from utblick.campaigns.models import Campaign, Reach
from utblick.indicators.formulas import Happened
from utblick.indicators.models.indicators import FIRST_YEAR
from utblick.initiatives.models import Contribution, Initiative, Participation, Result, Step
from utblick.initiatives.sums import COLUMNS, Sums, sums_of_rows
from utblick.journal import clock
from utblick.tenancy import scope

type ByYear = dict[int, dict[int, Happened]]
"""By year, then by initiative."""
type Arrived = tuple[int | None, int, int]
"""The goal that a campaign names, the year, and how many arrived in it."""


def this_year() -> int:
    return timezone.localdate(clock.now()).year


def happened(goals: Collection[int]) -> dict[int, ByYear]:
    """By goal: every year from the first in which anything happened to this one. Five queries, whatever the rows.

    A result that names its goal is of that one though its initiative serves others, as the report tells it.
    """
    if not goals:
        return {}
    here = scope.current()
    with scope.acting(scope.municipality(), here.user, sees_secrets=False):
        serving: dict[int, list[int]] = defaultdict(list)
        for goal, initiative in (
            Contribution.objects.standing().filter(goal__in=goals).values_list("goal", "initiative")
        ):
            serving[goal].append(initiative)
        ours = {initiative for those in serving.values() for initiative in those}
        steps, results, partners, arrivals = _steps(ours), _results(ours, goals), _partners(ours), _arrivals(ours)
        named: dict[int, set[int]] = defaultdict(set)
        for result in chain.from_iterable(results.values()):
            if result.goal_id is not None and result.goal_id in goals:
                named[result.goal_id].add(result.initiative_id)
    return {
        goal: _of_goal(goal, serving[goal], named[goal], steps, results, partners, arrivals)
        for goal in serving.keys() | named.keys()
    }


def together(initiatives: dict[int, Happened]) -> Happened:
    total = Happened()
    for one in initiatives.values():
        total += one
    return total


def names(initiatives: Collection[int]) -> dict[int, Initiative]:
    return Initiative.objects.in_bulk(initiatives)


def _of_goal(
    goal: int,
    initiatives: list[int],
    named_by: set[int],
    steps: dict[int, list[Step]],
    results: dict[int, list[Result]],
    partners: dict[int, frozenset[int]],
    arrivals: dict[int, list[Arrived]],
) -> ByYear:
    found: ByYear = defaultdict(dict)
    serving = set(initiatives)
    for one in [*initiatives, *sorted(named_by - serving)]:
        by_year: dict[int, list[Step]] = defaultdict(list)
        for step in steps.get(one, ()) if one in serving else ():
            for year in years_of(step):
                by_year[year].append(step)
        noted: dict[int, list[Result]] = defaultdict(list)
        for result in results.get(one, ()):
            if result.goal_id == goal or (result.goal_id is None and one in serving):
                noted[result.noted_on.year].append(result)
        came: Counter[int] = Counter()
        for aim, year, count in arrivals.get(one, ()) if one in serving else ():
            if aim in (None, goal):
                came[year] += count
        for year in by_year.keys() | noted.keys() | came.keys():
            found[year][one] = Happened(
                sums_of_rows(by_year[year]) if by_year[year] else Sums(),
                len(noted[year]),
                tuple((one.unit_of_value, one.value) for one in noted[year] if one.value is not None),
                partners.get(one, frozenset()) if by_year[year] else frozenset(),
                came.get(year),
            )
    return _unbroken(found)


def _unbroken(found: ByYear) -> ByYear:
    past = {year for year in found if FIRST_YEAR <= year <= this_year()}
    return {year: found.get(year, {}) for year in range(min(past), this_year() + 1)} if past else {}


def years_of(step: Step) -> Iterator[int]:
    """The years up to now in which a report would have it."""
    first: date | None = step.starts_on
    if first:
        last = min((step.ends_on or first).year, this_year())
        yield from range(max(first.year, FIRST_YEAR), last + 1)


def _steps(initiatives: Collection[int]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    rows = Step.objects.standing().filter(initiative__in=initiatives).order_by("pk")
    for step in rows.only(*COLUMNS, "initiative_id", "status", "starts_on", "ends_on", "kg_co2e"):
        found[step.initiative_id].append(step)
    return found


def _results(initiatives: Collection[int], goals: Collection[int]) -> dict[int, list[Result]]:
    found: dict[int, list[Result]] = defaultdict(list)
    ours = Q(initiative__in=initiatives) | Q(goal__in=goals)
    for result in Result.objects.standing().filter(ours).order_by("noted_on", "pk"):
        found[result.initiative_id].append(result)
    return found


def _arrivals(initiatives: Collection[int]) -> dict[int, list[Arrived]]:
    """A campaign that names its goal is counted for that one alone, as a result is."""
    found: dict[int, list[Arrived]] = defaultdict(list)
    rows = Reach.objects.filter(page__campaign__in=Campaign.objects.standing().filter(initiative__in=initiatives))
    by = ("page__campaign__initiative", "page__campaign__goal", "day__year")
    for (initiative, goal, year), counted in reached(rows, *by).items():
        found[initiative].append((goal, year, counted.arrivals))
    return found


def _partners(initiatives: Collection[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Participation.objects.standing().filter(initiative__in=initiatives)
    for initiative, organisation in rows.values_list("initiative", "organisation"):
        found[initiative].add(organisation)
    return {initiative: frozenset(those) for initiative, those in found.items()}
