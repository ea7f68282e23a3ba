"""What the watch brought: from what the sources told to what came of it, over a time, as it stands today."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.analysis.watched.leading import Led, led_to
from utblick.analysis.watched.periods import Period
from utblick.watch import fates, told
from utblick.watch.fates import Decided
from utblick.watch.models import Source, Subscription
from utblick.watch.sampling import RELEVANT

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Wait:
    """Whole days within which half and nine of ten of so many decisions were taken."""

    half: int
    most: int
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A profile or a source, and how far what it met or told has got. `told` is known of sources alone."""

    pk: int | None
    name: str
    arrived: int
    kept: int
    led: list[Led]
    decided: int = 0
    told: int = 0
    is_goal: bool = False
    advice: str = ""
    is_read: bool = True

    @property
    def granted(self) -> int:
        return sum(one.is_granted for one in self.led)

    @property
    def with_results(self) -> int:
        return sum(one.has_results for one in self.led)


@dataclass(slots=True)
class Brought:
    period: Period
    told: int
    arrived: int
    decided: int
    passed: int
    verdicts: Counter[str]
    led: list[Led]
    profiles: list[Line]
    sources: list[Line]
    waited: Wait | None
    left: Wait | None
    """`half` and `most`: that half and nine of ten had at least so many days to go."""
    after_deadline: int = 0
    idle: list[Line] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """Undecided, and not too late."""
        return self.arrived - self.decided - self.passed

    @property
    def goals(self) -> list[Line]:
        return [one for one in self.profiles if one.is_goal]

    @property
    def others(self) -> list[Line]:
        """Units, local actors, and what has no profile."""
        return [one for one in self.profiles if not one.is_goal]

    @property
    def kept(self) -> int:
        return sum(self.verdicts[verdict] for verdict in RELEVANT)


def brought(period: Period, now: datetime) -> Brought:
    """Five queries, whatever there is."""
    lately = now - A_YEAR
    met, taken = fates.by_profile(period.start, period.end, now), fates.decided(period.start, period.end)
    led = led_to(min(period.start, lately), max(period.end, now))
    ours = [one for one in led if period.start <= one.arrived_at < period.end]
    sources = _sources(period, led, now)
    left = Counter[int]()
    for one in taken:
        if one.left is not None:
            left[one.left] += one.count
    return Brought(
        period=period,
        told=sum(one.told for one in sources),
        arrived=sum(one.arrived for one in met),
        decided=sum(one.decided for one in met),
        passed=sum(one.passed for one in met),
        verdicts=_by(taken, lambda one: one.verdict),
        led=ours,
        profiles=[_profile(one, taken, ours) for one in met],
        sources=[one for one in sources if one.told or one.arrived or one.is_read],
        waited=wait(_by(taken, lambda one: one.waited)),
        left=wait(left, at_least=True),
        after_deadline=sum(count for days, count in left.items() if days < 0),
        idle=[one for one in sources if one.advice],
    )


def _by[K](taken: Iterable[Decided], key: Callable[[Decided], K]) -> Counter[K]:
    found = Counter[K]()
    for one in taken:
        found[key(one)] += one.count
    return found


def wait(days: Counter[int], *, at_least: bool = False) -> Wait | None:
    """Within how many days half and nine of ten lie; `at_least`: that they have at least so many."""
    count = days.total()
    if not count:
        return None
    ordered = sorted(days, reverse=at_least)
    return Wait(_reached(ordered, days, ceil(count / 2)), _reached(ordered, days, ceil(count * 9 / 10)), count)


def _reached(ordered: list[int], days: Counter[int], wanted: int) -> int:
    so_far = 0
    for one in ordered:
        so_far += days[one]
        if so_far >= wanted:
            return one
    raise ValueError(wanted)


def _profile(met: fates.Met, taken: list[Decided], led: list[Led]) -> Line:
    kept = sum(one.count for one in taken if one.profile == met.profile and one.verdict in RELEVANT)
    mine = [one for one in led if one.profile == met.profile]
    return Line(met.profile, met.name, met.arrived, kept, mine, decided=met.decided, is_goal=met.is_goal)


def _sources(period: Period, led: list[Led], now: datetime) -> list[Line]:
    """Those that brought most first; those that are no longer read, too."""
    found = list(fates.by_source(period.start, period.end, now - A_YEAR))
    lines = [_source(one, found, period, led, now) for one in told.with_told(period.first, period.last)]
    return sorted(lines, key=lambda one: (-len(one.led), -one.kept, -one.arrived, -one.told, one.name))


def _source(ours: Any, found: list[fates.Brought], period: Period, led: list[Led], now: datetime) -> Line:
    mine = [one for one in found if one.source == ours.source_id]
    began = [one for one in led if ours.source_id in one.sources]
    return Line(
        pk=ours.pk,
        name=ours.name,
        arrived=sum(one.count for one in mine),
        kept=sum(one.count for one in mine if one.verdict in RELEVANT),
        led=[one for one in began if period.start <= one.arrived_at < period.end],
        told=ours.told,
        advice=_advice(ours, mine, any(one.arrived_at >= now - A_YEAR for one in began), now),
        is_read=ours.withdrawn_at is None,
    )


def _advice(ours: Subscription, mine: list[fates.Brought], has_led: bool, now: datetime) -> str:
    """What to do about a source that has been read for a year and has brought nothing in it; empty where it has, or is new."""
    kept = any(one.lately for one in mine if one.verdict in RELEVANT)
    is_new = ours.withdrawn_at or ours.created_at > now - A_YEAR or ours.source.connector in Source.PRIVATE
    if is_new or kept or has_led:
        return ""
    if ours.source.news_at is None or ours.source.news_at < now - A_YEAR:
        return _("It has told nothing new for a year. See whether it has moved, or stop reading it.")
    reached = sum(one.lately for one in mine)
    if not reached:
        return _(
            "Nothing that it told in a year met a goal. Stop reading it, or see whether a goal's profile is too narrow."
        )
    return ngettext(
        "%(count)s thing reached the inbox in a year and was not kept. See what the profiles look for, or stop reading it.",
        "%(count)s things reached the inbox in a year and none was kept. See what the profiles look for, or stop reading it.",
        reached,
    ) % {"count": reached}
