"""What stands on a page: fragments of text, the rules drawn between them, and the rows that fragments make."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

BULLET = re.compile(r"[•●▪■□◦○‣⁃∙·➢➤►▶▸→➔⇒✓❖◆–—\-*\ue000-\uf8ffo]|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z]\)")
WORD_SPACE = 0.95  # of the type size: a wider gap parts cells


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of glyphs on one base line: its box in points, the size of its type, whether it is bold."""

    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    bold: bool
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn across: from `x0` to `x1` at the height `y`."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """The fragments and rules of a page."""

    fragments: Sequence[Fragment]
    rules: Sequence[Rule] = ()


@dataclass(slots=True)
class Row:
    """Fragments on one base line, from left to right."""

    cells: list[Fragment]

    @property
    def size(self) -> float:
        return max(cell.size for cell in self.cells)

    @property
    def base(self) -> float:
        return self.cells[0].y0

    @property
    def bold(self) -> bool:
        return all(cell.bold for cell in self.cells)

    @property
    def parts(self) -> list[Fragment]:
        """The cells, a bullet or number as one with what follows it."""
        parts = [self.cells[0]]
        for last, cell in pairwise(self.cells):
            if BULLET.fullmatch(last.text):
                parts[-1] = replace(cell, x0=parts[-1].x0, text=f"{parts[-1].text} {cell.text}")
            else:
                parts.append(cell)
        return parts

    @property
    def text(self) -> str:
        """The row's text, its parts between bars."""
        return " | ".join(part.text for part in self.parts)


def rows_of(fragments: Iterable[Fragment]) -> list[Row]:
    """The rows from top to bottom."""
    rows: list[Row] = []
    for fragment in sorted(fragments, key=lambda f: (-f.y0, f.x0)):
        if rows and abs(rows[-1].base - fragment.y0) < max(rows[-1].size, fragment.size) * 0.35:
            rows[-1].cells.append(fragment)
        else:
            rows.append(Row([fragment]))
    apart = [Row(_merged(sorted(row.cells, key=lambda f: f.x0))) for row in rows]
    columns = Counter(round(cell.x0) for row in apart for cell in row.cells[1:])
    known = {x for x, count in columns.items() if count > 1}
    return [Row(_merged(sorted(row.cells, key=lambda f: f.x0), known)) for row in rows]


def _merged(fragments: Sequence[Fragment], columns: Set[int] = frozenset()) -> list[Fragment]:
    """Fragments that only a word space parts, as one, unless the next begins where a column of the page does."""
    out: list[Fragment] = []
    for fragment in fragments:
        last = out[-1] if out else None
        if (
            last
            and not BULLET.fullmatch(last.text)
            and round(fragment.x0) not in columns
            and fragment.x0 - last.x1 < WORD_SPACE * max(last.size, fragment.size)
        ):
            text = (
                f"{last.text} {fragment.text}" if fragment.x0 - last.x1 > last.size * 0.1 else last.text + fragment.text
            )
            size = last.size if len(last.text) > len(fragment.text) else fragment.size
            out[-1] = Fragment(last.x0, fragment.x1, last.y0, last.y1, size, last.bold and fragment.bold, text)
        else:
            out.append(fragment)
    return out
