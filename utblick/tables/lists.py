"""One list out of a file: its header, and rows that are as wide."""

from dataclasses import dataclass

from utblick.tables.cells import MOST_COLUMNS
from utblick.tables.guarding import Fault, UnreadableTable
from utblick.tables.reading import sheets

MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Table:
    """`first` is the row of the file that `rows` begin with, counted as the spreadsheet counts."""

    header: list[str]
    rows: list[list[str]]
    first: int


def table_of(body: bytes) -> Table:
    """The first sheet that holds anything. Raises UnreadableTable."""
    found = next((rows for rows in sheets(body) if any(map(any, rows))), None)
    if found is None:
        raise UnreadableTable(Fault.EMPTY)
    return _tidied(found)


def _tidied(rows: list[list[str]]) -> Table:
    """The header is the first row with more than one text, or the first of all; what stands above it is a title."""
    start = next((number for number, row in enumerate(rows) if len(set(filter(None, row))) > 1), 0)
    start = start if any(map(any, rows[start + 1 :])) else 0
    wide = max(map(len, rows), default=0)
    if wide > MOST_COLUMNS:
        raise UnreadableTable(Fault.TOO_MANY_COLUMNS, wide)
    header, body = rows[start], rows[start + 1 :]
    while body and not any(body[-1]):
        body.pop()
    if not body:
        raise UnreadableTable(Fault.EMPTY)
    if len(body) > MOST_ROWS:
        raise UnreadableTable(Fault.TOO_MANY_ROWS, len(body))
    even = [[*row, *[""] * (wide - len(row))] for row in body]
    return Table([*header, *[""] * (wide - len(header))], even, start + 2)
