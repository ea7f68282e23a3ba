"""Keeps several processes running until told to stop.

A process that dies is started again after a pause, which doubles for as long as it keeps dying soon after its start. Each has a
process group of its own, so that Ctrl-C reaches this process only and is passed on once, in good order.
"""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
SETTLED_AFTER = 60.0  # seconds alive that clear the record of earlier deaths
GRACE = 15.0  # seconds to finish in; a job cut off then is run again by the next worker
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process to keep: how it is started, and how it has fared."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = field(default=0.0)

    def start(self, now: float) -> None:
        self.process = subprocess.Popen(self.command, process_group=0, preexec_fn=_die_with_parent)
        self.started = now

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def died(self, now: float) -> int:
        """Note a death and when to try again; returns the exit code, negative for a signal."""
        if self.process is None:
            raise ValueError(f"{self.name} was never started")
        if now - self.started >= SETTLED_AFTER:
            self.pause = FIRST_PAUSE
        self.due, self.pause = now + self.pause, min(self.pause * 2, LONGEST_PAUSE)
        code, self.process = self.process.returncode, None
        return code

    def signal(self, number: int) -> None:
        if self.process is not None and self.is_running():
            self.process.send_signal(number)


class Supervisor:
    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.signals = 0

    def run(self) -> None:
        """Keep the children until SIGINT or SIGTERM, then stop them; a second signal stops them at once."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._told)
        while not self.signals:
            self.turn(time.monotonic())
            time.sleep(0.3)
        self.stop()

    def turn(self, now: float) -> None:
        for child in self.children:
            if child.process is not None and not child.is_running():
                code = child.died(now)
                self.say(f"{child.name} ended ({code}); it starts again in {child.due - now:.0f} s.")
            elif child.process is None and now >= child.due:
                child.start(now)

    def stop(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while any(child.is_running() for child in self.children):
            if self.signals > 1 or time.monotonic() > deadline:
                break
            time.sleep(0.1)
        for child in self.children:
            child.signal(signal.SIGKILL)

    def _told(self, *_: object) -> None:
        self.signals += 1


def _die_with_parent() -> None:
    """On Linux the kernel ends a child whose supervisor was killed, so that it does not hold the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
