"""The light markup in which a document's structure is handed to the reader."""

import re
from collections.abc import Iterable, Iterator

type Row = list[list[str]]  # the paragraphs of each cell
MOST_COLUMNS = 60  # Word's own limit is 63
DEEPEST = 9  # levels of a list; Word has nine
LARGEST_TYPE = 3276  # half-points, Word's own limit
MOST_SPACES = 200


def number_told(told: str | None, *, else_: int, most: int) -> int:
    """A number that a file says: `else_` where it says nothing that can be, and never more than `most`."""
    known = told is not None and told.isascii() and told.isdecimal() and len(told) < 9
    return min(int(told or 0), most) if known else else_


def columns_told(told: str) -> int:
    """How many columns a cell says that it takes."""
    return number_told(told, else_=1, most=MOST_COLUMNS)


def heading(text: str, level: int) -> str:
    """A heading of level 1 (highest) to 6; line breaks within it are spaces."""
    flat = re.sub(r"\s+", " ", text).strip()
    return f"{'#' * min(max(level, 1), 6)} {flat}" if flat else ""


def item(text: str, depth: int, number: str = "") -> str:
    """A list item, its later lines set in under it."""
    flat = re.sub(r"\s*\n\s*", " ", text).strip()
    return f"{'  ' * depth}{number or '-'} {flat}" if flat else ""


def table(rows: Iterable[Row]) -> Iterator[str]:
    """A table's rows. Where rows have three cells and more, one with but its first cell filled is a row all the same."""
    rows = list(rows)
    wide = sum(sum(map(bool, row)) > 2 for row in rows) > 1
    for number, row in enumerate(rows):
        yield from [f"{row[0][0]} |"] if wide and number and _is_caption(row) else _row(row)


def _is_caption(row: Row) -> bool:
    return len(row) > 1 and len(row[0]) == 1 and not any(row[1:])


def _row(cells: Row) -> list[str]:
    """One row; where a cell has several paragraphs, each after the first goes on in a line that begins with "|"."""
    if not any(cells[1:]):
        return cells[0] if cells else []
    depth = max(len(cell) for cell in cells)
    return [line([" ".join(cell[n].split()) if n < len(cell) else "" for cell in cells]) for n in range(depth)]


def line(texts: list[str]) -> str:
    """The cells between bars, those that are empty too, except the last ones."""
    while not texts[-1]:
        texts.pop()
    return " | ".join(texts).lstrip()


def noted(lines: Iterable[str]) -> list[str]:
    """Footnotes under a heading of their own, so that they are no part of the last section."""
    told = [line for line in lines if line.strip()]
    return [heading("Noter", 1), *told] if told else []
