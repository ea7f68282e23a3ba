"""Python processes that begin with Django loaded, as copies of one that has loaded it: so a test that kills several pays once.

`python -m utblick.operate.tests.nursery` reads lines of JSON and answers each with a number: ["start", MODULE, ARGUMENT, …] with
the process's, ["wait", PROCESS] with how it ended.
"""

import json
import os
import runpy
import signal
import subprocess
import sys
import traceback
from typing import NoReturn

import django
from django.urls import resolve


class Child:
    """A process of the nursery, to be used as one of `subprocess`."""

    def __init__(self, nursery: "subprocess.Popen[bytes]", *arguments: str) -> None:
        self.nursery = nursery
        self.status: int | None = None
        self.pid = self._ask("start", *arguments)

    def kill(self) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        if self.status is None:
            self.status = self._ask("wait", self.pid)
        return self.status

    def _ask(self, *words: object) -> int:
        stdin, stdout = self.nursery.stdin, self.nursery.stdout
        assert stdin
        assert stdout
        stdin.write(json.dumps(words).encode() + b"\n")
        stdin.flush()
        return int(stdout.readline())


def main() -> None:
    django.setup()
    resolve("/")  # which loads every room's pages
    for line in sys.stdin:
        what, *facts = json.loads(line)
        print(_started(*facts) if what == "start" else _ended(*facts), flush=True)


def _started(module: str, *arguments: str) -> int:
    return os.fork() or _be(module, *arguments)


def _be(module: str, *arguments: str) -> NoReturn:
    """Nothing of the nursery's own is said or heard by the copy."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.argv[1:] = arguments
    status = 1
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _ended(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


if __name__ == "__main__":
    main()
