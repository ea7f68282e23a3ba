"""The second half of `make load`: 500 officers with time to think, on PostgreSQL, while the watch reads its sources.

    LOAD_OFFICERS (500), LOAD_THINK (12: seconds between two pages, on average), LOAD_MINUTES (2)

Locust asks (`benchmarks/officers_at_work.py`); the installation is that of the drills, made anew and thrown away. Each
comment that an officer was told is saved is looked for afterwards.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path
from typing import Any

from benchmarks import feed_server
from benchmarks.load import memory_below
from faults.installation import Installation, Missing, free_port, needed

OFFICERS = int(os.environ.get("LOAD_OFFICERS", "500"))
THINK = float(os.environ.get("LOAD_THINK", "12"))
MINUTES = float(os.environ.get("LOAD_MINUTES", "2"))
SOURCES = 200


def main() -> None:
    if not find_spec("locust"):
        sys.exit("The officers' half needs locust: uv sync --group trust")
    try:
        needed()
    except Missing as missing:
        sys.exit(str(missing))
    with tempfile.TemporaryDirectory(prefix="utblick-load-", dir="/tmp") as made:
        folder = Path(made)
        folder.chmod(0o777)
        place = Installation(folder, mail_port=free_port(), log=folder / "log")
        try:
            place.begin()
            feeds = feed_server.start(port := free_port(), SOURCES, 20)
            try:
                _measure(place, folder, port)
            finally:
                feeds.kill()
        finally:
            place.end()


def _measure(place: Installation, folder: Path, feeds: int) -> None:
    from benchmarks.officers_prepared import come_to_work, subscribe_to

    come_to_work(OFFICERS, folder / "officers.json")
    subscribe_to([f"http://127.0.0.{1 + n % 250}:{feeds}/feed/{n}.xml" for n in range(SOURCES)])
    measure(place, folder, f"PostgreSQL, {SOURCES} sources read meanwhile")


def measure(place: Installation, folder: Path, where: str) -> None:
    """The officers who have come to work there, at work: a table by kind of page, what was lost, and the memory."""
    from benchmarks.officers_prepared import comments_lost

    print(f"\n{OFFICERS} officers, {THINK:.0f} s to think between two pages, {MINUTES:g} minutes, {where};", end=" ")
    print(f"{os.cpu_count()} cores, load average before {os.getloadavg()[0]:.1f};", end=" ")
    print("to reach: p95 at most 200 ms with 50, no error, no lost write", flush=True)
    _tell(_asked(place, folder))
    saved = [line for line in (folder / "saved").read_text().split() if line]
    print(f"{len(saved)} comments that an officer was told are saved: {comments_lost(saved)} are not there.", end=" ")
    print(f"Memory of web and work: {sum(memory_below(process.pid) for process in place.running.values()):.0f} MiB")


def _asked(place: Installation, folder: Path) -> list[dict[str, Any]]:
    known = {"OFFICERS": str(folder / "officers.json"), "SAVED": str(folder / "saved"), "THINK": str(THINK)}
    (folder / "saved").write_text("")
    script, a_second, seconds = (
        Path(__file__).with_name("officers_at_work.py"),
        max(OFFICERS // 20, 1),
        int(MINUTES * 60),
    )
    facts = f"-f {script} --headless --json --host {place.root} -u {OFFICERS} -r {a_second} -t {seconds}s"
    done = subprocess.run(
        [sys.executable, "-m", "locust", *facts.split()],
        env=os.environ | known,
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.stdout.strip():
        sys.exit(f"locust said nothing: {done.stderr[-2000:]}")
    found: list[dict[str, Any]] = json.loads(done.stdout[done.stdout.index("[") :])
    return found


def _tell(told: list[dict[str, Any]]) -> None:
    print(f"{'':<28}{'asked':>8}{'errors':>8}{'a second':>10}{'p50':>8}{'p95':>8}{'p99':>8}{'longest ms':>12}")
    for one in sorted(told, key=itemgetter("num_requests"), reverse=True):
        _line(one)
    _line(_together(told))


def _together(told: list[dict[str, Any]]) -> dict[str, Any]:
    times = Counter[str]()
    for one in told:
        times.update(one["response_times"])
    counted = {name: sum(one[name] for one in told) for name in ("num_requests", "num_failures")}
    latest = {name: max(one[name] for one in told) for name in ("last_request_timestamp", "max_response_time")}
    first = min(one["start_time"] for one in told)
    return {"name": "all", "response_times": times, "start_time": first, **counted, **latest}


def _line(one: dict[str, Any]) -> None:
    a_second = one["num_requests"] / max(one["last_request_timestamp"] - one["start_time"], 1)
    parts = "".join(f"{percentile(one['response_times'], part):>8.0f}" for part in (0.5, 0.95, 0.99))
    counts = f"{one['name']:<28}{one['num_requests']:>8,}{one['num_failures']:>8}{a_second:>10.1f}"
    print(f"{counts}{parts}{one['max_response_time']:>12.0f}", flush=True)


def percentile(times: Mapping[str, int], part: float) -> float:
    """Of a histogram of milliseconds, whose keys Locust writes as it likes."""
    left = part * sum(times.values())
    for ms, count in sorted((float(ms), count) for ms, count in times.items()):
        left -= count
        if left <= 0:
            return ms
    return 0.0


if __name__ == "__main__":
    main()
