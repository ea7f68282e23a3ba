"""A full export of 1,000, 10,000 and 100,000 rows: how long it takes, and that memory does not grow with the rows.

Beside what to reach: by an export of 100,000 rows the process grows by at most 20 MB. The first one loads code too.
"""

import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.scratch import scratch_database

ROWS = (1_000, 10_000, 100_000)


def main() -> None:
    with scratch_database(), TemporaryDirectory() as folder:
        print("\nFull export of entries in the audit trail   to reach: grown by at most 20 MB")
        print(f"{'rows':>9}{'s':>8}{'rows a s':>10}{'grown MB':>10}{'file MB':>9}")
        municipality, held = _municipality(), 0
        for rows in ROWS:
            _fill(municipality, rows - held)
            held = rows
            print(_measured(municipality, Path(folder) / f"{rows}.zip"))


def _municipality() -> Any:
    from utblick.accounts.models import Municipality

    return Municipality.objects.create(name="Mätkommun", slug="matkommun", hosts="bench.localhost")


def _fill(municipality: Any, count: int) -> None:
    from itertools import batched

    from utblick.journal.models import Entry
    from utblick.tenancy import scope

    text = "Samarbete om hemtjänst över gränsen " * 10
    with scope.acting(municipality):
        for some in batched(range(count), 500, strict=False):
            told = {"title": text}
            Entry.objects.bulk_create(
                Entry(act="changed", kind="initiatives.initiative", object_id=n, label=f"Insats {n}", after=told)
                for n in some
            )


def _measured(municipality: Any, path: Path) -> str:
    from utblick.records.export.writing import write
    from utblick.tenancy import scope

    before, started = _peak(), time.perf_counter()
    with scope.acting(municipality):
        count = write(path).count
    took, grown = time.perf_counter() - started, _peak() - before
    return f"{count:>9,}{took:>8.1f}{count / took:>10,.0f}{grown:>10.0f}{path.stat().st_size / 2**20:>9.1f}"


def _peak() -> float:
    """MB that the process has held at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
