"""Connectors: one dialect a file. A connector asks and reads; it opens no socket and saves no row.

To add one, copy a sibling, and name it in KINDS.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Literal, Protocol, cast

from utblick.watch.connectors.finding import Deadline, Finding, Json, Kind

__all__ = ["KINDS", "Answer", "Connector", "Deadline", "Finding", "Json", "Kind", "Request", "connector"]

# Where each kind of source is read. Imported when first used: each brings a library of its own.
KINDS = {
    "feed": "utblick.watch.connectors.feeds:Feeds",
    "eu_calls": "utblick.watch.connectors.eu_calls:EUCalls",
    "ted": "utblick.watch.connectors.ted:TED",
}


@dataclass(frozen=True, slots=True)
class Request:
    """A question to put to a source. `tag` is the caller's own mark and travels with it; it is never sent."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    etag: str = ""
    last_modified: str = ""
    tag: object = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of a source. Ask again with `next_page` until it is None."""

    findings: Iterator[Finding]
    next_page: str | None = None
    title: str = ""
    language: str | None = None
    site: str = ""
    """The web page that the source belongs to."""
    total: int | None = None
    """How many there should be over all pages, where the source says so."""


class Connector(Protocol):
    def ask(self, address: str, *, page: str | None = None, since: date | None = None) -> Request:
        """The question for one page; `since` narrows it where the source can."""
        ...

    def read(self, body: bytes, headers: Mapping[str, str], *, address: str = "") -> Answer:
        """What the answer says. `address` is where it came from, for relative links. Raises UnreadableAnswer."""
        ...


def connector(kind: str) -> Connector:
    """The reader for a kind of source; KeyError for a kind that does not exist."""
    module, name = KINDS[kind].split(":")
    return cast(Connector, getattr(import_module(module), name)())
