"""Joint initiatives: each side's share is what its own steps come to, and the whole is their sum."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add

from utblick.initiatives.sums import Sums
from utblick.sharing.crossing import Rows, told
from utblick.sharing.telling import Told, tell

MOST = 1000
"""Sides on a page at most."""


@dataclass(frozen=True, slots=True)
class Joint:
    """`lead`: the key of the initiative that others were invited to, which goes first where it is shown."""

    lead: int
    sides: list[Told]

    @property
    def title(self) -> str:
        return str(self.sides[0].row["title"])

    @property
    def total(self) -> Sums:
        return reduce(add, (side.sums for side in self.sides))


def joints(pairs: Iterable[tuple[int, int]], *, of: Rows) -> list[Joint]:
    """Those of which at least two sides may be shown, from pairs of lead and side; in three queries more."""
    found: dict[int, set[int]] = defaultdict(set)
    for lead, side in pairs:
        found[lead].add(side)
    rows = list(told(of.filter(pk__in={side for sides in found.values() for side in sides})))
    shown = {one.row["pk"]: one for one in tell(rows, of=of)}
    whole = [Joint(lead, _sides(lead, sides, shown)) for lead, sides in found.items()]
    return [one for one in whole if len(one.sides) > 1]


def _sides(lead: int, keys: set[int], shown: dict[int, Told]) -> list[Told]:
    sides = [shown[key] for key in keys if key in shown]
    return sorted(sides, key=lambda one: (one.row["pk"] != lead, one.row["municipality__name"]))
