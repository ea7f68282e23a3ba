"""What was counted while pages were shown → rows; and rows → figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet, Sum

from utblick.campaigns.models import Origin, Reach
from utblick.tenancy import scope


class Counted(NamedTuple):
    """What one row of reach counts."""

    municipality: int
    page: int
    day: date
    language: str
    origin: str


@transaction.atomic
def add(counts: Mapping[Counted, int]) -> None:
    """Add to what stands, all or nothing. In one order, so that two processes never wait for each other in a ring."""
    with scope.everywhere():
        for counted, views in sorted(counts.items()):
            _add(counted, views)


def _add(counted: Counted, views: int) -> None:
    key = dict(zip(("municipality_id", "page_id", "day", "language", "origin"), counted, strict=True))
    row, more = Reach.objects.filter(**key), {"views": F("views") + views}
    if row.update(**more):
        return
    try:
        with transaction.atomic():
            Reach(**key, views=views).save()
    except IntegrityError:  # another process was the first of the day
        row.update(**more)


@dataclass(frozen=True, slots=True)
class Reached:
    """`arrivals`: the views by readers who came from elsewhere than our own pages."""

    views: int = 0
    arrivals: int = 0

    def __add__(self, other: "Reached") -> "Reached":
        return Reached(self.views + other.views, self.arrivals + other.arrivals)


def reached(rows: QuerySet[Reach], *paths: str) -> dict[Any, Reached]:
    """What these rows come to for each value of a path, in one query; several paths give tuples as keys."""
    sums = {"all_views": Sum("views"), "arrived": Sum("views", filter=~Q(origin=Origin.OWN), default=0)}
    found = {}
    for *key, views, arrived in rows.order_by().values_list(*paths).annotate(**sums).order_by(*paths):
        found[tuple(key) if len(paths) > 1 else key[0]] = Reached(views, arrived)
    return found


def together(parts: Mapping[Any, Reached]) -> Reached:
    total = Reached()
    for one in parts.values():
        total += one
    return total
