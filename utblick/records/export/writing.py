"""Everything of one municipality → one ZIP file, row by row: memory does not grow with the rows.

Each kind is written as JSON Lines, which is exact, and as CSV for people and spreadsheets; files lie beside under their row's key.
"""

import csv
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.journal.attachments import Attachment
from utblick.records.export import kinds, readme, schema
from utblick.records.export.columns import Column, columns, content_of, file_field, label_of, place_of, told
from utblick.tenancy import scope
from utblick.ui.sheets import harmless

CHECKSUMS = "checksums.sha256"

type Heard = Callable[[int, int], None]


@dataclass(slots=True)
class Summary:
    """What was written. `missing`: files that rows name and the storage no longer has."""

    open_only: bool
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    missing: list[str] = field(default_factory=list)
    sums: dict[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(self.rows.values())


def write(path: Path, *, open_only: bool = False, heard: Heard = lambda done, total: None) -> Summary:
    """Of the municipality of the running work, as a file that is there whole or not at all. `heard` is told after each kind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    with scope.acting(scope.municipality(), scope.current().user, sees_secrets=not open_only):
        try:
            with half.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as out:
                summary = _write_all(out, open_only, heard)
            half.chmod(0o600)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    return summary


def _write_all(out: zipfile.ZipFile, open_only: bool, heard: Heard) -> Summary:
    summary, seen = Summary(open_only), kinds.Seen()
    seen.shared[Municipality].add(scope.municipality_id())
    models_ = kinds.all_kinds()
    for done, model in enumerate(models_, start=1):
        summary.rows[label_of(model)] = _write_kind(out, model, seen, summary)
        heard(done, len(models_))
    for model in models_:
        if file_field(model):
            _write_files(out, model, seen, summary)
    _add(out, "datapackage.json", schema.package(summary.rows), summary)
    _add(out, "LÄSMIG.md", readme.text(summary).encode(), summary)
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(summary.sums.items()))
    out.writestr(CHECKSUMS, lines)
    return summary


def _write_kind(out: zipfile.ZipFile, model: Any, seen: kinds.Seen, summary: Summary) -> int:
    """A member at a time can be written to: the CSV waits in a file beside."""
    head, count = columns(model), 0
    with tempfile.TemporaryFile() as beside, _Member(out, schema.path_of(model, "jsonl"), summary) as member:
        table = io.TextIOWrapper(beside, encoding="utf-8", newline="")
        lines = csv.writer(table, delimiter=";")
        # The second line is for people; datapackage.json tells programs to pass over it.
        lines.writerow([column.name for column in head])
        lines.writerow([column.title for column in head])
        for obj, secret in kinds.rows_of(model, seen, open_only=summary.open_only):
            row = told(obj, confidential=secret)
            member.write(json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False).encode() + b"\n")
            lines.writerow(_cells(head, row))
            count += 1
        table.flush()
        member.close()
        _copy(out, schema.path_of(model, "csv"), beside, summary)
    return count


def _cells(head: Iterable[Column], row: dict[str, Any]) -> list[str | int]:
    return [_cell(column, row[column.name]) for column in head]


def _cell(column: Column, value: Any) -> str | int:
    """As data are written, not as Swedish does: a point in decimals, and days with hyphens."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return harmless(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))
    if column.type in {"number", "integer"}:
        return str(value)
    return harmless(value if isinstance(value, str) else json.loads(json.dumps(value, cls=DjangoJSONEncoder)))


def _write_files(out: zipfile.ZipFile, model: Any, seen: kinds.Seen, summary: Summary) -> None:
    """One at a time: the largest file that is kept decides how much memory it takes."""
    for obj in _with_files(model, seen, summary):
        place = place_of(obj)
        if not place:
            continue
        try:
            _add(out, place, content_of(obj), summary)
            summary.files += 1
        except FileNotFoundError:
            summary.missing.append(place)


def _with_files(model: type[models.Model], seen: kinds.Seen, summary: Summary) -> Iterator[Any]:
    for obj, _secret in kinds.rows_of(model, seen, open_only=summary.open_only):
        if isinstance(obj, Attachment) or obj.get_deferred_fields():
            obj.refresh_from_db(fields=[file_field(model).name])
        yield obj


class _Member:
    """A member of the ZIP file whose checksum is kept while it is written."""

    def __init__(self, out: zipfile.ZipFile, name: str, summary: Summary) -> None:
        self.name, self.summary, self.digest = name, summary, hashlib.sha256()
        told = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
        told.compress_type = zipfile.ZIP_DEFLATED
        self.file = out.open(told, "w", force_zip64=True)

    def __enter__(self) -> "_Member":
        return self

    def __exit__(self, *args: object) -> None:
        self.close()

    def write(self, some: bytes) -> None:
        self.digest.update(some)
        self.file.write(some)

    def close(self) -> None:
        self.file.close()
        self.summary.sums[self.name] = self.digest.hexdigest()


def _copy(out: zipfile.ZipFile, name: str, file: IO[bytes], summary: Summary) -> None:
    file.seek(0)
    with _Member(out, name, summary) as member:
        while some := file.read(1 << 20):
            member.write(some)


def _add(out: zipfile.ZipFile, name: str, content: bytes, summary: Summary) -> None:
    with _Member(out, name, summary) as member:
        member.write(content)
