"""A table as a file: CSV as programs read it (RFC 4180, UTF-8, points in numbers), JSON, and Excel."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from utblick.outreach.open_data.tables import Table, rows_of
from utblick.site.serving import Visit
from utblick.ui import sheets


@dataclass(frozen=True, slots=True)
class Kind:
    """`authority`: the name in the EU's list of file types."""

    label: str
    media_type: str
    authority: str
    write: Callable[[Table, Visit], bytes]


def _csv(table: Table, visit: Visit) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    for row in rows_of(table, visit):
        writer.writerow([sheets.harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode()


def _json(table: Table, visit: Visit) -> bytes:
    rows: list[dict[str, Any]] = [dict(zip(table.columns, row, strict=True)) for row in rows_of(table, visit)]
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def _xlsx(table: Table, visit: Visit) -> bytes:
    file = io.BytesIO()
    columns: dict[str, Callable[[Any], sheets.Cell]] = {name: _column(name) for name in table.columns}
    sheets.write_xlsx(file, sheets.Sheet(table.name, columns), table.rows(visit))
    return file.getvalue()


def _column(name: str) -> Callable[[Any], sheets.Cell]:
    return lambda row: row[name]


KINDS = {
    "csv": Kind("CSV", "text/csv; charset=utf-8", "CSV", _csv),
    "json": Kind("JSON", "application/json; charset=utf-8", "JSON", _json),
    "xlsx": Kind("Excel", sheets.XLSX, "XLSX", _xlsx),
}
