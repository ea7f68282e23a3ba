"""The question → the sums, in one query, whose rows grow with what there is to divide by and not with the municipality.

Where a row has several keys, the sums of its rows or columns overlap; what they come to together is asked for once more in
the same query, without that dimension, so that each row is counted once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.db.models import BooleanField, Count, IntegerField, Value

from utblick.analysis.pivot.dimensions import YEAR, Dimension
from utblick.analysis.pivot.figures import Parts, added, read
from utblick.analysis.pivot.question import Question
from utblick.analysis.pivot.subjects import OPEN, YEARS, Key, Rows
from utblick.indicators.counting import this_year


@dataclass(slots=True)
class Tally:
    """What it comes to: in each cell that has rows, in each row and column, and in all."""

    nothing: Parts
    cells: dict[tuple[Key, Key], Parts] = field(default_factory=dict)
    rows: dict[Key, Parts] = field(default_factory=dict)
    columns: dict[Key, Parts] = field(default_factory=dict)
    total: Parts = ()


def put[K](into: dict[K, Parts], key: K, parts: Parts) -> None:
    into[key] = added(into[key], parts) if key in into else parts


def tally(question: Question) -> Tally:
    """One query."""
    found = Tally(question.figure.nothing, total=question.figure.nothing)
    # What is divided by nothing comes as one sum though it be of no rows.
    records = [_Record.of(question, row) for *row, many in _grouped(question) if many]
    span = _span(question, records)
    for record in records:
        _count(found, question, record, span)
    return found


@dataclass(frozen=True, slots=True)
class _Record:
    """`without`: the dimensions that this sum is not divided by, though the question is."""

    without: frozenset[str]
    keys: dict[str, tuple[Any, ...]]
    parts: Parts

    @classmethod
    def of(cls, question: Question, row: list[Any]) -> "_Record":
        rest = iter(row)
        names = [name for name, _one in question.dimensions]
        without = frozenset(name for name in names if next(rest))
        keys = {name: (next(rest), next(rest)) if one.spans else (next(rest),) for name, one in question.dimensions}
        return cls(without, keys, read(rest))


def _grouped(question: Question) -> Rows:
    first, *others = [
        _branch(question, dict(zip(kept, arms, strict=True)))
        for kept in _kept(question.dimensions)
        for arms in product(*(one.arms(question.figure.subject) for name, one in question.dimensions if name in kept))
    ]
    return first.union(*others, all=True).order_by() if others else first


def _kept(dimensions: list[tuple[str, Dimension]]) -> Iterator[list[str]]:
    """What the sums are divided by: by all, then without each of those that overlap, then without both."""
    ways = [[True, False] if one.many else [True] for _name, one in dimensions]
    for way in product(*ways):
        yield [name for (name, _one), is_kept in zip(dimensions, way, strict=True) if is_kept]


def _branch(question: Question, arms: dict[str, Any]) -> Rows:
    rows, columns = question.narrowed(), []
    for name, one in question.dimensions:
        columns += [name, f"{name}_last"] if one.spans else [name]
        rows = arms[name](rows, name) if name in arms else rows.annotate(**{name: Value(None, IntegerField())})
    left_out = {f"without_{name}": Value(name not in arms, BooleanField()) for name, _one in question.dimensions}
    aggregates = question.figure.aggregates()
    found: Rows = rows.annotate(**left_out).values_list(*left_out, *columns).annotate(**aggregates, many=Count("pk"))
    return found


# Into rows and columns


def _span(question: Question, records: Iterable[_Record]) -> tuple[int, int]:
    """The years that can be shown: the period's. Without its end, what has none goes on until the latest year that is known."""
    known = [this_year()]
    for record in records:
        for name, one in question.dimensions:
            known += [year for year in record.keys[name] if one.spans and year in YEARS]
    return question.first or YEARS[0], question.last or max(known)


def _keys(question: Question, name: str, record: _Record, span: tuple[int, int]) -> Iterable[Key]:
    one = dict(question.dimensions)[name]
    if one is YEAR:
        first, last = record.keys[name]
        return _years(first, last, span)
    key, wanted = record.keys[name][0] or None, question.chosen.get(one.key)
    return () if wanted and key != wanted else (key,)


def _years(first: int | None, last: int | None, span: tuple[int, int]) -> Iterable[Key]:
    until = span[1] if last == OPEN else min(last or 0, span[1])
    return range(max(first or OPEN, span[0]), until + 1) or (None,)


def _count(found: Tally, question: Question, record: _Record, span: tuple[int, int]) -> None:
    """Into the cells, and into the sums of which it is a part: those that are divided by no more than must be."""
    dimensions = dict(question.dimensions)
    overlapping = {name for name, one in dimensions.items() if one.many}
    keys = {name: list(_keys(question, name, record, span)) for name in dimensions if name not in record.without}
    if not record.without:
        for cell in product(keys["row"], keys.get("column", [None])):
            put(found.cells, cell, record.parts)
    if record.without == overlapping - {"row"}:
        for key in keys["row"]:
            put(found.rows, key, record.parts)
    if "column" in dimensions and record.without == overlapping - {"column"}:
        for key in keys["column"]:
            put(found.columns, key, record.parts)
    if record.without == overlapping:
        found.total = added(found.total, record.parts)
