"""Items on their way to the profiles: put into numbers once for the whole installation, with who brought them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from django.db.models import QuerySet

from utblick import lexicon
from utblick.watch import bulk
from utblick.watch.meanings import texts_of
from utblick.watch.models import ActorWishes, Item, Sighting, Subscription

# Texts that are in memory at a time.
TEXTS = 2_500
Places = npt.NDArray[np.int64]


class Waiting(NamedTuple):
    """What is read of an item for matching it. Not a model instance: making those costs as much as matching them."""

    pk: int
    title: str
    summary: str
    language: str
    codes: list[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Batch:
    waiting: frozenset[int]
    """All the items that wait; those of them that cannot be met any more have no row below."""
    keys: Places
    features: lexicon.Features
    by_source: dict[int, Places]
    """The rows that each source has brought."""
    bought: npt.NDArray[np.bool_]
    """Of each row, whether it is of use only to who sells."""

    def read_here(self) -> Places:
        """The rows that the running municipality reads."""
        sources = Subscription.objects.current().values_list("source", flat=True)
        brought = [self.by_source[source] for source in sources if source in self.by_source]
        return np.unique(np.concatenate(brought)) if brought else np.zeros(0, np.int64)


def batch_of(waiting: Sequence[int], items: "QuerySet[Item]") -> Batch:
    """These items, those of them that are among `items` as features."""
    keys: list[int] = []
    bought: list[bool] = []
    parts = [lexicon.engine().features([])]
    for some in batched(waiting, TEXTS, strict=False):
        rows = read(items.filter(pk__in=some))
        keys += [row.pk for row in rows]
        bought += [row.kind in ActorWishes.BOUGHT for row in rows]
        parts.append(lexicon.engine().features(texts_of(rows)))
    features, brought = lexicon.Features.stacked(parts), brought_by(keys)
    return Batch(frozenset(waiting), np.array(keys, np.int64), features, brought, np.array(bought, np.bool_))


def read(items: "QuerySet[Item]", most: int | None = None) -> list[Waiting]:
    return list(map(Waiting._make, items.order_by("pk").values_list(*Waiting._fields)[:most]))


def brought_by(keys: Sequence[int]) -> dict[int, Places]:
    """By source the rows that it has brought."""
    rows = {key: row for row, key in enumerate(keys)}
    found: dict[int, list[int]] = defaultdict(list)
    for item, source in bulk.rows(Sighting, ["item_id", "source_id"], "item_id", keys):
        found[source].append(rows[item])
    return {source: np.array(brought, np.int64) for source, brought in found.items()}
