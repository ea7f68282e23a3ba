"""What a file of open project data tells, whatever its dialect: projects, who takes part in them, and lines that cannot be used."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Project:
    """`key` tells it from the others of its source; `lang` is empty where the source does not say."""

    source: str
    key: str
    title: str
    acronym: str = ""
    text: str = ""
    programme: str = ""
    call: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    cost: Decimal | None = None
    grant: Decimal | None = None
    lang: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One organisation's part in one project. `pic` is its number with the Commission, where the source gives it."""

    source: str
    project: str
    name: str
    country: str
    pic: str = ""
    kind: str = ""
    place: str = ""
    nuts: str = ""
    website: str = ""
    latitude: float | None = None
    longitude: float | None = None
    leads: bool = False
    grant: Decimal | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that was left out, and why (a key of `words.REASONS`)."""

    line: int
    reason: str


type Told = Project | Part | Bad


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: cells by heading, the headings in small letters and digits only."""

    line: int
    cells: dict[str, str]


def each(rows: Iterator[Row | Bad], tell: Callable[[Row], Iterator[Told]]) -> Iterator[Told]:
    """What each row tells by itself; a line that could not be read tells that."""
    for row in rows:
        if isinstance(row, Bad):
            yield row
        else:
            yield from tell(row)


class Reader(Protocol):
    """One dialect: sees by the headings whether a table is its own, and tells what the rows say."""

    NAME: str
    BEGINS: str
    """A pattern that only the beginning of a record matches, where quotes cannot be trusted; else empty."""

    def recognises(self, headings: frozenset[str]) -> bool: ...

    def read(self, rows: Iterator[Row | Bad]) -> Iterator[Told]: ...
