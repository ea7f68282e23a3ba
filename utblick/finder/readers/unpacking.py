"""A published file, however it is packed, as tables whose rows are read one after another."""

import csv
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import Popen
from typing import IO, Any

import ijson

from utblick.finder.readers.sheet_child import written
from utblick.finder.readers.told import Bad, Reader, Row
from utblick.quarantine import ended, started

# A record with broken quotes ends here at the latest.
MOST_LINES = 400
ENCRYPTED = 0x1  # of the flags of a member (APPNOTE.TXT 4.4.4)
DAMAGE = (
    *(OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError),
    *(UnicodeDecodeError, csv.Error, ijson.JSONError),
)
LARGEST_TABLE, LARGEST_SHEET = 12 * 1024**3, 1024**3
csv.field_size_limit(1_000_000)

type Rows = Iterator[Row | Bad]
type Found = tuple[Reader, Rows]


class Unreadable(Exception):
    """The file is damaged, or packed in a way that cannot be read."""


class NothingKnown(Unreadable):
    """The file can be read, but none of its tables is of a known kind."""


def tables(path: Path, readers: Sequence[Reader]) -> Iterator[Found]:
    """The tables of known kinds, in the readers' order."""
    with ExitStack() as stack:
        found = [table for table in _opened(path, stack, readers) if table is not None]
        if not found:
            raise NothingKnown(path.name)
        yield from sorted(found, key=lambda one: readers.index(one[0]))


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Damage shows where it lies, which may be in the middle of a table: whatever it is, Unreadable is raised for it."""
    try:
        yield
    except FileNotFoundError:
        raise
    except DAMAGE as error:
        raise Unreadable(f"{path.name}: {error}") from error


def _opened(path: Path, stack: ExitStack, readers: Sequence[Reader]) -> Iterator[Found | None]:
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PK\x03\x04":
        archive = stack.enter_context(zipfile.ZipFile(path))
        names = [one.filename for one in archive.infolist()]
        if any(name.startswith("xl/") for name in names):
            if sum(one.file_size for one in archive.infolist()) > LARGEST_SHEET:
                raise Unreadable(f"{path.name}: unpacks to more than a sheet holds")
            yield _sheet(path, stack, readers)
        else:
            yield from _members(archive, stack, readers)
    elif start[:2] == b"\x1f\x8b":
        yield _table(stack.enter_context(gzip.GzipFile(path)), readers)
    else:
        yield _table(stack.enter_context(path.open("rb")), readers)


def _members(archive: zipfile.ZipFile, stack: ExitStack, readers: Sequence[Reader]) -> Iterator[Found | None]:
    for member in archive.infolist():
        if member.flag_bits & ENCRYPTED:
            raise Unreadable(f"{archive.filename}: encrypted")
        if member.filename.lower().endswith((".csv", ".json")) and member.file_size <= LARGEST_TABLE:
            yield _table(stack.enter_context(archive.open(member)), readers)


def _table(file: Any, readers: Sequence[Reader]) -> Found | None:
    buffered: io.BufferedReader = io.BufferedReader(file)
    start = buffered.peek(64).lstrip(b"\xef\xbb\xbf \r\n\t")
    return _objects(buffered, readers) if start[:1] in (b"[", b"{") else _lines(buffered, readers)


def _known(headings: Sequence[str], readers: Sequence[Reader]) -> Reader | None:
    known = frozenset(headings)
    return next((reader for reader in readers if reader.recognises(known)), None)


def plain(heading: str) -> str:
    """A heading in small letters and digits: "Partner 1 name" and "partner_1_name" are one."""
    return re.sub(r"[^a-z0-9]", "", heading.casefold().translate(str.maketrans("åäö", "aao")))


# Text with separators


def _lines(file: io.BufferedReader, readers: Sequence[Reader]) -> Found | None:
    text = io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="")
    first = text.readline(100_000)
    delimiter = max(";,\t", key=first.count)
    names = [plain(name) for name in next(csv.reader([first], delimiter=delimiter), [])]
    reader = _known(names, readers)
    return (reader, _rows(text, names, delimiter, reader.BEGINS)) if reader else None


def _rows(text: io.TextIOWrapper, names: list[str], delimiter: str, begins: str) -> Rows:
    for line, record in records(text, begins):
        try:
            cells = next(csv.reader(record, delimiter=delimiter), [])
        except csv.Error:
            yield Bad(line, "quotes")
            continue
        if len(cells) == len(names):
            yield Row(line, dict(zip(names, cells, strict=True)))
        elif any(cells):
            yield Bad(line, "columns")


def records(text: Iterator[str], begins: str) -> Iterator[tuple[int, list[str]]]:
    """Lines put together to records, each with the number of its first line.

    A record ends where its quotes do; where they do not, before the line that begins a new one.
    """
    new = re.compile(begins) if begins else None
    record: list[str] = []
    first, is_open = 2, False
    for number, line in enumerate(text, start=2):
        if is_open and ((new and new.match(line)) or len(record) >= MOST_LINES):
            yield first, record
            record, is_open = [], False
        if not record:
            first = number
        record.append(line)
        is_open ^= line.count('"') % 2 == 1
        if not is_open:
            yield first, record
            record = []
    if record:
        yield first, record


# Lists of objects, and sheets


def _objects(file: io.BufferedReader, readers: Sequence[Reader]) -> Found | None:
    """The first list in the file, at its top or under a name."""
    path = "item" if file.peek(64).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"[" else _path_of_list(file)
    objects = ijson.items(file, path, use_float=True)
    first = next((one for one in objects if isinstance(one, dict)), None)
    reader = _known([plain(name) for name in first], readers) if first else None
    return (reader, _of_objects(first, objects)) if reader and first else None


def _path_of_list(file: io.BufferedReader) -> str:
    """Where the list stands in an object: `data` in {"data": [...]}, seen in what is read first."""
    found = re.search(rb'"([^"\\]+)"\s*:\s*\[\s*\{', file.peek(4096))
    return f"{found[1].decode(errors='replace')}.item" if found else "item"


def _of_objects(first: dict[str, Any], others: Iterator[Any]) -> Rows:
    headings = {plain(name) for name in first}
    yield Row(1, {plain(name): written(value) for name, value in first.items()})
    for number, one in enumerate(others, start=2):
        if not isinstance(one, dict):
            yield Bad(number, "columns")
            continue
        yield Row(number, dict.fromkeys(headings, "") | {plain(name): written(value) for name, value in one.items()})


def _sheet(path: Path, stack: ExitStack, readers: Sequence[Reader]) -> Found | None:
    """The first sheet whose first row is a known heading, as a process of its own tells it (sheet_child.py)."""
    child = started("utblick.finder.readers.sheet_child", str(path.absolute()))
    stack.callback(ended, child)
    ask, told = child.stdin, child.stdout
    assert ask is not None
    assert told is not None
    while first := told.readline():
        names = [plain(cell) for cell in json.loads(first)]
        reader = _known(names, readers)
        ask.write(b"rows\n" if reader else b"next\n")
        ask.flush()
        if reader:
            return reader, _of_sheet(child, told, names)
    _was_whole(child)
    return None


def _of_sheet(child: Popen[bytes], told: IO[bytes], names: list[str]) -> Rows:
    for number, line in enumerate(told, start=2):
        cells: list[str] = json.loads(line)
        if any(cells):
            yield Row(number, dict.fromkeys(names, "") | dict(zip(names, cells, strict=False)))
    _was_whole(child)


def _was_whole(child: Popen[bytes]) -> None:
    if child.wait():
        raise Unreadable("the workbook is damaged, or larger than a sheet that can be read")
