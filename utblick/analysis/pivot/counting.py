"""The question → the sums, in one query, whose rows grow with what there is to divide by and not with the municipality.

Where a row has several keys, the sums of its rows or columns overlap; what they come to together is asked for once more in
the same query, without that dimension, so that each row is counted once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from utblick.analysis.pivot.dimensions import YEAR
from utblick.analysis.pivot.figures import Parts, added
from utblick.analysis.pivot.grouping import grouped
from utblick.analysis.pivot.question import Question
from utblick.analysis.pivot.subjects import OPEN, YEARS, Key
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
    records = [_Record.of(question, row) for *row, many in grouped(question) if many]
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
        return cls(without, keys, question.figure.read(rest))


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
