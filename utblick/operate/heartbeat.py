"""Tells the database that this worker is alive.

The worker touches a local file at each turn of its loop; a thread copies the file's time into `WorkerSeen`. So what the
operator's page shows is the loop, not merely a process that exists.
"""

import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from django.db import DatabaseError, connection
from django.utils import timezone

from utblick.operate import clocks
from utblick.operate.models import WorkerSeen
from utblick.operate.version import version

logger = logging.getLogger("utblick.operate")
SECONDS_BETWEEN = 15.0


@contextmanager
def heartbeat() -> Iterator[Path]:
    """Report for as long as the block lasts; yields the file that the worker must touch."""
    name = f"{socket.gethostname()[:60]}-{os.getpid()}"
    stop = Event()
    with TemporaryDirectory(prefix="utblick-worker-") as folder:
        path = Path(folder) / "turned"
        reporter = Thread(target=_report_until, args=(stop, name, path), name="heartbeat", daemon=True)
        reporter.start()
        try:
            yield path
        finally:
            stop.set()
            reporter.join(timeout=5)


def _report_until(stop: Event, name: str, path: Path) -> None:
    started = timezone.now()
    pause = 1.0
    while not stop.wait(pause):
        _quietly(lambda: report(name, path, started))
        pause = SECONDS_BETWEEN if path.exists() else 1.0
    _quietly(lambda: WorkerSeen.objects.filter(name=name).delete())


def report(name: str, path: Path, started: datetime) -> None:
    """Write down when the loop last turned; nothing before its first turn. Ends the worker when its clock has gone wrong."""
    if wrong := clocks.complaint():
        logger.error("%s This worker ends.", wrong)
        signal.raise_signal(signal.SIGTERM)
    elif path.exists():
        turned = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        facts = {"version": version(), "started_at": started, "seen_at": turned}
        WorkerSeen.objects.update_or_create(name=name, defaults=facts)


def _quietly(write: Callable[[], object]) -> None:
    """A database that is away must not end the reports: the next one tells as much."""
    try:
        write()
    except DatabaseError as error:
        logger.warning("The worker could not report itself: %s", error)
    finally:
        connection.close()
