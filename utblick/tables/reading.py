"""The sheets of a file, each as rows of cells written as text."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from utblick.tables.guarding import Fault, UnreadableTable, look_inside

DELIMITERS = ";\t,|"
# Rows that only carry a format reach far below a list; beyond this it is none.
HIGHEST = 120_000
MOST_COLUMNS, LONGEST_CELL = 60, 4_000
type Rows = list[list[str]]


def sheets(body: bytes) -> Iterator[Rows]:
    """The kind is seen from the content: a file's name proves nothing. Raises UnreadableTable.

    Of each row one cell more than is taken at the most, so that it is seen that there were too many.
    """
    if not body.strip(b"\0 \t\r\n"):
        raise UnreadableTable(Fault.EMPTY)
    if body.startswith(b"PK\x03\x04"):
        look_inside(body)
        yield from _book(body)
    elif body.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in body:
            raise UnreadableTable(Fault.ENCRYPTED)
        yield from _book(body)
    else:
        yield _lines(_text(body))


def _book(body: bytes) -> Iterator[Rows]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
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


def written(cell: object) -> str:
    """On one line; without invisible characters, which part no words."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell)
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else _parting(sign) for sign in text)
    return " ".join(text.split())[:LONGEST_CELL]


def _parting(sign: str) -> str:
    return "" if unicodedata.category(sign) == "Cf" else " "


def _text(body: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else what Excel on Windows writes."""
    encodings = ("utf-16",) if body[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableTable(Fault.WRONG_KIND)


def _lines(text: str) -> Rows:
    head = "\n".join(text.splitlines()[:20])
    delimiter = max(DELIMITERS, key=head.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [[written(cell) for cell in row[: MOST_COLUMNS + 1]] for row in rows]
    except csv.Error:
        raise UnreadableTable(Fault.DAMAGED)
