"""A backup's copy of an SQLite database."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from utblick.operate.backup.errors import BackupError, NotEmpty

FILE = "database.sqlite3"
# What a virtual table holds lies in plain tables beside it, which are compared.
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'"

type Sums = dict[str, tuple[int, str]]
"""By table: how many rows, and a sum over their contents that is the same in whatever order they come."""


def dump(path: Path) -> Sums:
    """Copy the database as it stands at one moment, while others read and write."""
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    return sums(str(path))


def sums(name: str) -> Sums:
    with closing(sqlite3.connect(f"file:{name}?mode=ro", uri=True)) as base:
        tables = [table for (table,) in base.execute(TABLES).fetchall()]
        # Text as its bytes, whatever they are, and told from a blob of the same bytes.
        base.text_factory = lambda raw: ("text", raw)
        return {table: _sum(base, table) for table in tables}


def _sum(base: sqlite3.Connection, table: str) -> tuple[int, str]:
    count = total = 0
    for row in base.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - the name comes from the database itself
        count += 1
        total += int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=16).digest())
    return count, f"{total % 2**128:032x}"


def load(dump: Path, name: str) -> None:
    """Into a file that is not there yet."""
    refuse_if_taken(name)
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(dump, name)


def refuse_if_taken(name: str) -> None:
    if Path(name).exists():
        raise NotEmpty(
            "There is a database already: %(name)s. Move it away, or set UTBLICK_DATA or DATABASE_URL to an empty place.",
            name=name,
        )


def target() -> str:
    name = str(connection.settings_dict["NAME"])
    if "memory" in name:
        raise BackupError("A database in memory cannot be restored to.")
    return name


@contextmanager
def scratch() -> Iterator[str]:
    """An empty place to try a backup in."""
    with TemporaryDirectory(prefix="utblick-drill-") as folder:
        yield str(Path(folder) / FILE)
