"""Polling 1,000 feeds of 50 entries from a local server, cold and unchanged, beside the library `reader` in the same run.

    python -m benchmarks.polling [--feeds 1000] [--entries 50] [--port 8410]     (UTBLICK_BENCH_FEEDS for a quick run)

Both do the same work from the same server, each in a process of its own; CPU is user and system time with all children. Ours
includes sanitising, the search index, grouping across sources and the matching against ten goals (the reasons are worked out by
a job of their own afterwards); reader's includes its search index. Compare the ratios, not the seconds: the machine may be shared.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.feed_server import ask, start

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


SELF = [sys.executable, "-m", "benchmarks.polling"]


@dataclass
class Spent:
    """CPU seconds, wall seconds and the peak of memory of one process with its children."""

    cpu: float
    wall: float
    mib: float


def run(command: list[str], **environment: str) -> Spent:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True)
    told = process.communicate()[0].strip().splitlines()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    print("   ", told[-1] if told else "", file=sys.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cpu, time.monotonic() - began, json.loads(told[-1]).get("mib", 0.0))


def ours(folder: Path, port: int) -> tuple[Spent, Spent]:
    environment = {"DATABASE_URL": f"sqlite:///{folder / 'utblick.sqlite3'}", "UTBLICK_FETCH_ALLOW": "127.0.0.0/8"}
    listed = folder / "sources.opml"
    listed.write_bytes(ask(f"http://127.0.0.1:{port}/sources.opml"))
    run([*SELF, "--prepare", str(listed)], **environment)
    poll = [*SELF, "--poll"]
    return run(poll, **environment), run(poll, **environment)


def readers(folder: Path, port: int, feeds: int) -> tuple[Spent, Spent]:
    command = [*SELF, "--reader", str(folder / "reader.sqlite"), "--port", str(port)]
    command += ["--feeds", str(feeds)]
    return run(command), run(command)


def prepare(listed: str) -> None:
    django_ready()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("sources", "import", listed, stdout=sys.stderr, stderr=sys.stderr)
    from utblick.accounts.models import Municipality
    from utblick.goals.models import Goal, PolicyDocument
    from utblick.tenancy import scope

    with scope.acting(Municipality.objects.get()):
        document = PolicyDocument.objects.create(title="Policy", status=PolicyDocument.Status.IN_FORCE)
        for text in GOALS:
            Goal.objects.create(document=document, name=text[:40], text=text)
    say()


def poll() -> None:
    django_ready()
    from dataclasses import asdict

    from utblick.watch import harvest
    from utblick.watch.tasks import understand

    polled, matched = harvest.poll(), understand()
    say(**asdict(polled), matches=matched.matches)


def reader(database: str, port: int, feeds: int) -> None:
    from reader import make_reader

    library = make_reader(database)
    for number in range(feeds):
        url = f"http://127.0.0.{1 + number % 250}:{port}/feed/{number}.xml"
        library.add_feed(url, exist_ok=True)
    library.enable_search()
    library.update_feeds(workers=10)
    library.update_search()
    say(entries=library.get_entry_counts().total)


def django_ready() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "utblick.config.settings")
    django.setup()


def say(**facts: object) -> None:
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**facts, "mib": round(mib, 1)}))


def table(mine: tuple[Spent, Spent], theirs: tuple[Spent, Spent] | None) -> None:
    print(f"{'':12}{'utblick CPU s':>15}{'reader CPU s':>15}{'ratio':>9}{'to reach':>10}{'MiB':>8}{'reader':>8}")
    for number, (name, goal) in enumerate([("cold", 6), ("unchanged", 10)]):
        own = mine[number]
        if theirs is None:
            print(f"{name:12}{own.cpu:15.2f}{'-':>15}{'-':>9}{'1/' + str(goal):>10}{own.mib:8.0f}{'-':>8}")
            continue
        other = theirs[number]
        ratio = f"1/{other.cpu / own.cpu:.1f}"
        print(
            f"{name:12}{own.cpu:15.2f}{other.cpu:15.2f}{ratio:>9}{'1/' + str(goal):>10}{own.mib:8.0f}{other.mib:8.0f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=int(os.environ.get("UTBLICK_BENCH_FEEDS", "1000")))
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--port", type=int, default=8410)
    parser.add_argument("--without-reader", action="store_true")
    for part in ("--prepare", "--reader"):
        parser.add_argument(part, default="", help=argparse.SUPPRESS)
    parser.add_argument("--poll", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.prepare:
        return prepare(chosen.prepare)
    if chosen.poll:
        return poll()
    if chosen.reader:
        return reader(chosen.reader, chosen.port, chosen.feeds)
    print(f"Polling {chosen.feeds} feeds of {chosen.entries} entries")
    server = start(chosen.port, chosen.feeds, chosen.entries)
    try:
        with tempfile.TemporaryDirectory() as folder:
            mine = ours(Path(folder), chosen.port)
            theirs = None if chosen.without_reader else readers(Path(folder), chosen.port, chosen.feeds)
    finally:
        server.terminate()
        server.wait()
    table(mine, theirs)
    print("Both include the start of their process; ours that of Django.")


if __name__ == "__main__":
    main()
