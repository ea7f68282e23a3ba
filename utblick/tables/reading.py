"""The sheets of a file, each as rows of cells written as text."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from utblick.quarantine import Died, Pool
from utblick.tables.cells import HIGHEST, MOST_COLUMNS, Rows, written
from utblick.tables.guarding import Fault, UnreadableTable, look_inside

DELIMITERS = ";\t,|"
SECONDS = 20
"""Of CPU for a workbook: one of 20 MB takes five."""
POOL = Pool("utblick.tables.child")


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
        told = POOL.ask({}, body, seconds=SECONDS)
    except Died:
        raise UnreadableTable(Fault.BOMB)
    yield from told["sheets"]
    if "fault" in told:
        raise UnreadableTable(Fault(told["fault"]), told["count"])


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
    head = "\n".join(text[:200_000].splitlines()[:20])
    delimiter = max(DELIMITERS, key=head.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        told = [[written(cell) for cell in row[: MOST_COLUMNS + 1]] for row in islice(rows, HIGHEST)]
        beyond = sum(1 for _ in rows)
    except csv.Error:
        raise UnreadableTable(Fault.DAMAGED)
    if beyond:
        raise UnreadableTable(Fault.TOO_MANY_ROWS, HIGHEST + beyond)
    return told
