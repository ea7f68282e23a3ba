"""Lists as files, Excel and CSV, in which every text stays a text.

A cell that begins with = + - or @ would be run by the spreadsheet that opens the file (OWASP, "CSV Injection"). Excel files
say of each cell what it is; in CSV, which cannot, such a text gets an apostrophe before it.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import IO, Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.text import slugify

type Cell = str | int | float | Decimal | date | datetime | None

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST = 32_767
"""Characters in a cell of Excel."""
WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a list is as a file. `columns`: heading to what a row says there."""

    title: str
    columns: Mapping[str, Callable[[Any], Cell]]

    def cells(self, rows: Iterable[Any]) -> Iterator[list[Cell]]:
        return ([told(row) for told in self.columns.values()] for row in rows)


def answer(kind: str, sheet: Sheet, rows: Iterable[Any]) -> HttpResponse:
    """The rows as a file to keep; `kind` is one of KINDS."""
    name = f"{slugify(sheet.title)}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response = KINDS[kind](sheet, rows)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _xlsx(sheet: Sheet, rows: Iterable[Any]) -> HttpResponse:
    with tempfile.TemporaryFile() as file:
        write_xlsx(file, sheet, rows)
        file.seek(0)
        return HttpResponse(file.read(), content_type=XLSX)


def _csv(sheet: Sheet, rows: Iterable[Any]) -> HttpResponse:
    return HttpResponse(csv_lines(sheet, rows), content_type="text/csv; charset=utf-8")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: Mapping[str, Callable[[Sheet, Iterable[Any]], HttpResponse]] = {"xlsx": _xlsx, "csv": _csv}


def write_xlsx(file: IO[bytes], sheet: Sheet, rows: Iterable[Any]) -> None:
    """One sheet with a heading row that stays in view and filters; memory does not grow with the rows."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "remove_timezone": True, "in_memory": False})
    page = book.add_worksheet(_sheet_name(sheet.title))
    formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
    for place, heading in enumerate(sheet.columns):
        page.set_column(place, place, min(max(len(heading) + 4, 14), WIDEST))
    page.freeze_panes(1, 0)
    _write_texts(page, 0, list(sheet.columns), book.add_format({"bold": True, "bottom": 1}))
    last = 0
    for last, cells in enumerate(sheet.cells(rows), start=1):
        for place, cell in enumerate(cells):
            _write(page, last, place, cell, formats)
    page.autofilter(0, 0, last, max(len(sheet.columns) - 1, 0))
    book.close()


FORMATS: Mapping[type, str] = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", Decimal: "#,##0.00"}


def _write_texts(page: Any, row: int, texts: Sequence[str], form: Any) -> None:
    for place, text in enumerate(texts):
        page.write_string(row, place, text, form)


def _write(page: Any, row: int, place: int, cell: Cell, formats: Mapping[type, Any]) -> None:
    if isinstance(cell, datetime):
        page.write_datetime(row, place, timezone.localtime(cell).replace(tzinfo=None), formats[datetime])
    elif isinstance(cell, date):
        page.write_datetime(row, place, cell, formats[date])
    elif isinstance(cell, Decimal):
        page.write_number(row, place, cell, formats[Decimal])
    elif isinstance(cell, int | float):
        page.write_number(row, place, cell)
    elif cell:
        page.write_string(row, place, cell[:LONGEST])


def _sheet_name(title: str) -> str:
    """At most 31 characters, none of []:*?/\\ (Excel's own rule)."""
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in title)[:31].strip("' ") or "Utblick"


def csv_lines(sheet: Sheet, rows: Iterable[Any]) -> Iterator[str]:
    """As a Swedish Excel opens it by itself: a byte order mark, semicolons, decimals as the reader's language has them."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";")
    mark = get_format("DECIMAL_SEPARATOR")
    yield "\ufeff"
    headings: list[Cell] = list(sheet.columns)
    for cells in chain([headings], sheet.cells(rows)):
        writer.writerow([harmless(_told(cell, mark)) for cell in cells])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _told(cell: Cell, decimal_mark: str) -> str | int:
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%Y-%m-%d %H:%M}"
    if isinstance(cell, Decimal | float):
        return _Number(str(cell).replace(".", decimal_mark))
    if cell is None or isinstance(cell, str | int):
        return "" if cell is None else cell
    return cell.isoformat()


class _Number(str):
    """Already a number: a minus before it is no formula."""


def harmless(cell: str | int) -> str | int:
    """The cell as no spreadsheet runs it."""
    if isinstance(cell, str) and not isinstance(cell, _Number) and cell.startswith(DANGEROUS):
        return f"'{cell}"
    return cell
