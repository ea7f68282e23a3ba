"""The faults: each breaks something for a while and gives it back. What one needs and this machine has not is told, not passed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from faults.installation import Installation
from faults.outside import Mails, News


class NotHere(Exception):
    """This machine cannot be broken in this way; the reason."""


type Fault = Callable[["Breaker"], None]


class Breaker:
    def __init__(self, place: Installation, mails: Mails, news: News, dice: random.Random) -> None:
        self.place, self.mails, self.news, self.dice = place, mails, news, dice

    def wait(self, least: float, most: float) -> None:
        time.sleep(self.dice.uniform(least, most))


def web_process_killed(here: Breaker) -> None:
    """One of those that answer; gunicorn starts another."""
    _kill(here.place.web_processes()[1:], here.dice)


def web_server_killed(here: Breaker) -> None:
    """The whole of `utblick run`, as when the host's memory is out."""
    _kill_all(here.place.below("web"))


def worker_killed(here: Breaker) -> None:
    _kill(here.place.workers(), here.dice)


def all_workers_killed(here: Breaker) -> None:
    _kill_all(here.place.workers())


def database_fallen(here: Breaker) -> None:
    """Stopped without writing down anything, and at once started again."""
    here.place.stop_database("immediate")


def database_away(here: Breaker) -> None:
    here.place.down.add("database")
    here.place.stop_database("immediate")
    here.wait(5, 12)
    here.place.down.discard("database")


def mail_server_full(here: Breaker) -> None:
    _in_mood(here, here.mails, "full")


def mail_server_hangs_up(here: Breaker) -> None:
    _in_mood(here, here.mails, "hangs up")


def source_silent(here: Breaker) -> None:
    _in_mood(here, here.news, "silent")


def source_breaks_off(here: Breaker) -> None:
    _in_mood(here, here.news, "broken")


def disk_full(here: Breaker) -> None:
    """The file system that holds database and uploads: only where the drill could make one of its own."""
    if not os.path.ismount(here.place.folder):
        raise NotHere("a full disk needs a file system of its own, which only root can make")
    filling = here.place.folder / "filling"
    with suppress(OSError), filling.open("wb") as file:
        while True:
            file.write(b"\0" * 1_000_000)
            file.flush()
    here.wait(5, 10)
    filling.unlink()


def clock_ahead(here: Breaker) -> None:
    _worker_with_clock(here, "+2d")


def clock_behind(here: Breaker) -> None:
    _worker_with_clock(here, "-2d")


def _worker_with_clock(here: Breaker, offset: str) -> None:
    """One more worker beside the others, whose host has the wrong time."""
    faketime = shutil.which("faketime")
    if not faketime:
        raise NotHere("a wrong clock needs faketime: apt-get install faketime")
    with here.place.log.open("ab") as log:
        order = [faketime, "-f", offset, sys.executable, "-m", "django", "work", "--lease", "10"]
        worker = subprocess.Popen(order, stdout=log, stderr=log, process_group=0)
        # It ends when it has seen that its clock is wrong, unless it is slower than that.
        with suppress(subprocess.TimeoutExpired):
            worker.wait(here.dice.uniform(15, 20))
        with suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def _in_mood(here: Breaker, outside: Mails | News, mood: str) -> None:
    outside.mood = mood
    here.wait(5, 10)
    outside.mood = "well"


def _kill(pids: list[int], dice: random.Random) -> None:
    if pids:
        _kill_all([dice.choice(pids)])


def _kill_all(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


FAULTS: dict[str, Fault] = {
    "a web process killed": web_process_killed,
    "the web server killed": web_server_killed,
    "a worker killed": worker_killed,
    "all workers killed": all_workers_killed,
    "the database falls": database_fallen,
    "the database away for seconds": database_away,
    "the mail server full": mail_server_full,
    "the mail server hangs up": mail_server_hangs_up,
    "a source silent": source_silent,
    "a source breaks off": source_breaks_off,
    "the disk full": disk_full,
    "a worker's clock two days ahead": clock_ahead,
    "a worker's clock two days behind": clock_behind,
}


def own_disk(folder: Path, megabytes: int) -> bool:
    """Put a file system of this size, in memory, at the folder; False where that may not be done."""
    order = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(folder)]
    return os.geteuid() == 0 and subprocess.run(order, capture_output=True, check=False).returncode == 0
