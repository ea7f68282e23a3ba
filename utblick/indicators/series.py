"""An indicator's figures, year by year, wherever they come from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from utblick.indicators import counting
from utblick.indicators.formulas import FORMULAS, Happened
from utblick.indicators.models import Comparison, Indicator, Measurement, Target
from utblick.indicators.standing import Standing, Status, stand
from utblick.initiatives.sums import People

HUNDREDTH = Decimal("0.01")
# A year that lies further back or ahead than this from the others would make a chart of nothing but gaps.
MOST_YEARS = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """The figure of a year. `measurement`: the row that holds it; None where it is counted from the platform's own rows."""

    value: Decimal | None
    people: People | None = None
    measurement: Measurement | None = None
    so_far: bool = False
    """The year is not over: more may come."""


@dataclass(slots=True)
class Series:
    indicator: Indicator
    readings: dict[int, Reading] = field(default_factory=dict)
    targets: dict[int, Target] = field(default_factory=dict)
    others: dict[str, dict[int, Decimal]] = field(default_factory=dict)

    @property
    def measured(self) -> dict[int, Decimal]:
        """What is known of years that are over."""
        return {year: one.value for year, one in self.readings.items() if one.value is not None and not one.so_far}

    @property
    def so_far(self) -> tuple[int, Decimal] | None:
        """What is known of the running year, which judges nothing yet."""
        running = [(year, one.value) for year, one in self.readings.items() if one.so_far and one.value is not None]
        return max(running, default=None)

    @property
    def aims(self) -> dict[int, Decimal]:
        return {year: target.value for year, target in self.targets.items()}

    @property
    def baseline(self) -> tuple[int, Decimal] | None:
        one = self.indicator
        return None if one.baseline is None or one.baseline_year is None else (one.baseline_year, one.baseline)

    @property
    def lacks_baseline(self) -> bool:
        """Its pace cannot be told, or could not be once it is measured."""
        one = self.indicator
        awaits = self.standing.status in (Status.PACE_UNKNOWN, Status.NOT_MEASURED)
        return awaits and bool(self.targets) and not self.baseline and one.better != one.Better.NEITHER

    @property
    def standing(self) -> Standing:
        return self.standing_in(counting.this_year())

    def standing_in(self, year: int) -> Standing:
        """By what was known of this year and those before it."""
        measured = {one: value for one, value in self.measured.items() if one <= year}
        better = Indicator.Better
        if self.indicator.better == better.NEITHER:
            return stand(measured, {})
        return stand(measured, self.aims, baseline=self.baseline, less_is_better=self.indicator.better == better.LESS)

    def aim(self, year: int) -> tuple[int, Decimal] | None:
        """The target of the year, else of the next year that has one, else of the last."""
        aims = self.aims
        return min(((one, aims[one]) for one in aims if one >= year), default=max(aims.items(), default=None))

    @property
    def years(self) -> list[int]:
        """From the first that is known to the last, targets to come too; at most the last forty."""
        known = {*self.readings, *self.targets, *(year for values in self.others.values() for year in values)}
        if self.baseline:
            known.add(self.baseline[0])
        return list(range(max(min(known), max(known) - MOST_YEARS + 1), max(known) + 1)) if known else []

    def value(self, year: int) -> Decimal | None:
        """What was measured; in the year of the baseline the baseline, where nothing else is known."""
        reading = self.readings.get(year)
        if reading and reading.value is not None:
            return reading.value
        return self.baseline[1] if self.baseline and self.baseline[0] == year else None


def series_of(indicators: Sequence[Indicator], *, with_others: bool = False) -> list[Series]:
    """At most eight queries, whatever their number."""
    found = {one.pk: Series(one) for one in indicators}
    for target in Target.objects.current().filter(indicator__in=found):
        found[target.indicator_id].targets[target.year] = target
    for measurement in Measurement.objects.current().filter(indicator__in=found).order_by("year"):
        found[measurement.indicator_id].readings[measurement.year] = _measured(measurement)
    _count([one for one in found.values() if one.indicator.formula in FORMULAS])
    if with_others:
        _compare(found)
    return list(found.values())


def _measured(row: Measurement) -> Reading:
    people = row.people if row.people.total is not None else None
    return Reading(row.value, people, row, so_far=row.year >= counting.this_year())


def _count(counted: Collection[Series]) -> None:
    happened = counting.happened({one.indicator.goal_id for one in counted})
    for one in counted:
        for year, initiatives in happened.get(one.indicator.goal_id, {}).items():
            reading = reckoned(one.indicator, counting.together(initiatives), year)
            # What was measured before there was anything to count stands.
            if reading.value is not None or year not in one.readings:
                one.readings[year] = reading


def reckoned(indicator: Indicator, happened: Happened, year: int) -> Reading:
    formula = FORMULAS[indicator.formula]
    value = formula.count(happened, indicator.unit)
    exact = None if value is None else Decimal(value).quantize(HUNDREDTH, ROUND_HALF_UP)
    people = happened.sums.people if formula.counts_people and exact is not None else None
    return Reading(exact, people, so_far=year >= counting.this_year())


def _compare(found: dict[int, Series]) -> None:
    others: dict[int, dict[str, dict[int, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for row in Comparison.objects.filter(indicator__in=found):
        others[row.indicator_id][row.name][row.year] = row.value
    for pk, told in others.items():
        found[pk].others = {name: dict(values) for name, values in told.items()}


def by_goal(series: Iterable[Series]) -> dict[int, list[Series]]:
    found: dict[int, list[Series]] = defaultdict(list)
    for one in series:
        found[one.indicator.goal_id].append(one)
    return found
