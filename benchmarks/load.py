"""`make load`: the demo behind `utblick run`, and every public page of it asked for by wrk as fast as it can.

Beside the figure to reach: 1,000 requests a second from one small machine. wrk itself takes a part of the same cores, and the load
average is printed, since a machine that does something else too tells little.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from benchmarks.scratch import children, stat

SECONDS = int(os.environ.get("LOAD_SECONDS", "10"))
CONNECTIONS = int(os.environ.get("LOAD_CONNECTIONS", "32"))
PORT = int(os.environ.get("LOAD_PORT", "8399"))
ROOT = f"http://127.0.0.1:{PORT}"
TICK = os.sysconf("SC_CLK_TCK")
MORE = (
    "/public/sv/sites/",
    "/public/de/sites/",
    "/public/sv/feed.atom",
    "/public/sv/calendar.ics",
    "/public/sv/accessibility/",
)


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit("make load needs wrk (https://github.com/wg/wrk): apt-get install wrk, brew install wrk")
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"UTBLICK_DATA": folder, "UTBLICK_DEMO": "1", "DJANGO_SETTINGS_MODULE": "utblick.config.settings"}
        for verb in (["migrate", "--verbosity", "0"], ["demo"]):
            subprocess.run([sys.executable, "-m", "django", *verb], check=True, stdout=subprocess.DEVNULL)
        with _served() as server:
            _measure(server, Path(folder) / "paths")


@contextmanager
def _served() -> Iterator[int]:
    """`utblick run` with as many web processes as it chooses itself; gives its process id."""
    server = subprocess.Popen([sys.executable, "-m", "django", "run", "--bind", f"127.0.0.1:{PORT}"])
    try:
        while not _asked("/public/sv/"):
            time.sleep(0.5)
        yield server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _asked(path: str) -> str:
    try:
        with urllib.request.urlopen(ROOT + path) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""


def _measure(server: int, paths: Path) -> None:
    found = [one.removeprefix(ROOT) for one in re.findall(r"<loc>([^<]+)</loc>", _asked("/sitemap.xml"))]
    paths.write_text("\n".join([*found, *MORE]) + "\n")
    os.environ["LOAD_PATHS"] = str(paths)
    print(
        f"\n{len(found) + len(MORE)} public pages in five languages, {CONNECTIONS} connections, {SECONDS} s each;",
        end=" ",
    )
    print(f"{os.cpu_count()} cores, load average before {os.getloadavg()[0]:.1f}; to reach: 1,000 requests a second")
    print(f"{'':<44}{'req/s':>8}{'errors':>8}{'p50':>8}{'p95':>8}{'p99 ms':>8}{'CPU ms':>8}{'MiB':>7}")
    _load("nothing kept yet", server)
    _load("all kept", server)
    with _somebody_at_work():
        _load("while somebody saves once a second", server)
    _tell_of_a_change()


def _load(name: str, server: int) -> None:
    before = sum(_cpu(pid) for pid in _below(server))
    script = str(Path(__file__).with_name("load.lua"))
    order = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "10s", "-s", script, ROOT]
    told = subprocess.run(order, check=True, capture_output=True, text=True).stdout
    requests, micros, errors, *latency = next(line for line in told.splitlines() if "OUTCOME" in line).split()[1:]
    spent = 1000 * (sum(_cpu(pid) for pid in _below(server)) - before) / int(requests)
    memory = memory_below(server)
    speed = int(requests) / int(micros) * 1_000_000
    shown = "".join(f"{float(ms):>8.1f}" for ms in latency)
    print(f"{name:<44}{speed:>8,.0f}{errors:>8}{shown}{spent:>8.2f}{memory:>7.0f}", flush=True)


def _below(pid: int) -> list[int]:
    """The process and all that it has started: the supervisor, the web processes, the background work."""
    return [pid, *(one for child in children(pid) for one in _below(child))]


def _cpu(pid: int) -> float:
    return sum(stat(pid)[11:13]) / TICK


def memory_below(pid: int) -> float:
    """Of the process and all that it has started, in MiB; pages that processes share are counted by parts."""
    return sum(_memory(one) for one in _below(pid))


def _memory(pid: int) -> float:
    told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0


@contextmanager
def _somebody_at_work() -> Iterator[None]:
    """Every save makes all pages of the municipality be drawn anew."""
    over = Event()

    def work() -> None:
        while not over.wait(1):
            _save(f"Under arbete {time.monotonic():.0f}")

    worker = Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()


def _save(summary: str) -> int:
    """By this process, of which the web processes know nothing."""
    import django

    django.setup()
    from django.db import connection

    from utblick.accounts.models import Municipality
    from utblick.initiatives.models import Initiative
    from utblick.tenancy import scope

    with scope.acting(Municipality.objects.order_by("pk")[0]):
        one = Initiative.objects.published().order_by("pk")[0]
        one.summary = summary
        one.save()
    connection.close()
    return int(one.pk)


def _tell_of_a_change() -> None:
    stale, rounds = 0, 20
    for number in range(rounds):
        words = f"Nyss ändrat {number}."
        path = f"/public/sv/initiatives/{_save(words)}/"
        stale += sum(words not in _asked(path) for _ in range(5))
    print(f"{rounds} changes by another process, each looked for on 5 new connections: {stale} saw what was before")


if __name__ == "__main__":
    main()
