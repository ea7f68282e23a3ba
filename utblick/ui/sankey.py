"""Where something comes from and where it goes, as bands between the stages of its way: facts for an SVG template.

    drawing = sankey(_("The way of the money"), [sources, forms, units], [came, went], told=money)
    {% include "ui/charts/sankey.html" with chart=drawing %}

Places are given as in charts.py: across in per cent of the width, down in pixels. Each pair of neighbouring stages is a drawing of
its own, a `Reach`, of the same height: side by side they are one; on a narrow screen they stand one below the other, and each
name keeps its size. Heights are in proportion to the values; the style sheet draws an edge, so that a hairline is seen.
"""

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from utblick.ui.cutting import cut

WHOLE, GAP = 260, 14
"""Pixels: the height of all that flows, and the least room between two stops."""
LINE, WRAP, LONGEST, MOST_LINES = 16, 21, 27, 3
"""A line of a name: how high, how many letters, how many where it is one word; and how many lines. So two fit on a phone."""

type Flows = Mapping[tuple[str, str], Decimal]
"""What flows from one stop to another, by their keys. No value is negative."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the way. `series`: the colour of what comes from it, as in charts.py; 0 is a quiet one."""

    key: str
    label: str
    series: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """A stop as a bar. `lines`: its name and value, as (height of the base line, text)."""

    stop: Stop
    y: float
    height: float
    lines: list[tuple[float, str]]

    @property
    def shown_y(self) -> str:
        return f"{self.y:.2f}"

    @property
    def shown_height(self) -> str:
        return f"{self.height:.2f}"


@dataclass(frozen=True, slots=True)
class Band:
    """What flows between two stops: where it leaves and arrives, how thick it is, and what it says."""

    source: str
    target: str
    leaves: float
    arrives: float
    height: float
    series: int
    told: str

    @property
    def path(self) -> str:
        """In a plane of a hundred across."""
        upper, lower = (self.leaves, self.arrives), (self.leaves + self.height, self.arrives + self.height)
        there = f"M0,{upper[0]:.2f}C50,{upper[0]:.2f} 50,{upper[1]:.2f} 100,{upper[1]:.2f}"
        return f"{there}V{lower[1]:.2f}C50,{lower[1]:.2f} 50,{lower[0]:.2f} 0,{lower[0]:.2f}Z"


@dataclass(frozen=True, slots=True)
class Reach:
    """From one stage to the next."""

    left: list[Node]
    right: list[Node]
    bands: list[Band]


@dataclass(frozen=True, slots=True)
class Sankey:
    title: str
    sentence: str
    height: int
    reaches: list[Reach]


def sankey(
    title: str,
    stages: Sequence[Sequence[Stop]],
    flows: Sequence[Flows],
    *,
    told: Callable[[Decimal], str],
    sentence: str = "",
) -> Sankey:
    """`flows` has one mapping for each pair of neighbouring stages. Raises ValueError where a stop gives on more or less than it
    got, or where something is negative."""
    values = [_values(stage, flows, at) for at, stage in enumerate(stages)]
    whole = sum(values[0].values(), Decimal(0)) if values else Decimal(0)
    scale = WHOLE / float(whole) if whole else 0.0
    lined = [
        [_lines(stop.label, told(amounts[stop.key])) for stop in stage]
        for stage, amounts in zip(stages, values, strict=True)
    ]
    height = max((_height(amounts, lines, scale) for amounts, lines in zip(values, lined, strict=True)), default=0)
    nodes = [
        _placed(stage, amounts, lines, scale, height)
        for stage, amounts, lines in zip(stages, values, lined, strict=True)
    ]
    reaches = [
        Reach(left, right, _bands(left, right, between, scale, told))
        for (left, right), between in zip(pairwise(nodes), flows, strict=True)
    ]
    return Sankey(title, sentence, round(height), reaches)


def _values(stage: Sequence[Stop], flows: Sequence[Flows], at: int) -> dict[str, Decimal]:
    """What each stop of the stage got or, of the first, gives."""
    gives = _sums(stage, flows[at], 0) if at < len(flows) else None
    got = _sums(stage, flows[at - 1], 1) if at else None
    if gives is not None and got is not None and gives != got:
        raise ValueError(f"A stop of stage {at} gives on other than it got.")
    found = got if gives is None else gives
    return found or {}


def _sums(stage: Sequence[Stop], flows: Flows, end: int) -> dict[str, Decimal]:
    found = {stop.key: Decimal(0) for stop in stage}
    for ends, amount in flows.items():
        if amount < 0:
            raise ValueError("What flows is not negative.")
        found[ends[end]] += amount
    return found


def _lines(label: str, value: str) -> list[str]:
    lines = [cut(line, LONGEST) for line in textwrap.wrap(label, WRAP, break_long_words=False) or [""]]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…"]
    return [*lines, value]


def _slot(amount: Decimal, lines: list[str], scale: float) -> float:
    """The room that a stop takes: at least that of its name."""
    return max(float(amount) * scale, LINE * len(lines))


def _height(amounts: Mapping[str, Decimal], lines: list[list[str]], scale: float) -> float:
    slots = [_slot(amount, told, scale) for amount, told in zip(amounts.values(), lines, strict=True)]
    return sum(slots) + GAP * max(len(slots) - 1, 0)


def _placed(
    stage: Sequence[Stop], amounts: Mapping[str, Decimal], lines: list[list[str]], scale: float, height: float
) -> list[Node]:
    """One below the other in the middle of the height; bar and name in the middle of their slot."""
    top, found = (height - _height(amounts, lines, scale)) / 2, []
    for stop, told in zip(stage, lines, strict=True):
        slot, bar = _slot(amounts[stop.key], told, scale), float(amounts[stop.key]) * scale
        first = top + (slot - LINE * len(told)) / 2 + LINE - 4
        written = [(round(first + LINE * number, 1), text) for number, text in enumerate(told)]
        found.append(Node(stop, top + (slot - bar) / 2, bar, written))
        top += slot + GAP
    return found


def _bands(
    left: Iterable[Node], right: Iterable[Node], flows: Flows, scale: float, told: Callable[[Decimal], str]
) -> list[Band]:
    """In the order of the stops at both ends, so that no two leave or arrive in the same place."""
    right = list(right)
    arrived, found = {node.stop.key: node.y for node in right}, []
    for source in left:
        leaves = source.y
        for target in right:
            ends = (source.stop.key, target.stop.key)
            if not (amount := flows.get(ends, Decimal(0))):
                continue
            thick = float(amount) * scale
            says = f"{source.stop.label} → {target.stop.label}: {told(amount)}"
            found.append(Band(*ends, leaves, arrived[ends[1]], thick, source.stop.series, says))
            leaves += thick
            arrived[ends[1]] += thick
    return found
