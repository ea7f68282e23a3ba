"""What was missed in a year: how much passed its deadline undecided, what was said of it afterwards, and why it was missed."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from utblick.analysis.watched.periods import Period
from utblick.ui.charts import Chart, stacked
from utblick.watch.models import InboxItem, LateVerdict


@dataclass(frozen=True, slots=True)
class Quarter:
    period: Period
    passed: int
    misses: int
    nothing: int

    @property
    def unjudged(self) -> int:
        return self.passed - self.misses - self.nothing


@dataclass(frozen=True, slots=True)
class Missed:
    """Of the asked period; `quarters` of its whole year."""

    passed: int
    misses: int
    nothing: int
    causes: list[tuple[str, int]]
    quarters: list[Quarter]

    @property
    def judged(self) -> int:
        return self.misses + self.nothing

    @property
    def in_year(self) -> int:
        return sum(one.passed for one in self.quarters)


def places(period: Period, units: Collection[int] | None, now: datetime) -> QuerySet[InboxItem]:
    """What passed undecided in the time; of these units, or of all where None is given."""
    rows: QuerySet[InboxItem] = InboxItem.objects.missed(since=period.start, until=min(period.end, now))
    return rows if units is None else rows.of_units(units)  # type: ignore[attr-defined]


def missed(period: Period, units: Collection[int] | None, now: datetime) -> Missed:
    """Two queries."""
    year = places(Period(period.year), units, now)
    within = {f"q{one.quarter}": Count("pk", filter=_within(one)) for one in period.quarters()}
    passed = year.aggregate(**within)
    said = _said(year)
    quarters = [_quarter(one, passed[f"q{one.quarter}"], said) for one in period.quarters()]
    asked = [one for one in quarters if period.quarter in (None, one.period.quarter)]
    causes = Counter(cause for deadline, is_miss, cause in said if is_miss and period.start <= deadline < period.end)
    return Missed(
        passed=sum(one.passed for one in asked),
        misses=sum(one.misses for one in asked),
        nothing=sum(one.nothing for one in asked),
        causes=causes.most_common(),
        quarters=quarters,
    )


def _within(period: Period) -> Q:
    return Q(deadline__gte=period.start, deadline__lt=period.end)


def _said(year: QuerySet[InboxItem]) -> list[tuple[datetime, bool, str]]:
    """The verdicts on what still counts as missed, each with the deadline that passed."""
    here = {"item__inbox_items__municipality": F("municipality"), "item__in": year.order_by().values("item")}
    rows = LateVerdict.objects.current().filter(**here).order_by()
    told = rows.values_list("item__inbox_items__deadline", "is_miss", "cause")
    return [(deadline, is_miss, cause) for deadline, is_miss, cause in told if deadline]


def _quarter(period: Period, passed: int, said: list[tuple[datetime, bool, str]]) -> Quarter:
    verdicts = [is_miss for deadline, is_miss, _cause in said if period.start <= deadline < period.end]
    return Quarter(period, passed, sum(verdicts), len(verdicts) - sum(verdicts))


def chart(found: Missed, year: int) -> Chart:
    rows = [(one.period.label.capitalize(), [one.misses, one.nothing, one.unjudged]) for one in found.quarters]
    series = [_("A miss"), _("Nothing lost"), _("Not judged")]
    return stacked(_("Passed their deadline undecided, %(year)s") % {"year": year}, rows, series=series)
