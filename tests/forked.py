"""Several processes that test, of one that collected: `pytest -n3`.

To collect is half a minute's work, which pytest-xdist does in each of its processes; these are forks of the one that did it. A
file is one process's, for what its tests build once; who is done with a file takes the next from a pipe that all of them read.
"""

import gc
import logging
import os
import sys
import traceback
import warnings
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    option = parser.getgroup("forked")._addoption  # Those of one small letter are pytest's own.
    option("-n", dest="processes", type=int, default=0, help="how many processes test")


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    option = session.config.option
    if option.processes < 2 or option.usepdb or option.collectonly or session.testsfailed or not session.items:
        return None
    by_file = defaultdict(list)
    for item in session.items:
        by_file[item.path].append(item)
    files = [*by_file.values()]
    queue, ours = os.pipe()
    os.write(ours, b"".join(number.to_bytes(4) for number in range(len(files))))
    os.close(ours)
    session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    # What is there already stays: no process looks through it for what nobody needs, and so none copies it.
    gc.collect()
    gc.freeze()
    # Tests make and leave much: looked through as often as by default, it takes each process a twentieth of its time.
    gc.set_threshold(100_000, 50, 100)
    fork, forks = get_context("fork"), {}
    for number in range(min(option.processes, len(files))):
        hears, tells = fork.Pipe(duplex=False)
        fork_of_us = fork.Process(target=_test, args=(session.config, f"gw{number}", _items(files, queue), tells))
        fork_of_us.start()
        tells.close()
        forks[hears] = fork_of_us
    os.close(queue)
    try:
        _listen(session, [*forks])
    finally:
        for fork_of_us in forks.values():
            fork_of_us.terminate()
            fork_of_us.join()
    return True


def _items(files: list[list[pytest.Item]], queue: int) -> Iterator[pytest.Item]:
    while number := os.read(queue, 4):
        yield from files[int.from_bytes(number)]


def _test(config: pytest.Config, name: str, items: Iterator[pytest.Item], tells: Connection) -> None:
    """What a fork does: its tests, with a database and a folder of its own, and tells how they went."""
    config.workerinput = {"workerid": name}  # type: ignore[attr-defined]
    folders = config._tmp_path_factory  # type: ignore[attr-defined]
    folders._basetemp = folders.getbasetemp() / name
    folders._basetemp.mkdir()
    capture: Any = config.pluginmanager.getplugin("capturemanager")
    capture.read_global_capture()
    capture.stop_global_capturing()
    capture.start_global_capturing()
    for handler in logging.getLogger().handlers:
        if type(handler) is logging.StreamHandler:
            # It writes into what was captured before and is closed now: each line would fail, and tell so at ten times its price.
            handler.stream = sys.stderr
    config.pluginmanager.unregister(name="terminalreporter")
    config.pluginmanager.register(Teller(config, tells))
    try:
        for item, following in pairwise(chain(items, [None])):
            config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        tells.send(("done", None))
    except BaseException:
        tells.send(("died", traceback.format_exc()))


class Teller:
    def __init__(self, config: pytest.Config, tells: Connection) -> None:
        self.config, self.tells = config, tells

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.tells.send(("began", nodeid))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.tells.send(("report", self.config.hook.pytest_report_to_serializable(config=self.config, report=report)))

    def pytest_warning_recorded(self, warning_message: warnings.WarningMessage, when: str, nodeid: str) -> None:
        if when == "runtest":
            where = {"filename": warning_message.filename, "lineno": warning_message.lineno}
            told = (warning_message.category.__name__, {"message": str(warning_message.message), **where}, nodeid)
            self.tells.send(("warning", told))


def _listen(session: pytest.Session, forks: list[Connection]) -> None:
    """Let the one that collected know of each test as if it had been its own, and of a fork that died."""
    hook, began = session.config.hook, {}
    while forks:
        for fork in wait(forks):
            try:
                what, told = fork.recv()
            except EOFError:
                what, told = "died", "The process died, and with it its file's other tests."
            if what == "began":
                began[fork] = told
            elif what == "report":
                hook.pytest_runtest_logreport(
                    report=hook.pytest_report_from_serializable(config=session.config, data=told)
                )
            elif what == "warning":
                name, where, nodeid = told
                warning = warnings.WarningMessage(category=type(name, (Warning,), {}), **where)
                about = {"warning_message": warning, "when": "runtest", "nodeid": nodeid, "location": None}
                hook.pytest_warning_recorded.call_historic(kwargs=about)
            else:
                forks.remove(fork)
            if what == "died":
                test = began.get(fork, "before the first test")
                hook.pytest_runtest_logreport(
                    report=pytest.TestReport(test, (test, None, test), {}, "failed", told, "call")
                )
            if session.shouldfail:
                raise session.Failed(session.shouldfail)
