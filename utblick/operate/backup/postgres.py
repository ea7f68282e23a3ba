"""A backup's copy of a PostgreSQL database, by PostgreSQL's own tools (pg_dump and pg_restore)."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from psycopg import sql
from psycopg.conninfo import make_conninfo

from utblick.operate.backup.errors import BackupError, NotEmpty
from utblick.operate.backup.sqlite import Sums

FILE = "database.pgdump"
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY relname"
# A sum, so that the order of the rows is of no matter; a row's text holds all its columns.
SUM = "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} AS t"

# No trial takes so long.
OLD = timedelta(days=1)
LEFTOVERS = (
    "SELECT datname FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba AND rolname = current_user "
    "WHERE datname ~ '^utblick_drill_[0-9]{14}_[0-9a-f]{8}$' AND datname::text < %s"
)


def dump(path: Path) -> Sums:
    """Copy the database as it stands at one moment, while others read and write; the sums are of the same moment."""
    with psycopg.connect(_conninfo(target())) as base:
        base.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        base.read_only = True
        row = base.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = f"--snapshot={row[0] if row else ''}"
        _run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", snapshot, f"--file={path}", database=target()
        )
        return _sums(base)


def sums(name: str) -> Sums:
    with psycopg.connect(_conninfo(name)) as base:
        return _sums(base)


def _sums(base: "psycopg.Connection[Any]") -> Sums:
    tables = [table for (table,) in base.execute(TABLES).fetchall()]
    found = {table: base.execute(sql.SQL(SUM).format(sql.Identifier(table))).fetchone() for table in tables}
    return {table: (row[0], row[1]) for table, row in found.items() if row}


def load(dump: Path, name: str) -> None:
    """Into a database that is there and holds no table; all of it or nothing."""
    refuse_if_taken(name)
    _run(
        "pg_restore",
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
        str(dump),
        database=name,
    )


def refuse_if_taken(name: str) -> None:
    try:
        with psycopg.connect(_conninfo(name)) as base:
            tables = base.execute(TABLES).fetchall()
    except psycopg.OperationalError as error:
        raise BackupError(_("The database %(name)s cannot be reached: %(error)s"), name=name, error=error) from error
    if tables:
        raise NotEmpty(
            "The database %(name)s holds %(count)s tables already. Make an empty one, and set DATABASE_URL to it.",
            name=name,
            count=len(tables),
        )


def target() -> str:
    return str(connection.settings_dict["NAME"])


@contextmanager
def scratch() -> Iterator[str]:
    """An empty database to try a backup in, on the same server. What a trial that was killed has left there is removed first."""
    _remove_leftovers()
    name = f"utblick_drill_{_moment(timezone.now())}_{secrets.token_hex(4)}"
    _by_the_side("CREATE DATABASE {} TEMPLATE template0", name)
    try:
        yield name
    finally:
        _by_the_side("DROP DATABASE {} WITH (FORCE)", name)


def _remove_leftovers() -> None:
    """Old ones of our own that nobody is connected to."""
    with psycopg.connect(_conninfo(target()), autocommit=True) as base:
        names = base.execute(LEFTOVERS, [f"utblick_drill_{_moment(timezone.now() - OLD)}"]).fetchall()
        for (name,) in names:
            with suppress(psycopg.errors.ObjectInUse):
                base.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%d%H%M%S}"


def _by_the_side(statement: str, name: str) -> None:
    try:
        with psycopg.connect(_conninfo(target()), autocommit=True) as base:
            base.execute(sql.SQL(statement).format(sql.Identifier(name)))
    except psycopg.errors.InsufficientPrivilege as error:
        who = connection.settings_dict["USER"]
        raise BackupError(
            _("A drill needs a database of its own for a while: ALTER ROLE %(who)s CREATEDB."), who=who
        ) from error


def _conninfo(name: str, *, password: bool = True) -> str:
    facts = connection.settings_dict
    asked = {"host": facts["HOST"], "port": facts["PORT"], "user": facts["USER"], "dbname": name}
    asked |= {"password": facts["PASSWORD"]} if password else {}
    ssl = {key: value for key, value in facts.get("OPTIONS", {}).items() if key.startswith("ssl")}
    return make_conninfo(**{key: value for key, value in {**asked, **ssl}.items() if value})


def _run(tool: str, *arguments: str, database: str) -> None:
    """The password goes by the environment, where other users of the host do not see it."""
    env = os.environ | (
        {"PGPASSWORD": connection.settings_dict["PASSWORD"]} if connection.settings_dict["PASSWORD"] else {}
    )
    told = [tool, f"--dbname={_conninfo(database, password=False)}", *arguments]
    try:
        subprocess.run(told, env=env, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise BackupError(
            _("%(tool)s is not here. Install the client of PostgreSQL (Debian: postgresql-client)."), tool=tool
        ) from error
    except subprocess.CalledProcessError as error:
        raise BackupError(_("%(tool)s stopped: %(error)s"), tool=tool, error=error.stderr.strip()) from error
