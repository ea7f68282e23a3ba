"""What hangs on the initiatives of a report: goals, partners, results and lessons, asked for in one query.

They have little in common but that; so each is told in the same columns, and read back by its kind.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, DecimalField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from utblick.initiatives.models import Contribution, Lesson, Participation, Result


class Row(NamedTuple):
    """`of`: the goal or the partner; of a result the goal that it names."""

    kind: str
    initiative: int
    pk: int
    of: int | None
    place: int
    day: date
    name: str
    text: str
    more: str
    value: Decimal | None


def hanging_on(initiatives: Any, first: date, last: date) -> Iterator[Row]:
    """The goals in their order, the partners by name, the results and lessons of the period by their day."""
    ours, within = {"initiative__in": initiatives}, (first, last)
    goals = _told(Contribution.objects.filter(**ours), "goal", of="goal_id", place="goal__position",
                  name="goal__name", text="goal__text")  # fmt: skip
    partners = _told(Participation.objects.filter(**ours), "partner", of="organisation_id",
                     name="organisation__name", text="organisation__country")  # fmt: skip
    results = _told(Result.objects.standing().filter(noted_on__range=within, **ours), "result", of="goal_id",
                    day="noted_on", text="text", more="unit_of_value", value="value")  # fmt: skip
    lessons = _told(Lesson.objects.standing().filter(learnt_on__range=within, **ours), "lesson",
                    day="learnt_on", text="text", more="change")  # fmt: skip
    rows = goals.union(partners, results, lessons, all=True)
    yield from (Row(*row) for row in rows.order_by("told_kind", "told_place", "told_day", "told_name", "told_pk"))


NOTHING: dict[str, Any] = {
    "of": Cast(Value(None), IntegerField()),
    "place": Value(0, IntegerField()),
    "day": Cast(Value(None), DateField()),
    "name": Value("", CharField()),
    "text": Value("", CharField()),
    "more": Value("", CharField()),
    "value": Cast(Value(None), DecimalField(max_digits=14, decimal_places=2)),
}


def _told(rows: QuerySet[Any], kind: str, **fields: str) -> Any:
    columns = {"kind": Value(kind, CharField()), "initiative": F("initiative_id"), "pk": F("pk"), **NOTHING}
    columns |= {name: F(field) for name, field in fields.items()}
    told = {f"told_{name}": column for name, column in columns.items()}
    return rows.order_by().annotate(**told).values_list(*told)
