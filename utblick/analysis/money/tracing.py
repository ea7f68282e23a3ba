"""The way of the money: who paid for what the steps of a period cost, for which kind of work, and where it was spent.

The cost is that of initiatives/sums.py. Each step's is divided among its payers, each part once: so what came, what went through
and what was spent are the same sum.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from utblick.analysis.money import payers
from utblick.analysis.money.paying import MANY, PARTS, Way, paid
from utblick.goals.models import Goal
from utblick.initiatives.models import Step
from utblick.initiatives.models.steps import StepQuerySet
from utblick.initiatives.sums import exact
from utblick.money.amounts import NOUGHT
from utblick.ui.sankey import Stop

MOST = 8
"""So many stops of a stage are named; the smaller ones are one together."""
REST, NONE, SEVERAL = "rest", "none", "several"
RANKS = {payers.OWN: -2, payers.IN_KIND: -1, payers.UNSAID: 2, SEVERAL: 2, payers.UNKNOWN: 3, NONE: 3}
"""What is never put together with others, however small, and where it stands among them: the largest of the others at 0."""
COLUMNS = ("listed", "named", "through_key", "through_name", "into_key", "into_name")

type Ends = tuple[str, str]


@dataclass(slots=True)
class Place:
    """A stop of a stage with what it comes to. `raw`: what the rows that belong to it have in the column of the stage."""

    key: str
    label: str
    raw: set[Any] = field(default_factory=set)
    amount: Decimal = NOUGHT


type Stage = dict[str, Place]


@dataclass(slots=True)
class Trace:
    """What came from whom through what, and where it was spent: by the keys of the places of three stages."""

    stages: list[Stage]
    came: dict[Ends, Decimal]
    went: dict[Ends, Decimal]

    @property
    def whole(self) -> Decimal:
        return sum(self.came.values(), NOUGHT)

    def stops(self) -> list[list[Stop]]:
        sources, *others = ([*stage.values()] for stage in self.stages)
        coloured = [Stop(one.key, one.label, _series(one.key, at)) for at, one in enumerate(sources)]
        return [coloured, *([Stop(one.key, one.label) for one in stage] for stage in others)]


def _series(key: str, at: int) -> int:
    """Our own money has a colour of its own, programmes take turns, and what is not known is quiet."""
    if key in (payers.OWN, payers.IN_KIND):
        return 1
    return 0 if key in (payers.UNSAID, payers.UNKNOWN) else 2 + at % 3


def trace(steps: StepQuerySet, way: Way) -> Trace:
    """One query however many the rows, and one more for the names of goals."""
    rows = paid(steps, way).order_by().values_list(*COLUMNS).annotate(*(Sum(part) for part in PARTS))
    stages: list[Stage] = [{}, {}, {}]
    cells: dict[tuple[str, ...], Decimal] = defaultdict(lambda: NOUGHT)
    for listed, named, through, through_name, into, into_name, *amounts in rows:
        beyond = [_middle(way, through, through_name), _end(way, into, into_name)]
        for source, amount in _sources(listed, named, amounts):
            ends = [source, *beyond]
            cells[tuple(place.key for place in ends)] += amount
            for stage, place in zip(stages, ends, strict=True):
                kept = stage.setdefault(place.key, place)
                kept.raw |= place.raw
                kept.label = max(kept.label, place.label)  # of the ways to write a name, small letters before capitals
                kept.amount += amount
    if way.through == "goal":
        _name_goals(stages[1])
    return _joined(stages, cells)


def _sources(listed: str | None, named: str, amounts: list[Decimal]) -> Iterator[tuple[Place, Decimal]]:
    labels, (key, label, raw) = payers.labels(), payers.programme_of(listed, named)
    others = Place(key, label, {raw})
    mine, in_kind, unknown = (Place(one, labels[one]) for one in (payers.OWN, payers.IN_KIND, payers.UNKNOWN))
    for place, amount in zip((mine, in_kind, others, unknown), amounts, strict=True):
        if amount:
            yield place, exact(amount) or NOUGHT


def _middle(way: Way, key: int | None, name: str | None) -> Place:
    if key is None:
        label = pgettext("form of cooperation", "Not stated") if way.through == "form" else _("No goal stated")
        return Place(NONE, label, {None})
    if key == MANY:
        return Place(SEVERAL, _("Several goals together"), {MANY})
    return Place(str(key), name or "", {key})


def _end(way: Way, key: int | str | None, name: str | None) -> Place:
    if key is None:
        return Place(NONE, _("No unit stated"), {None})
    label = str(Step.Kind(str(key)).label) if way.into == "kind" else name or ""
    return Place(str(key), label, {key})


def _name_goals(stage: Stage) -> None:
    names = Goal.objects.in_bulk([int(key) for key in stage if key not in RANKS])
    for pk, goal in names.items():
        stage[str(pk)].label = str(goal)


def _joined(stages: list[Stage], cells: dict[tuple[str, ...], Decimal]) -> Trace:
    merged, homes = zip(*map(_merged, stages), strict=True)
    came: dict[Ends, Decimal] = defaultdict(lambda: NOUGHT)
    went: dict[Ends, Decimal] = defaultdict(lambda: NOUGHT)
    for keys, amount in cells.items():
        source, through, into = (home[key] for home, key in zip(homes, keys, strict=True))
        came[source, through] += amount
        went[through, into] += amount
    return Trace(list(merged), dict(came), dict(went))


def _merged(stage: Stage) -> tuple[Stage, dict[str, str]]:
    """The stops in their order, and in which of them each key is found."""
    free = sorted((one for one in stage.values() if one.key not in RANKS), key=_rank)
    small = free[MOST:] if len(free) > MOST + 1 else []
    gone = {one.key: REST for one in small}
    kept = [one for one in stage.values() if one.key not in gone] + ([_together(small)] if small else [])
    return {one.key: one for one in sorted(kept, key=_rank)}, {key: key for key in stage} | gone


def _rank(one: Place) -> tuple[int, Decimal, str]:
    return RANKS.get(one.key, 1 if one.key == REST else 0), -one.amount, one.label


def _together(small: list[Place]) -> Place:
    label = _("%(count)s others together") % {"count": len(small)}
    raw = set().union(*(one.raw for one in small))
    return Place(REST, label, raw, sum((one.amount for one in small), NOUGHT))
