"""What is handed in passes a virus scanner before it is read or kept, where the operator has one (UTBLICK_CLAMD).

clamd's INSTREAM is spoken here: of its clients on PyPI one speaks no Unix socket (aioclamd), and the licence of the other
(clamav-client, GPL 2 alone) does not go with those of other packages.
"""

import hashlib
import logging
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import IO

from django.conf import settings

logger = logging.getLogger("utblick.files")

PATIENCE, AT_ONCE = 30, 2
"""Seconds that the scanner may be silent while it looks at a file, and when it is only asked whether it is there."""
AT_A_TIME = 64 * 1024


class Infected(Exception):
    """The scanner knows it; its word for it is the argument."""


class ScannerAway(Exception):
    """The scanner does not answer, or not that the file is clean: nothing is let in unseen."""


@dataclass(frozen=True, slots=True)
class Found:
    """`name` is the file's, `digest` its SHA-256."""

    name: str
    virus: str
    digest: str


_noted: ContextVar[list[Found] | None] = ContextVar("viruses", default=None)


@contextmanager
def noted() -> Iterator[list[Found]]:
    """What is found within it, for whoever keeps a trail."""
    found: list[Found] = []
    token = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(token)


def scan(file: IO[bytes], name: str) -> None:
    """Return where nothing is found, or where there is no scanner; the file is then at its start. Raises Infected, ScannerAway."""
    if not settings.CLAMD:
        return
    answer = _ask(b"zINSTREAM\0", _parts(file))
    if answer == "stream: OK":
        return
    if not answer.endswith(" FOUND"):
        logger.error("The virus scanner could not say whether an upload is clean: %r", answer)
        raise ScannerAway
    virus = answer.removeprefix("stream: ").removesuffix(" FOUND")
    digest = hashlib.sha256(file.read()).hexdigest()
    if (notes := _noted.get()) is not None:
        notes.append(Found(name, virus, digest))
    logger.warning("An upload was refused, for %r was found in it: SHA-256 %s", virus, digest)
    raise Infected(virus)


def is_there() -> bool:
    """Whether the scanner answers."""
    try:
        return _ask(b"zPING\0", iter(()), AT_ONCE) == "PONG"
    except ScannerAway:
        return False


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    """As clamd takes them: each behind its length, and one without length last."""
    file.seek(0)
    while part := file.read(AT_A_TIME):
        yield struct.pack("!L", len(part)) + part
    file.seek(0)
    yield struct.pack("!L", 0)


def _ask(command: bytes, parts: Iterator[bytes], patience: int = PATIENCE) -> str:
    try:
        with _connected(patience) as scanner:
            scanner.sendall(command)
            for part in parts:
                scanner.sendall(part)
            with scanner.makefile("rb") as told:
                return told.read(1000).rstrip(b"\0").decode(errors="replace")
    except (OSError, ValueError) as error:
        logger.error("The virus scanner does not answer: %s", error)
        raise ScannerAway from error


def _connected(patience: int) -> socket.socket:
    if settings.CLAMD.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(patience)
        try:
            scanner.connect(settings.CLAMD)
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), patience)
