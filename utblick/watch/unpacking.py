"""Unpacking what came over the wire, no further than to a limit: a bomb is stopped while it swells."""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]

from utblick.watch.errors import TooLarge, UnreadableAnswer

STEP = 256 * 1024


class Unpacker(Protocol):
    def unpack(self, packed: bytes) -> Iterator[bytes]: ...


class Plain:
    def unpack(self, packed: bytes) -> Iterator[bytes]:
        yield packed


class Deflated:
    """gzip (also several members in a row), zlib, or bare deflate as some servers wrongly send."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=47)
        self._begun = False

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        rest = packed
        while rest:
            yield self._step(rest)
            rest = self._inner.unconsumed_tail
            if self._inner.eof and self._inner.unused_data.startswith(b"\x1f\x8b"):
                rest, self._inner = self._inner.unused_data, zlib.decompressobj(wbits=47)

    def _step(self, packed: bytes) -> bytes:
        begun, self._begun = self._begun, True
        try:
            return self._inner.decompress(packed, STEP)
        except zlib.error:
            if begun:
                raise
            self._inner = zlib.decompressobj(wbits=-15)
            return self._inner.decompress(packed, STEP)


class Brotlied:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        yield self._inner.process(packed, output_buffer_limit=STEP)
        while not self._inner.can_accept_more_data():
            yield self._inner.process(b"", output_buffer_limit=STEP)


def unpacker(encoding: str) -> Unpacker:
    """The unpacker for a Content-Encoding; UnreadableAnswer for one that we did not ask for."""
    match encoding.strip().lower():
        case "" | "identity" | "none" | "utf-8":
            return Plain()
        case "gzip" | "x-gzip" | "deflate":
            return Deflated()
        case "br":
            return Brotlied()
    raise UnreadableAnswer("bad_encoding", encoding)


class Collected:
    """The unpacked body so far; TooLarge as soon as it passes `most` bytes."""

    def __init__(self, encoding: str, most: int) -> None:
        self._unpacker = unpacker(encoding)
        self._left = most
        self._pieces: list[bytes] = []

    def add(self, packed: bytes) -> None:
        try:
            for piece in self._unpacker.unpack(packed):
                self._left -= len(piece)
                if self._left < 0:
                    raise TooLarge("too_large")
                self._pieces.append(piece)
        except (zlib.error, brotli.error) as error:
            raise UnreadableAnswer("bad_encoding", str(error)) from error

    def body(self) -> bytes:
        return b"".join(self._pieces)
