"""Connectors: one dialect a file. A connector asks and reads; it opens no socket and saves no row.

To add one, copy a sibling, and name it in KINDS.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Literal, Protocol, cast, runtime_checkable

from utblick.watch.connectors.finding import Deadline, Finding, Json, Kind
from utblick.watch.errors import Rejected, Trouble

__all__ = [
    "KINDS",
    "Answer",
    "Connector",
    "Deadline",
    "Finding",
    "Json",
    "Kind",
    "Request",
    "connector",
    "each_once",
    "explained",
]

# Where each kind of source is read. Imported when first used: each brings a library of its own.
KINDS = {
    "feed": "utblick.watch.connectors.feeds:Feeds",
    "eu_calls": "utblick.watch.connectors.eu_calls:EUCalls",
    "ted": "utblick.watch.connectors.ted:TED",
    "mail": "utblick.watch.connectors.newsletters:Newsletters",
    "page": "utblick.watch.connectors.pages:Pages",
    "calendar": "utblick.watch.connectors.calendars:Calendars",
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


@runtime_checkable
class Explaining(Protocol):
    def explain(self, trouble: Rejected) -> Trouble:
        """The source's own reason for a refusal, where its answer gives one; else the trouble as it was."""
        ...


def explained(connector: Connector, trouble: Trouble) -> Trouble:
    """The trouble in the source's own words, where it has any."""
    if isinstance(trouble, Rejected) and isinstance(connector, Explaining):
        return connector.explain(trouble)
    return trouble


def each_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each thing once over all pages of a run, whatever the paging does; the better of two tellings (`extra["rank"]`).

    What cannot be bettered is passed on at once; the rest at the end.
    """
    given: set[str] = set()
    kept: dict[str, Finding] = {}
    for finding in findings:
        name = finding.external_id
        if name in given:
            continue
        if not rank(finding):
            kept.pop(name, None)
            given.add(name)
            yield finding
        elif name not in kept or rank(finding) < rank(kept[name]):
            kept[name] = finding
    yield from kept.values()


def rank(finding: Finding) -> int:
    told = finding.extra.get("rank", 0)
    return told if isinstance(told, int) else 0


def connector(kind: str) -> Connector:
    """The reader for a kind of source; KeyError for a kind that does not exist."""
    module, name = KINDS[kind].split(":")
    return cast(Connector, getattr(import_module(module), name)())
