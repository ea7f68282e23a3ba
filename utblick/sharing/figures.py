"""What all that is shared comes to, for each municipality and together, and what that rests on."""

from collections import defaultdict
from dataclasses import dataclass, field, fields
from typing import Any, Self

from django.db.models import Count, IntegerField, QuerySet, Value

from utblick.initiatives.models import Initiative, Result, Step
from utblick.initiatives.sums import Others, Sums, others_by, sums_by
from utblick.sharing.crossing import Rows, parts

ONGOING = [Initiative.Status.PREPARING, Initiative.Status.RUNNING]


@dataclass(frozen=True, slots=True)
class Figures:
    """`sums` and `others` rest on the steps of so many initiatives."""

    initiatives: int = 0
    ongoing: int = 0
    results: int = 0
    sums: Sums = field(default_factory=Sums)
    others: Others = field(default_factory=Others)

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def figures_by_municipality(rows: Rows) -> dict[int, Figures]:
    """In three queries; a municipality without any such initiative is not in it."""
    steps = parts(Step, of=rows)
    sums, others = sums_by(steps, "municipality_id"), others_by(steps, "municipality_id")
    return {
        key: Figures(initiatives, ongoing, results, sums.get(key, Sums()), others.get(key, Others()))
        for key, (initiatives, ongoing, results) in _counts(rows).items()
    }


def _counts(rows: Rows) -> dict[int, list[int]]:
    asked: list[QuerySet[Any, Any]] = [rows, rows.filter(status__in=ONGOING), parts(Result, of=rows)]
    counted = [_counted(one, place) for place, one in enumerate(asked)]
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for place, municipality, count in counted[0].union(*counted[1:], all=True).order_by():
        found[municipality][place] = count
    return found


def _counted(rows: QuerySet[Any, Any], place: int) -> QuerySet[Any, Any]:
    placed = rows.order_by().annotate(place=Value(place, IntegerField()))
    found: QuerySet[Any, Any] = placed.values_list("place", "municipality_id").annotate(Count("pk"))
    return found
