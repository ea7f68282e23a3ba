"""Keeps the children that read difficult feeds (feed_child.py): started when first needed, replaced when they die."""

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

from utblick.watch.connectors.feed_entry import Feed
from utblick.watch.errors import TooLarge, UnreadableAnswer

MOST_BYTES = 5 * 1024 * 1024
MOST_ANSWER = 40 * 1024 * 1024
CHILDREN = 2
# A child that has read this many documents makes room for a fresh one, whatever it may have kept.
DOCUMENTS = 500


class Died(Exception):
    """The child ran out of time or memory."""


class Child:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "utblick.watch.connectors.feed_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ},
            cwd="/",
        )
        self._left = DOCUMENTS

    @property
    def usable(self) -> bool:
        return self._left > 0 and self._process.poll() is None

    def ask(self, body: bytes, kind: str, address: str) -> Feed:
        """What the document says. Raises Died."""
        self._left -= 1
        seconds = 1 + len(body) // 1_000_000
        about = json.dumps({"type": kind, "address": address, "seconds": seconds}).encode()
        try:
            self._send(struct.pack(">II", len(about), len(body)) + about + body)
            return Feed.from_json(json.loads(self._receive(time.monotonic() + seconds * 4 + 10)))
        except (OSError, Died) as error:
            self.end()
            raise Died from error

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                pipe and pipe.close()

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
    """Lends out children; at most `CHILDREN` live at a time. Safe to use from several threads."""

    def __init__(self) -> None:
        self._idle: queue.LifoQueue[Child | None] = queue.LifoQueue()
        for _ in range(CHILDREN):
            self._idle.put(None)

    def read(self, body: bytes, kind: str = "", address: str = "") -> Feed:
        """The feed as feedparser reads it. Raises TooLarge, and UnreadableAnswer where it takes too much."""
        if len(body) > MOST_BYTES:
            raise TooLarge("too_large", "difficult documents are read up to 5 MB")
        with self._child() as child:
            try:
                return child.ask(body, kind, address)
            except Died as error:
                raise UnreadableAnswer("too_hard") from error

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
        return Child()

    def close(self) -> None:
        for _ in range(CHILDREN):
            with contextlib.suppress(queue.Empty):
                if (child := self._idle.get_nowait()) is not None:
                    child.end()
                self._idle.put(None)
                self._idle.get_nowait()
        for _ in range(CHILDREN):
            self._idle.put(None)


POOL = Pool()
atexit.register(POOL.close)
# A forked process must not talk to its parent's children.
os.register_at_fork(after_in_child=lambda: POOL.__init__())  # type: ignore[misc]
