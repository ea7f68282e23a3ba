"""The yearly report of a municipality with 1,000 initiatives in it: composed, read, frozen, and each of its documents.

CPU seconds. To reach: the page at most 8 queries; documents are made in a job, so that nobody waits for them.
"""

import os
import resource
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from benchmarks.pages import _as_in_production, _measure
from benchmarks.pivot import _fill
from benchmarks.scratch import coordinator, scratch_database

# They begin within five and a half years and last two at most: somewhat more than a third went on in a given year, 1,000 of these.
INITIATIVES = int(os.environ.get("BENCH_INITIATIVES", "2900"))


def main() -> None:
    with scratch_database(), coordinator() as user:
        _fill(INITIATIVES)
        _report_of_last_year(user)


def _report_of_last_year(user: Any) -> None:
    from django.test import Client
    from django.urls import reverse

    from utblick.followup import composing, freezing
    from utblick.followup.documents import making
    from utblick.followup.paper import paper_of

    year = date.today().year - 1
    facts = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31), "language": "sv"}
    began = time.process_time()
    report = composing.start(title=f"Uppföljning {year}", **facts)
    composed = time.process_time() - began
    print(f"\nReport of {len(report.figures['figures']['initiatives']):,} initiatives of {INITIATIVES:,}")
    print(f"{'what':<28}{'CPU s':>8}{'kB':>10}")
    print(f"{'composed':<28}{composed:>8.2f}")
    _timed("laid out", partial(paper_of, report, linked=False))
    for format, kind in making.KINDS.items():
        _timed(format, partial(kind.made_of, report))
    _timed("frozen", lambda: freezing.freeze(report, by=user, seen=freezing.shown(report)))
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    client = Client(headers={"host": "bench.localhost"})
    client.force_login(user)
    _as_in_production()
    print(f"{'page':<28}{'queries':>8}{'CPU ms median':>15}{'p95':>8}{'kB':>7}")
    _measure(client, "the frozen report", report.get_absolute_url())
    goal = next(one["key"] for one in report.figures["parts"] if one["key"].startswith("goal-"))
    _measure(client, "all rows of a goal", reverse("followup:behind", args=[report.pk, goal]))


def _timed(what: str, do: Callable[[], Any]) -> Any:
    began = time.process_time()
    made = do()
    size = f"{len(made) / 1000:>10.0f}" if isinstance(made, bytes) else ""
    print(f"{what:<28}{time.process_time() - began:>8.2f}{size}", flush=True)
    return made


if __name__ == "__main__":
    main()
