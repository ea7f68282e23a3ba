"""The child's half: reads questions from standard input and answers on standard output, one after the other (frames: pool.py)."""

import json
import resource
import struct
import sys
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

type About = Mapping[str, Any]


def serve(answer: Callable[[About, bytes], Any], *, memory: int) -> None:
    """Answer until the parent goes away. `memory`: bytes of address space; what the answer is must be writable as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while (question := _next_question(incoming)) is not None:
        about, body, seconds = question
        _allow_seconds(seconds)
        told = json.dumps(answer(about, body)).encode()
        outgoing.write(struct.pack(">I", len(told)) + told)
        outgoing.flush()


def _next_question(incoming: BinaryIO) -> tuple[About, bytes, int] | None:
    sizes = incoming.read(12)
    if len(sizes) < 12:
        return None
    about, size, seconds = struct.unpack(">III", sizes)
    said = json.loads(incoming.read(about))
    return said, incoming.read(size), seconds


def _allow_seconds(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
