"""What a report holds, as plain values: it is kept as JSON, frozen as JSON, and every page and document is drawn from it.

A reference is "kind:key" (`initiative:7`), or "#anchor" for a place in the report itself; references.py knows the addresses.
"""

from collections.abc import Iterator
from typing import Any, NotRequired, TypedDict

from utblick.journal.frozen import checksum as checksum
from utblick.journal.frozen import plain as plain


class Ref(TypedDict):
    ref: str
    label: str


class Sentence(TypedDict):
    """One sentence of a draft, and the rows that it rests on."""

    text: str
    refs: list[Ref]


class Cell(TypedDict):
    """`of` says what a figure counts, the same in every table and every year ("step:7:cost"); `value` is the figure itself."""

    text: str
    ref: str
    of: NotRequired[str]
    value: NotRequired[Any]  # a whole number, or a decimal one as text; None for what nobody has counted


class Table(TypedDict):
    """`shape` names what kind of table it is (goals, indicators, steps, people, campaigns, counts, contacts,
    results); all but the first few
    columns are figures.
    """

    shape: str
    caption: str
    head: list[str]
    texts: int  # so many columns from the left hold text, the rest figures
    rows: list[list[Cell]]
    total: list[Cell]  # empty where nothing is added up
    note: str
    # The rows that are read, where there are too many; the others stand in Excel alone.
    leading: NotRequired[list[int] | None]


class Told(TypedDict):
    """One result, lesson, duty: a text with where it comes from."""

    lead: str
    text: str
    source: str
    ref: str


class Listed(TypedDict):
    heading: str
    items: list[Told]
    leading: NotRequired[list[int] | None]  # as in a table; `rest` then says how many more there are
    rest: NotRequired[str]


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
    board: Part  # the sheet that the board reads
    letter: dict[str, str]  # the drafts of the official letter, by section
    figures: dict[str, Any]


def said(parts: list[Part]) -> Iterator[str]:
    """What the parts say in words: what people wrote, else the draft; then results, lessons and the like."""
    for part in parts:
        own = part.get("text")
        yield part["heading"]
        yield from [own] if own else [sentence["text"] for paragraph in part["draft"] for sentence in paragraph]
        for listed in part["lists"]:
            yield from (f"{one['lead']} {one['text']} {one['source']}" for one in listed["items"])
