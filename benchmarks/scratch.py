"""A database of one's own for a benchmark: SQLite in a folder that goes away, or an empty one beside DATABASE_URL's."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@contextmanager
def scratch_database(*, on_disk: bool = False) -> Iterator[None]:
    """Sets Django up on an empty, migrated database (SQLite's in memory unless told).

    One benchmark a process: Django is set up once.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "utblick.config.settings")
        os.environ.update({"UTBLICK_DATA": folder, "UTBLICK_DEBUG": "1"})
        import django
        from django.db import connection
        from django.test.utils import setup_databases, setup_test_environment, teardown_databases

        django.setup()
        if on_disk and connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "scratch.sqlite3")
        setup_test_environment(debug=False)
        with redirect_stdout(StringIO()):  # Django says that the table of the cache is there already.
            databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
        try:
            yield
        finally:
            teardown_databases(databases, verbosity=0)


@contextmanager
def coordinator() -> Iterator[Any]:
    """Act in a new municipality, at bench.localhost, as its coordinator."""
    from utblick.accounts.models import Membership, Municipality, Role, User
    from utblick.tenancy import scope

    municipality = Municipality.objects.create(name="Mätkommun", slug="matkommun", hosts="bench.localhost")
    user = User.objects.create_user("samordnare@example.se", "en lång fras för mätning", name="Samordnare")
    with scope.acting(municipality, user):
        Membership.objects.create(user=user, role=Role.COORDINATOR)
        yield user


@contextmanager
def own_postgres() -> Iterator[str]:
    """The address of an empty database beside the one that DATABASE_URL names; nothing where that is no PostgreSQL."""
    named = os.environ.get("DATABASE_URL", "")
    if not named.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"utblick_bench_{os.getpid()}"
    with psycopg.connect(named, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(named)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def server_cpu(database: str) -> float | None:
    """CPU seconds that a PostgreSQL on this machine has spent until now, with its processes; None where it does not tell."""
    import psycopg

    try:
        with psycopg.connect(database) as server:
            found = server.execute("SELECT pg_read_file('postmaster.pid')").fetchone()
        first = int(str(found[0]).split()[0]) if found else 0
        ended = sum(stat(first)[13:15]) + sum(stat(first)[11:13])
        return (ended + sum(sum(stat(pid)[11:13]) for pid in children(first))) / os.sysconf("SC_CLK_TCK")
    except (OSError, psycopg.Error):
        return None


def stat(pid: int) -> list[int]:
    """The numbers of /proc/PID/stat that follow the name and the state, from the third on as proc(5) counts."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [0, *map(int, told[1:])]


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
