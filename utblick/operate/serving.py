"""What `utblick run` keeps running. A process of its own without Django in it: it waits all day, and should weigh little."""

import os
import sys
from collections.abc import Sequence

from utblick.operate.supervising import Child, Supervisor


def command(bind: str, workers: int) -> list[str]:
    """What to start, for the web server at an address with so many processes, and the background work."""
    return [sys.executable, "-m", "utblick.operate.serving", bind, str(workers)]


def children(bind: str, workers: int) -> list[Child]:
    return [
        Child("The web server", [sys.executable, "-m", *gunicorn(bind, workers)]),
        Child("The background work", [sys.executable, "-m", "django", "work"]),
    ]


def gunicorn(bind: str, workers: int) -> list[str]:
    config = ("--config", "python:utblick.operate.web")
    return ["gunicorn", *config, "--bind", bind, "--workers", str(workers), "utblick.config.wsgi:application"]


def web_workers() -> int:
    """gunicorn's own variable decides; else one process for each core, from two to four."""
    return int(os.environ.get("WEB_CONCURRENCY", 0)) or min(4, max(2, os.cpu_count() or 1))


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def main(arguments: Sequence[str]) -> None:
    bind, workers = arguments
    Supervisor(children(bind, int(workers)), say).run()


if __name__ == "__main__":
    main(sys.argv[1:])
