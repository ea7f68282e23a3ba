"""Polling 1,000 feeds of 50 entries from a local server, beside the library `reader` in the same run: cold, unchanged, 5 % changed.

    python -m benchmarks.polling [--feeds 1000] [--entries 50] [--port 8410]     (UTBLICK_BENCH_FEEDS for a quick run)

Both do the same work from the same server, each round a process of its own, all feeds asked. Ours is `utblick poll`: sanitising,
the search index, grouping across sources and the matching against ten goals, whose profiles are made in the cold round (the
reasons are worked out by a job of their own afterwards). reader's includes its search index, grouping within a feed alone. It is
run on SQLite and, where DATABASE_URL names a PostgreSQL, there too. CPU is user and system time of the process with its
children; memory its peak. Compare the ratios, not the seconds: the machine may be shared.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.feed_server import ask, start
from benchmarks.scratch import own_postgres, server_cpu

GOALS = [
    "Bygg och anläggning: nya metoder för skolor och bostäder",
    "Omställning till förnybar energi, solceller och fjärrvärme",
    "Jordbruk, skogsbruk och livsmedel från trakten",
    "Vård och omsorg om äldre, medicinsk utrustning",
    "Kultur, museer, bibliotek och musik",
    "Utbildning, skola och yrkesutbildning i Europa",
    "Vatten, avlopp och avfall",
    "Turism, hotell, restaurang och fritid",
    "Transporter, järnväg och vägar",
    "Digitala tjänster, programvara och datorer",
]
# Each round with the part of reader's CPU that it should take at most. The last asks no source: what a process costs before it
# works. A worker pays that once, not each round: so the ratio is also told less the start of each.
ROUNDS = {"cold": 6, "unchanged": 10, "5 % changed": 10, "the start": None}
# An installation has its modules compiled once; where the environment forbids that, each process would do it again.
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
SELF = [sys.executable, "-m", "benchmarks.polling"]
UTBLICK = [sys.executable, "-c", "from utblick.config.command import main; main()"]


@dataclass
class Spent:
    """What one process took, with its children."""

    cpu: float
    wall: float
    mib: float


def run(command: list[str], **environment: str) -> Spent:
    began = time.monotonic()
    process = subprocess.Popen(
        command, env={**os.environ, **COMPILED, **environment}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = process.stdout.read().strip().splitlines()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    print("   ", told[-1] if told else "", file=sys.stderr)
    return Spent(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024)


def rounds(poll: Callable[[], Spent], started: Callable[[], Spent], port: int) -> list[Spent]:
    cold, unchanged = poll(), poll()
    ask(f"http://127.0.0.1:{port}/change/5", method="POST")
    return [cold, unchanged, poll(), started()]


def ours(database: str, folder: Path, port: int) -> list[Spent]:
    environment = {"DATABASE_URL": database, "UTBLICK_FETCH_ALLOW": "127.0.0.0/8", "UTBLICK_DATA": str(folder)}
    listed = folder / "sources.opml"
    listed.write_bytes(ask(f"http://127.0.0.1:{port}/sources.opml"))
    run([*UTBLICK, "migrate", "--verbosity", "0", "--skip-checks"], **environment)
    run([*UTBLICK, "sources", "import", str(listed)], **environment)
    run([*SELF, "--goals"], **environment)
    command = [*UTBLICK, "poll", "--json"]
    found = rounds(lambda: run(command, **environment), lambda: run([*command, "--due"], **environment), port)
    run([*SELF, "--count"], **environment)
    return found


def readers(folder: Path, port: int, feeds: int) -> list[Spent]:
    command = [*SELF, "--reader", str(folder / "reader.sqlite"), "--port", str(port), "--feeds"]
    run([*command, "0"])
    empty = [*SELF, "--reader", str(folder / "empty.sqlite"), "--feeds", "0"]
    return rounds(lambda: run([*command, str(feeds)]), lambda: run(empty), port)


def set_goals() -> None:
    django_ready()
    from utblick.accounts.models import Municipality
    from utblick.goals.models import Goal, PolicyDocument
    from utblick.tenancy import scope

    with scope.acting(Municipality.objects.get()):
        document = PolicyDocument.objects.create(title="Policy", status=PolicyDocument.Status.IN_FORCE)
        for text in GOALS:
            Goal.objects.create(document=document, name=text[:40], text=text)
    say(goals=len(GOALS))


def compile_all() -> None:
    """Load what a round loads."""
    django_ready()
    from utblick.watch import explaining, matching  # noqa: F401
    from utblick.watch.management.commands import poll  # noqa: F401

    say(compiled=True)


def count() -> None:
    """What lies in the database afterwards: every entry an item, every item searchable and matched."""
    django_ready()
    from utblick.search.models import Row
    from utblick.tenancy import scope
    from utblick.watch.models import InboxItem, Item, Match, Unmatched

    with scope.everywhere():
        findable = Row.objects.filter(kind="watch.item").count()
        rows = {"items": Item, "waiting": Unmatched, "matches": Match, "in_inbox": InboxItem}
        say(findable=findable, **{name: model.objects.count() for name, model in rows.items()})


def reader(database: str, port: int, feeds: int) -> None:
    from reader import make_reader

    library = make_reader(database)
    for number in range(feeds):
        url = f"http://127.0.0.{1 + number % 250}:{port}/feed/{number}.xml"
        library.add_feed(url, exist_ok=True)
    library.enable_search()
    library.update_feeds(workers=10, scheduled=False)
    library.update_search()
    say(entries=library.get_entry_counts().total)


def django_ready() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "utblick.config.settings")
    django.setup()


def say(**facts: object) -> None:
    print(json.dumps(facts))


def table(name: str, mine: list[Spent], theirs: list[Spent] | None) -> None:
    heads = f"{'CPU s':>9}{'reader':>9}{'ratio':>9}{'less start':>12}{'to reach':>10}{'peak MiB':>10}{'reader':>8}"
    print(f"{name:14}{heads}{'wall s':>9}{'reader':>8}")
    for number, (round_, goal) in enumerate(ROUNDS.items()):
        own, other = mine[number], theirs[number] if theirs else None
        aim = f"1/{goal}" if goal else "-"
        ratio = f"1/{other.cpu / own.cpu:.1f}" if other else "-"
        less = f"1/{(other.cpu - theirs[-1].cpu) / (own.cpu - mine[-1].cpu):.1f}" if theirs and other and goal else "-"
        cpu, mib, wall = (f"{other.cpu:.2f}", f"{other.mib:.0f}", f"{other.wall:.1f}") if other else ("-",) * 3
        told = f"{own.cpu:9.2f}{cpu:>9}{ratio:>9}{less:>12}{aim:>10}{own.mib:10.0f}{mib:>8}{own.wall:9.1f}{wall:>8}"
        print(f"{round_:14}{told}")


@contextmanager
def feed_server(port: int, feeds: int, entries: int) -> Iterator[None]:
    server = start(port, feeds, entries)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def measure(port: int, feeds: int, entries: int, *, beside: bool) -> None:
    print(f"Polling {feeds} feeds of {entries} entries")
    with feed_server(port, feeds, entries), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        COMPILED["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        run([*SELF, "--compile"])
        theirs = readers(folder, port, feeds) if beside else None
        table("SQLite", ours(f"sqlite:///{folder / 'utblick.sqlite3'}", folder, port), theirs)
        with own_postgres() as database:
            if database:
                before = server_cpu(database)
                table("PostgreSQL", ours(database, folder, port), theirs)
                told = "could not be read" if before is None else f"{(server_cpu(database) or 0) - before:.1f} CPU s"
                print(f"The database server apart, over all rounds and the migration: {told}")
    print(
        "All include the start of their process, ours that of Django: the last row; less start is without it, of both."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=int(os.environ.get("UTBLICK_BENCH_FEEDS", "1000")))
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--port", type=int, default=8410)
    parser.add_argument("--without-reader", action="store_true")
    parser.add_argument("--reader", default="", help=argparse.SUPPRESS)
    for part in ("--goals", "--count", "--compile"):
        parser.add_argument(part, action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.goals:
        set_goals()
    elif chosen.count:
        count()
    elif chosen.compile:
        compile_all()
    elif chosen.reader:
        reader(chosen.reader, chosen.port, chosen.feeds)
    else:
        measure(chosen.port, chosen.feeds, chosen.entries, beside=not chosen.without_reader)


if __name__ == "__main__":
    main()
