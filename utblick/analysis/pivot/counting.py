"""The question → the sums, in one query, with a row for each set of keys that any rows have together.

Where a row has several keys, the sums of rows or columns overlap: it is in the sum of each of them, and in that of all once.
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
    """What it comes to: in each cell that has rows, in each row and column, and in all; and how many rows should tell it and do
    not."""

    nothing: Parts
    cells: dict[tuple[Key, Key], Parts] = field(default_factory=dict)
    rows: dict[Key, Parts] = field(default_factory=dict)
    columns: dict[Key, Parts] = field(default_factory=dict)
    total: Parts = ()
    untold: int = 0


def put[K](into: dict[K, Parts], key: K, parts: Parts) -> None:
    into[key] = added(into[key], parts) if key in into else parts


def tally(question: Question) -> Tally:
    """One query."""
    found = Tally(question.figure.nothing, total=question.figure.nothing)
    records = [_Record.of(question, row) for row in grouped(question)]
    span = _span(question, records)
    for record in records:
        _count(found, question, record, span)
    return found


@dataclass(frozen=True, slots=True)
class _Record:
    keys: dict[str, tuple[Any, ...]]
    """By dimension: all that its rows are under, or the first and the last where it spans."""
    parts: Parts
    untold: int

    @classmethod
    def of(cls, question: Question, row: Iterable[Any]) -> "_Record":
        rest = iter(row)
        keys = {
            name: (next(rest), next(rest)) if one.spans else one.keys(next(rest)) for name, one in question.dimensions
        }
        return cls(keys, *question.figure.read(rest))


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
    wanted = question.chosen.get(one.key)
    return [key for key in record.keys[name] if wanted in (None, key)]


def _years(first: int | None, last: int | None, span: tuple[int, int]) -> Iterable[Key]:
    until = span[1] if last == OPEN else min(last or 0, span[1])
    return range(max(first or OPEN, span[0]), until + 1) or (None,)


def _count(found: Tally, question: Question, record: _Record, span: tuple[int, int]) -> None:
    """Into the cells, the rows and columns that it is a part of, and the whole."""
    rows = _keys(question, "row", record, span)
    columns = _keys(question, "column", record, span) if question.columns else ()
    for cell in product(rows, columns or [None]):
        put(found.cells, cell, record.parts)
    for key in rows:
        put(found.rows, key, record.parts)
    for key in columns:
        put(found.columns, key, record.parts)
    found.total = added(found.total, record.parts)
    found.untold += record.untold
