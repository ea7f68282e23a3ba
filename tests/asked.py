"""What the tests ask of SQLite, told so that PostgreSQL need not be asked the same by every test.

Tests differ more in what they look at than in what they ask a database. Where TEST_ASKED names a folder, a run on SQLite tells
there what Utblick asked in each test; a run on PostgreSQL, which may be started at the same time and waits for that, then leaves
out, the slow ones first, tests whose every statement and every refusal of the database (a constraint's, say) is met in another test
that stays. Always asked there is

- what commits or is asked by several at once: locks, and what one sees of another's rows, are each database's own (but the lives of
  one kind of object, in which one person after the other goes from page to page, are left out like any other test);
- the whole way through the product, and what is sent odd values: what a column takes differs;
- rooms and tests that know which database they speak to;
- what did not pass on SQLite, or was not asked there.
"""

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

FOLDER = os.environ.get("TEST_ASKED", "")
# The file that says that SQLite has been asked all, and all passed.
WHOLE = "whole"
# Whose statements are written for each database, and who sends what no form would.
ALWAYS = ("utblick/search/", "utblick/operate/", "tests/test_fuzz.py", "tests/test_naughty_strings.py")
PASSED = pytest.StashKey[bool]()


@lru_cache(100_000)
def shape(statement: str) -> str:
    """What stands for the statement without numbers, names of savepoints, and how many rows or keys there are."""
    statement = re.sub(r"\d+", "0", re.sub(r'"s\d+_x\d+"', "savepoint", statement))
    statement = re.sub(r"\(%s\)(, ?\(%s\))+", "(%s)", re.sub(r"%s(, ?%s)+", "%s", statement))
    return blake2b(statement.encode(), digest_size=6).hexdigest()


# What the test that runs has asked until now, and what Utblick was seen to ask in any test of this process.
asked: set[str] = set()
by_utblick: set[str] = set()
ROOT = f"{Path(__file__).parents[1]}/"
# Every query of a model goes through here, whoever makes it.
PASSED_ON = (f"{ROOT}.venv/", f"{ROOT}utblick/tenancy/", __file__)


def tell(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    told = shape(str(sql))
    try:
        return execute(sql, params, many, context)
    except Exception as error:
        told = f"{type(error).__name__} {told}"
        raise
    finally:
        if told in by_utblick or not _by_the_test():
            by_utblick.add(told)
            asked.add(told)


def _by_the_test() -> bool:
    """Whether a test itself asks, to look what came of it: that says nothing of what Utblick asks."""
    frame = sys._getframe(2)
    while frame := frame.f_back:
        file = frame.f_code.co_filename
        if file.startswith(ROOT) and not file.startswith(PASSED_ON):
            return "/tests/" in file or file.endswith("/conftest.py")
    return False


def pytest_configure() -> None:
    if FOLDER:
        # Of each connection: while a browser runs, the tests' thread has another than the server that the browser asks.
        connection_created.connect(_let_it_tell)


def _let_it_tell(connection: Any, **_: object) -> None:
    if tell not in connection.execute_wrappers:
        connection.execute_wrappers.append(tell)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if not FOLDER or connection.vendor != "sqlite":
        return (yield)
    asked.clear()
    began = time.monotonic()
    answer = yield
    if item.stash.get(PASSED, False):
        line = json.dumps([item.nodeid, time.monotonic() - began, sorted(asked)])
        with Path(FOLDER, f"{os.getpid()}.jsonl").open("a") as file:
            file.write(f"{line}\n")
    return answer


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[PASSED] = report.passed
    return report


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not FOLDER or connection.vendor == "sqlite":
        return
    while not Path(FOLDER, WHOLE).exists():
        time.sleep(0.2)
    same = asked_by_others(items, told())
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in same])
    items[:] = [item for item in items if item.nodeid not in same]


def pytest_sessionfinish(exitstatus: int) -> None:
    if FOLDER and connection.vendor == "sqlite" and exitstatus == pytest.ExitCode.OK:
        Path(FOLDER, WHOLE).touch()


def told() -> dict[str, tuple[float, list[str]]]:
    """How long each test took on SQLite, and what it asked."""
    lines = [json.loads(line) for file in Path(FOLDER).glob("*.jsonl") for line in file.read_text().splitlines()]
    return {name: (seconds, shapes) for name, seconds, shapes in lines}


def asked_by_others(items: list[pytest.Item], told: dict[str, tuple[float, list[str]]]) -> set[str]:
    """The tests that can be left out. The same for the same tests and the same tale: each worker asks for itself."""
    askers = Counter(shape for item in items for shape in told.get(item.nodeid, (0, []))[1])
    same = set()
    for item in sorted(items, key=lambda item: (-told.get(item.nodeid, (0, []))[0], item.nodeid)):
        _seconds, shapes = told.get(item.nodeid, (0, []))
        if not shapes or is_asked_always(item) or any(askers[shape] == 1 for shape in shapes):
            continue
        askers.subtract(shapes)
        same.add(item.nodeid)
    return same


def is_asked_always(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_life"):
        return False
    mark = item.get_closest_marker("django_db")
    commits = "transactional_db" in getattr(item, "fixturenames", ()) or (mark and mark.kwargs.get("transaction"))
    always = item.get_closest_marker("whole_way") or item.nodeid.startswith(ALWAYS)
    return bool(commits or always or knows_the_database(item.path))


@cache
def knows_the_database(module: Path) -> bool:
    return "connection.vendor" in module.read_text()
