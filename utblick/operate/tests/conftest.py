import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def database_url(tmp_path: Path, transactional_db: None) -> str:
    """A database that other processes can use too, of the kind the suite runs on."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{tmp_path / 'queue.sqlite3'}"
    facts = connection.settings_dict
    who = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    return f"postgres://{who}@{quote(facts['HOST'], safe='')}:{facts['PORT'] or 5432}/{facts['NAME']}"


@pytest.fixture
def python(database_url: str, tmp_path: Path) -> Iterator[Start]:
    """Start Python outside the test: no pytest in it, so it has the real queue. All are ended with the test."""
    started: list[subprocess.Popen[bytes]] = []
    env = os.environ | {"DATABASE_URL": database_url, "UTBLICK_DATA": str(tmp_path)}
    env |= {"DJANGO_SETTINGS_MODULE": "utblick.config.settings", "UTBLICK_DEMO": "1"}

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, *arguments], env=env, process_group=0)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


@pytest.fixture
def prepared(python: Start) -> None:
    """The queue's own tables, where the suite's database is not already migrated."""
    if connection.vendor == "sqlite":
        migrate = "import django; django.setup(); from django.core.management import call_command as c;"
        migrate += "[c('migrate', app, verbosity=0) for app in ('django_ox', 'operate')]"
        assert python("-c", migrate).wait() == 0


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False
