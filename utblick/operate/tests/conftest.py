import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from utblick.operate.tests.nursery import Child

PATIENCE = 120  # seconds

Start = Callable[..., subprocess.Popen[bytes]]
Copy = Callable[..., Child]


@pytest.fixture
def python(tmp_path: Path, transactional_db: None) -> Iterator[Start]:
    """Start Python outside the test: no pytest in it, so it has the real queue. All are ended with the test."""
    started: list[subprocess.Popen[bytes]] = []
    env = os.environ | {"UTBLICK_DATA": str(tmp_path), "UTBLICK_DEMO": "1"}

    def start(*arguments: str, **pipes: int) -> subprocess.Popen[bytes]:
        if not started:
            env["DATABASE_URL"] = shared_database(tmp_path)
        process = subprocess.Popen([sys.executable, *arguments], env=env, process_group=0, **pipes)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


@pytest.fixture
def copies(python: Start) -> Iterator[Copy]:
    """Start a module as `python` does, but with Django loaded already (nursery.py). All are ended with the test."""
    started: list[Child] = []
    nurseries: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> Child:
        if not nurseries:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            nurseries.append(python("-m", "utblick.operate.tests.nursery", **pipes))
        started.append(Child(nurseries[0], *arguments))
        return started[-1]

    yield start
    for child in started:
        child.kill()
        child.wait()


def shared_database(folder: Path) -> str:
    """Where other processes find what the test has put in its database: itself, or a copy where it is in memory."""
    if connection.vendor == "sqlite":
        path = folder / "copy.sqlite3"
        connection.cursor().execute("VACUUM INTO %s", [str(path)])
        return f"sqlite:///{path}"
    facts = connection.settings_dict
    who = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    return f"postgres://{who}@{quote(facts['HOST'], safe='')}:{facts['PORT'] or 5432}/{facts['NAME']}"


def wait_until(true: Callable[[], bool]) -> bool:
    """Whether it comes true before patience ends, which a busy machine never reaches."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False
