"""Keeps the children: started when first needed, replaced when they die."""

import atexit
import contextlib
import json
import os
import queue
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from weakref import WeakSet

from utblick.quarantine.child import About

MOST_ANSWER = 250 * 1024 * 1024
CHILDREN = 2
# A child that has read this many documents, or a large one, makes room for a fresh one, whatever it may have kept.
DOCUMENTS, LARGE = 500, 2 * 1024 * 1024


class Died(Exception):
    """The child ran out of time or memory, or was brought down."""


def started(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A process that runs the module, and inherits no secret of ours."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ},
        cwd="/",
    )


def ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            pipe and pipe.close()


class Child:
    def __init__(self, module: str) -> None:
        self._process = started(module)
        self._left = DOCUMENTS

    @property
    def usable(self) -> bool:
        return self._left > 0 and self._process.poll() is None

    def ask(self, about: About, body: bytes, seconds: int) -> Any:
        self._left = 0 if len(body) > LARGE else self._left - 1
        said = json.dumps(about).encode()
        try:
            self._send(struct.pack(">III", len(said), len(body), seconds) + said + body)
            return json.loads(self._receive(time.monotonic() + seconds * 4 + 10))
        except (OSError, Died) as error:
            self.end()
            raise Died from error

    def end(self) -> None:
        ended(self._process)

    def _send(self, frame: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(frame)
        self._process.stdin.flush()

    def _receive(self, until: float) -> bytes:
        (size,) = struct.unpack(">I", self._exactly(4, until))
        if size > MOST_ANSWER:
            raise Died
        return self._exactly(size, until)

    def _exactly(self, size: int, until: float) -> bytes:
        assert self._process.stdout is not None
        pieces, number = [], self._process.stdout.fileno()
        while size:
            ready, _, _ = select.select([number], [], [], max(0, until - time.monotonic()))
            piece = os.read(number, min(size, 1 << 20)) if ready else b""
            if not piece:
                raise Died
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)


class Pool:
    """Lends out children that run a module; at most `CHILDREN` live at a time. Safe to use from several threads."""

    def __init__(self, module: str) -> None:
        self._module = module
        self.forget()
        POOLS.add(self)

    def ask(self, about: About, body: bytes, *, seconds: int) -> Any:
        """What the module's function answers. `seconds` of CPU. Raises Died."""
        with self._child() as child:
            return child.ask(about, body, seconds)

    @contextlib.contextmanager
    def _child(self) -> Iterator[Child]:
        idle = self._idle.get()
        child = idle if idle is not None and idle.usable else self._fresh(idle)
        try:
            yield child
        finally:
            self._idle.put(child)

    def _fresh(self, old: Child | None) -> Child:
        if old is not None:
            old.end()
        return Child(self._module)

    def forget(self) -> None:
        """Begin without children: a forked process must not talk to its parent's."""
        self._idle: queue.LifoQueue[Child | None] = queue.LifoQueue()
        for _ in range(CHILDREN):
            self._idle.put(None)

    def close(self) -> None:
        """End those that lie idle."""
        waiting, self._idle.queue[:] = list(self._idle.queue), [None] * self._idle.qsize()
        for child in waiting:
            if child is not None:
                child.end()


POOLS = WeakSet[Pool]()


def _each(do: str) -> None:
    for pool in list(POOLS):
        getattr(pool, do)()


atexit.register(_each, "close")
os.register_at_fork(after_in_child=lambda: _each("forget"))
