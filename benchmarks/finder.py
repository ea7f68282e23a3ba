"""The partner finder: a million projects with their participants read in, and searched.

    python -m benchmarks.finder [--projects 1000000]

The data has the shape that CORDIS publishes (project_data.py); about three participants a project. Figures are CPU seconds of
this process, with the wall clock beside; a PostgreSQL's own are told where it is on this machine. SQLite, unless DATABASE_URL
names a PostgreSQL, of which an empty database is used.
"""

import argparse
import os
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import project_data
from benchmarks.scratch import own_postgres, scratch_database, server_cpu

IDEAS = [
    "Vi vill utveckla äldreomsorgen med välfärdsteknik och digitala tjänster i glesbygd",
    "District heating from wood waste and energy efficient school buildings in small towns",
    "Machine parts and repair services",
    "Cykelvägar och kollektivtrafik",
]
ROUNDS = 5


def line(name: str, figure: str, to_reach: str = "") -> None:
    print(f"{name:58}{figure:>22}{to_reach:>16}")


def peak() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"


def read_in(path: Path) -> None:
    from django.db import connection

    from utblick.finder import importing
    from utblick.finder.models import FundedProject, Share

    began, spent, served = time.perf_counter(), time.process_time(), _server(connection)
    importing.read_on(importing.noted(path))
    wall, cpu, server = time.perf_counter() - began, time.process_time() - spent, _server(connection)
    rows = FundedProject.objects.count() + Share.objects.count()
    line(f"projects and participations read in ({rows:,})", f"{rows / cpu:,.0f} rows/CPU s")
    line("  by the clock, on this machine as it was", f"{rows / wall:,.0f} rows/s")
    if served is not None and server is not None:
        line("  the server's own share", f"{server - served:,.0f} CPU s")
    line("  memory", peak(), "600 MiB")
    began = time.perf_counter()
    importing.read_on(importing.noted(path))
    line("the same file again", f"{time.perf_counter() - began:,.1f} s")


def _server(connection: Any) -> float | None:
    return server_cpu(os.environ["DATABASE_URL"]) if connection.vendor == "postgresql" else None


def search() -> None:
    from utblick import lexicon
    from utblick.accounts.models import Municipality
    from utblick.finder import ideas
    from utblick.finder.finding import Search, Wish
    from utblick.tenancy import scope

    lexicon.warm()
    here = Municipality.objects.create(name="Mätkommun", slug="matkommun", nuts="SE322", population=11_000)
    wishes = [Wish(), Wish(country="LV"), Wish(country="SE", kind="municipality"), Wish(programme="Horizon 2020")]
    spent, walls = [], []
    with scope.acting(here):
        for round_number in range(ROUNDS + 1):
            for idea in IDEAS:
                for wish in wishes:
                    cpu, wall = time.process_time(), time.perf_counter()
                    asked = Search(ideas.of_text(idea), wish, here)
                    asked.tell_words(asked.found().others[:20])
                    if round_number:
                        spent.append(1000 * (time.process_time() - cpu))
                        walls.append(1000 * (time.perf_counter() - wall))
    line("a search, median CPU", f"{statistics.median(spent):,.0f} ms", "150 ms")
    line("  nine in ten searches", f"{statistics.quantiles(spent, n=10)[-1]:,.0f} ms")
    line("  by the clock, median", f"{statistics.median(walls):,.0f} ms", "a blink, 300 ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=int(os.environ.get("BENCH_PROJECTS", "1000000")))
    chosen = parser.parse_args()
    with own_postgres() as address, tempfile.TemporaryDirectory() as folder:
        if address:
            os.environ["DATABASE_URL"] = address
        path = Path(folder) / "projects.zip"
        project_data.write(path, chosen.projects)
        with scratch_database():
            line("Partner finder", "measured", "to reach")
            read_in(path)
            search()


if __name__ == "__main__":
    main()
