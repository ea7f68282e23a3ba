"""A spreadsheet or CSV file as a header and rows of text. Pure: no Django, nothing is fetched, no formula or macro runs.

Of a formula the value is taken that the program last reckoned; a merged cell's value stands in every cell that it covers.
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

LARGEST_UNPACKED = 150 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2_000, 60, 4_000
DELIMITERS = ";\t,|"


class Fault(StrEnum):
    EMPTY = "empty"
    WRONG_KIND = "wrong_kind"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    BOMB = "bomb"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"


class UnreadableTable(Exception):
    """Why a file could not be read; `count` where there were too many."""

    def __init__(self, fault: Fault, count: int = 0) -> None:
        super().__init__(fault)
        self.fault, self.count = fault, count


@dataclass(frozen=True, slots=True)
class Table:
    """`first` is the row of the file that `rows` begin with, counted as the spreadsheet counts."""

    header: list[str]
    rows: list[list[str]]
    first: int


def table_of(body: bytes) -> Table:
    """The kind is seen from the content: a file's name proves nothing. Raises UnreadableTable."""
    if not body.strip(b"\0 \t\r\n"):
        raise UnreadableTable(Fault.EMPTY)
    if body.startswith(b"PK\x03\x04"):
        look_inside(body)
        return _tidied(_sheet(body))
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in body:
            raise UnreadableTable(Fault.ENCRYPTED)
        return _tidied(_sheet(body))
    return _tidied(_lines(_text(body)))


def look_inside(body: bytes) -> None:
    """Refuse what unpacks to far more than a list holds, and what carries macros, before anything is unpacked."""
    try:
        members = zipfile.ZipFile(io.BytesIO(body)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
        raise UnreadableTable(Fault.DAMAGED)
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise UnreadableTable(Fault.BOMB)
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableTable(Fault.ENCRYPTED)
    names = [member.filename.lower() for member in members]
    if any("vbaproject" in name or name.startswith(("basic/", "scripts/")) for name in names):
        raise UnreadableTable(Fault.MACROS)
    if "content.xml" not in names and not any(name.startswith("xl/workbook") for name in names):
        raise UnreadableTable(Fault.WRONG_KIND)


def _sheet(body: bytes) -> list[list[str]]:
    """The first sheet that holds anything."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > MOST_ROWS * 60:
                raise UnreadableTable(Fault.TOO_MANY_ROWS, sheet.total_height)
            rows = _filled(sheet.to_python(skip_empty_area=False, nrows=None), sheet.merged_cell_ranges or [])
            if any(map(any, rows)):
                return rows
    except PasswordError:
        raise UnreadableTable(Fault.ENCRYPTED)
    except (CalamineError, OSError, ValueError):
        raise UnreadableTable(Fault.DAMAGED)
    raise UnreadableTable(Fault.EMPTY)


def _filled(rows: list[list[Any]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[list[str]]:
    told = [[_written(cell) for cell in row[: MOST_COLUMNS + 1]] for row in rows]
    for (top, left), (bottom, right) in merged:
        for row in told[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = told[top][left]
    return told


def _written(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(cell)).split())[:LONGEST_CELL]


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


def _lines(text: str) -> list[list[str]]:
    head = "\n".join(text.splitlines()[:20])
    delimiter = max(DELIMITERS, key=head.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [[_written(cell) for cell in row[: MOST_COLUMNS + 1]] for row in rows]
    except csv.Error:
        raise UnreadableTable(Fault.DAMAGED)


def _tidied(rows: list[list[str]]) -> Table:
    """The header is the first row with more than one text, or the first of all; what stands above it is a title."""
    if not any(map(any, rows)):
        raise UnreadableTable(Fault.EMPTY)
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
