"""All of Sweden on one installation: 290 municipalities, two million items, 15,000 profiles, 500 officers at work.

    python -m benchmarks.country [--keep FOLDER] [--items 2000000] [--municipalities 290]      (make load COUNTRY=1)

Builds it on a PostgreSQL of its own, asks the search, has the engine match a thousand new items with all profiles, then lets the
officers of benchmarks/officers.py work, spread over all municipalities (its LOAD_ variables hold here too). With --keep what was
built stays in the folder, and a second run there starts at once. Each municipality is the demo's copied (country_copied.py); items
and what the matching left are written as country_items.sql says. A whole day's matching is measured by benchmarks/sweden.py.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from benchmarks.load import memory_below
from benchmarks.officers import OFFICERS, measure
from faults.installation import Installation, Missing, free_port, needed

PROFILES = 52
"""A municipality has at most so many: 15,000 in all."""
SEARCHES = 150
AS_BUILT = [
    "shared_buffers=4GB",
    "max_wal_size=20GB",
    "wal_level=minimal",
    "max_wal_senders=0",
    "fsync=off",
    "full_page_writes=off",
]
AS_SERVED = [
    "shared_buffers=4GB",
    "effective_cache_size=12GB",
    "work_mem=32MB",
    "random_page_cost=1.1",
    "max_wal_size=4GB",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--items", type=int, default=2_000_000)
    parser.add_argument("--municipalities", type=int, default=290)
    asked = parser.parse_args()
    if not find_spec("locust"):
        sys.exit("The officers need locust: uv sync --group trust")
    try:
        needed()
    except Missing as missing:
        sys.exit(str(missing))
    with _folder(asked.keep) as folder:
        place = Installation(folder, mail_port=free_port(), log=folder / "log", set_so=AS_SERVED)
        try:
            if not (folder / "built").exists():
                _build(place, asked.items, asked.municipalities)
            place.start_database()
            # What was kept may be of an earlier version.
            place.do("migrate", "--verbosity", "0")
            _measure(place, asked.municipalities)
        finally:
            place.end()


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """Under /tmp, where the user of PostgreSQL may come in."""
    if kept:
        kept.mkdir(exist_ok=True)
        kept.chmod(0o777)
        yield kept.resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="utblick-country-", dir="/tmp") as made:
            Path(made).chmod(0o777)
            yield Path(made)


def _build(place: Installation, items: int, municipalities: int) -> None:
    began = last = time.monotonic()

    def said(what: str) -> None:
        nonlocal last
        now = time.monotonic()
        print(f"{now - last:6.0f} s  {what}", flush=True)
        last = now

    place.set_so = AS_BUILT
    place.make()
    said("one municipality, the demo's")
    import django

    django.setup()
    import psycopg

    from benchmarks import country_copied, country_items, country_texts

    address = place.env["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        country_texts.write(cursor)
        # The demo has a neighbour and a region beside its own.
        country_copied.copy(cursor, first=1, copies=municipalities - 3, profiles=PROFILES)
    said("words, and the municipality copied")
    country_items.fill(address, items, said)
    place.stop_database("fast")
    place.set_so = AS_SERVED
    (place.folder / "built").touch()
    print(f"{time.monotonic() - began:6.0f} s  in all; load average {os.getloadavg()[0]:.1f}", flush=True)


def _measure(place: Installation, municipalities: int) -> None:
    import django

    django.setup()
    from benchmarks import country_asked, officers_prepared

    print(f"\n{country_asked.there()}", flush=True)
    print(country_asked.searches(SEARCHES, random.Random(11)), flush=True)
    print(country_asked.matched(place.env["DATABASE_URL"]), flush=True)
    officers_prepared.come_to_work(OFFICERS, place.folder / "officers.json", municipalities)
    place.serve()
    measure(place, place.folder, "all of Sweden on PostgreSQL")
    server = int((place.folder / "database" / "postmaster.pid").read_text().split()[0])
    print(f"Memory of PostgreSQL, 4 GiB of it to keep pages in: {memory_below(server):,.0f} MiB")


if __name__ == "__main__":
    main()
