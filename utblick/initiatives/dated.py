"""Rows of many kinds that have a date, asked for in one query: what is due, one's own dates, the calendar of a portfolio.

asked = [dated(steps, "start", F("starts_on"), title="title", key="initiative_id"), dated(…), …]
for row in soonest_first([rows.filter(on__range=(first, last)) for rows in asked], most=100): row.on, row.what, …
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from utblick.ui.cutting import cut

LONGEST_TITLE = 120


class DatedRow(NamedTuple):
    """`what`: which kind of date; `key`: of the object whose page is shown; `pk`: of the row that has the date."""

    on: date
    what: str
    title: str
    key: int
    pk: int


def dated(rows: QuerySet[Any], what: str, on: Any, *, title: str, key: str = "pk") -> QuerySet[Any]:
    """The rows with the columns of a union, cast so that they are alike in every query. May be filtered on `on` still."""
    cast: QuerySet[Any] = rows.annotate(
        on=Cast(on, DateField()),
        what=Value(what, CharField()),
        called=Cast(F(title), CharField()),
        key=Cast(F(key), IntegerField()),
        row=Cast(F("pk"), IntegerField()),
    )
    return cast


def soonest_first(asked: Sequence[QuerySet[Any]], *, most: int) -> Iterator[DatedRow]:
    """One query over all that was asked for with `dated`."""
    return _in_order(asked, "on", most)


def newest_first(asked: Sequence[QuerySet[Any]], *, most: int) -> Iterator[DatedRow]:
    """The same the other way about."""
    return _in_order(asked, "-on", most)


def _in_order(asked: Sequence[QuerySet[Any]], order: str, most: int) -> Iterator[DatedRow]:
    queries = [rows.values_list("on", "what", "called", "key", "row").order_by() for rows in asked]
    for on, what, title, key, pk in queries[0].union(*queries[1:], all=True).order_by(order)[:most]:
        yield DatedRow(_day(on), what, cut(title, LONGEST_TITLE), key, pk)


def _day(value: Any) -> date:
    """SQLite gives a date of a union as text."""
    return value if type(value) is date else date.fromisoformat(str(value)[:10])
