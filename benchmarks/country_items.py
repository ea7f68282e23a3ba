"""Has the database itself write what the watch has found in three years (country_items.sql): two million items take minutes so."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg

WRITTEN = ("watch_item", "watch_sighting", "watch_match", "search_row", "watch_inboxitem", "watch_decision")
LATE = ("watch_inboxitem", "watch_decision")
"""Filled by looking at the others, whose indexes must be there then."""


def fill(address: str, items: int, said: Callable[[str], None]) -> None:
    """All of it, two connections at a time, as two cores do."""
    of = dict(parts())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            f"CREATE FUNCTION items() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT {items:d}::bigint'"
        )
        for name in ("arithmetic", "sources"):
            connection.execute(of[name])
        indexes = _taken_down(connection)
    first = [told for table, told in indexes if table not in LATE]
    late = [told for table, told in indexes if table in LATE]
    _side_by_side(address, [of[name] for name in ("found", "items", "matches", "tellings", "keys")])
    said("items, the index of words, tellings, keys, matches")
    _side_by_side(address, sorted(first, key=lambda told: "gin" not in told))
    said("their indexes")
    _side_by_side(address, [of["inboxes"]])
    _side_by_side(address, [of["decisions"], *late])
    said("inboxes and decisions, and their indexes")
    _side_by_side(address, ["VACUUM (ANALYZE)"])
    said("vacuum and statistics")


def parts() -> Iterator[tuple[str, str]]:
    for part in Path(__file__).with_suffix(".sql").read_text().split("-- part: ")[1:]:
        name, _, told = part.partition("\n")
        yield name, told


def _side_by_side(address: str, orders: Iterable[str]) -> None:
    with ThreadPoolExecutor(2) as two:
        list(two.map(lambda order: _run(address, order), orders))


def _run(address: str, order: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        # Every reference is right by the way it is made.
        connection.execute(
            "SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'"
        )
        connection.execute(order)


def _taken_down(connection: "psycopg.Connection[Any]") -> list[tuple[str, str]]:
    """Indexes that forbid nothing are dropped, to be made when all rows are there: table and order."""
    named = "SELECT indexname, tablename, indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
    found = connection.execute(f"{named} AND indexdef NOT LIKE 'CREATE UNIQUE%%'", [list(WRITTEN)]).fetchall()
    for name, _of, _told in found:
        connection.execute(f"DROP INDEX {name}")
    return [(of, told) for _name, of, told in found]
