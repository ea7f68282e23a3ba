"""Workbooks as calamine reads them. Only ever in quarantine (child.py): a damaged one may bring the whole process down."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from utblick.tables.cells import HIGHEST, MOST_COLUMNS, Rows, written
from utblick.tables.guarding import Fault, UnreadableTable


def book(body: bytes) -> Iterator[Rows]:
    try:
        opened = CalamineWorkbook.from_filelike(io.BytesIO(body))
        for name in opened.sheet_names:
            sheet = opened.get_sheet_by_name(name)
            if sheet.total_height > HIGHEST:
                raise UnreadableTable(Fault.TOO_MANY_ROWS, sheet.total_height)
            yield _filled(sheet.to_python(skip_empty_area=False, nrows=None), sheet.merged_cell_ranges or [])
    except PasswordError:
        raise UnreadableTable(Fault.ENCRYPTED)
    except (CalamineError, OSError, ValueError):
        raise UnreadableTable(Fault.DAMAGED)


def _filled(rows: list[list[Any]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> Rows:
    told = [[written(cell) for cell in row[: MOST_COLUMNS + 1]] for row in rows]
    for (top, left), (bottom, right) in merged:
        for row in told[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = told[top][left]
    return told
