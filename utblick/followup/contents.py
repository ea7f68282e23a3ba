"""What a report holds, as plain values: it is kept as JSON, frozen as JSON, and every page and document is drawn from it.

A reference is "kind:key" (`initiative:7`), or "#anchor" for a place in the report itself; references.py knows the addresses.
"""

import hashlib
import json
from typing import Any, NotRequired, TypedDict

from django.core.serializers.json import DjangoJSONEncoder


class Ref(TypedDict):
    ref: str
    label: str


class Sentence(TypedDict):
    """One sentence of a draft, and the rows that it rests on."""

    text: str
    refs: list[Ref]


class Cell(TypedDict):
    text: str
    ref: str


class Table(TypedDict):
    """`shape` names what kind of table it is (goals, indicators, steps, people, counts, contacts, results); all but the first few
    columns are figures.
    """

    shape: str
    caption: str
    head: list[str]
    texts: int  # so many columns from the left hold text, the rest figures
    rows: list[list[Cell]]
    total: list[Cell]  # empty where nothing is added up
    note: str


class Told(TypedDict):
    """One result, lesson, duty: a text with where it comes from."""

    lead: str
    text: str
    source: str
    ref: str


class Listed(TypedDict):
    heading: str
    items: list[Told]


class Drawn(TypedDict):
    """A chart: bars with one value each, or stacked with one value for each of `series`."""

    title: str
    sentence: str
    unit: str
    series: list[str]
    values: list[tuple[str, list[float]]]


class Part(TypedDict):
    key: str
    heading: str
    draft: list[list[Sentence]]  # paragraphs
    tables: list[Table]
    lists: list[Listed]
    charts: list[Drawn]
    text: NotRequired[str]  # what people wrote instead of the draft


class Content(TypedDict):
    title: str
    language: str
    municipality: str
    starts_on: str
    ends_on: str
    case_number: str
    composed_at: str
    parts: list[Part]
    figures: dict[str, Any]


def canonical(content: Any) -> str:
    """The one way to write these values down: what the checksum is worked out from."""
    return json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def checksum(content: Any) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def plain(value: Any) -> Any:
    """The same values as they come back from the database: dates and amounts as text, tuples as lists."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
