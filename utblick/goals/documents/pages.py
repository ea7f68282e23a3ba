"""Fragments of text on pages, put into lines as a person reads them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_BULLET = re.compile(r"[•●▪■□◦○‣⁃∙·➢➤►▶▸✓❖◆–—\-*\ue000-\uf8ffo]|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z]\)")
_NO_HEADING_END = re.compile(r"[.:;,]$")
WORD_SPACE = 0.95  # of the type size: a wider gap parts cells
COLUMN_TEXT = 24  # characters that a third of the lines exceed where a column is prose and not a table


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
    def text(self) -> str:
        """The row's text: cells parted by bars, a bullet or number and what follows it by a space."""
        parts = [self.cells[0].text]
        for last, cell in pairwise(self.cells):
            parts += [" " if _BULLET.fullmatch(last.text) else " | ", cell.text]
        return "".join(parts)


def as_text(pages: Sequence[Sequence[Fragment]]) -> str:
    """All pages as text with markup; a form feed between pages."""
    body = _body_size(pages)
    bold_body = _is_bold(pages)
    rows = [_in_reading_order(page) for page in pages]
    larger = sorted({round(row.size) for page in rows for row in page if row.size > body * 1.13}, reverse=True)
    levels = {size: min(level, 4) for level, size in enumerate(larger, start=1)}
    return "\n\f\n".join("\n".join(_page_lines(page, body, levels, bold_body)) for page in rows)


def _body_size(pages: Sequence[Sequence[Fragment]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for fragment in page:
            sizes[fragment.size] += len(fragment.text)
    return sizes.most_common(1)[0][0] if sizes else 11.0


def _is_bold(pages: Sequence[Sequence[Fragment]]) -> bool:
    """Whether so much is bold that it tells nothing."""
    total = sum(len(fragment.text) for page in pages for fragment in page)
    return sum(len(fragment.text) for page in pages for fragment in page if fragment.bold) * 3 > total


# ---- reading order


def _rows(fragments: Iterable[Fragment]) -> list[Row]:
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
            and not _BULLET.fullmatch(last.text)
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


def _in_reading_order(page: Sequence[Fragment]) -> list[Row]:
    """Rows from top to bottom, except that columns of prose are read one after the other."""
    rows = _rows(page)
    gutter = _gutter(rows)
    if gutter is None:
        return rows
    return [
        row for band in _bands(rows, gutter) for row in (_columns(band, gutter) if _is_prose(band, gutter) else band)
    ]


def _gutter(rows: Sequence[Row]) -> float | None:
    """The x of the white space between two columns of prose; None where the page has one column."""
    if not rows:
        return None
    left, right = min(row.cells[0].x0 for row in rows), max(row.cells[-1].x1 for row in rows)
    tried = [left + (right - left) * step / 100 for step in range(30, 71, 2)]
    best = max(tried, key=lambda x: _rows_in_columns(rows, x))
    return best if _rows_in_columns(rows, best) else None


def _rows_in_columns(rows: Sequence[Row], x: float) -> int:
    return sum(len(band) for band in _bands(rows, x) if _is_prose(band, x))


def _bands(rows: Sequence[Row], x: float) -> list[list[Row]]:
    """The rows cut into runs, each of rows that leave x free or of rows that cross it."""
    bands: list[list[Row]] = []
    crossing = None
    for row in rows:
        crosses = any(cell.x0 < x < cell.x1 for cell in row.cells)
        if crosses is not crossing:
            bands.append([])
        bands[-1].append(row)
        crossing = crosses
    return bands


def _is_prose(band: Sequence[Row], x: float) -> bool:
    """Whether both sides hold lines as long as prose has: a table has a narrow side."""
    left = [sum(len(cell.text) for cell in row.cells if cell.x1 <= x) for row in band]
    right = [sum(len(cell.text) for cell in row.cells if cell.x0 >= x) for row in band]
    both = sum(bool(a and b) for a, b in zip(left, right, strict=True))
    return both > 2 and _is_long(left) and _is_long(right)


def _is_long(lengths: Sequence[int]) -> bool:
    filled = sorted(length for length in lengths if length)
    return len(filled) > 3 and filled[len(filled) * 2 // 3] > COLUMN_TEXT


def _columns(band: Sequence[Row], gutter: float) -> list[Row]:
    end = _end_of_columns(band, gutter)
    cells = [cell for row in band[:end] for cell in row.cells]
    return [*_rows(c for c in cells if c.x0 < gutter), *_rows(c for c in cells if c.x0 >= gutter), *band[end:]]


def _end_of_columns(band: Sequence[Row], gutter: float) -> int:
    """Where a heading larger than those of the columns stands below them: what follows it is no part of the left one."""
    in_both = [i for i, row in enumerate(band) if row.cells[-1].x0 >= gutter]
    largest = max(row.size for row in band[in_both[0] : in_both[-1] + 1])
    below = range(in_both[-1] + 1, len(band))
    return next((i for i in below if band[i].size > largest + 0.5), len(band))


# ---- lines


def _page_lines(rows: Sequence[Row], body: float, levels: dict[int, int], bold_body: bool) -> list[str]:
    leading = _leading(rows)
    lines: list[str] = []
    last: Row | None = None
    heading = 0
    for row in rows:
        level = _level(row, body, levels, bold_body)
        apart = last is None or not 0 < last.base - row.base < leading * 1.3 * max(1.0, row.size / body)
        if level and level == heading and last is not None and _same_heading(last, row):
            lines[-1] = f"{lines[-1]} {row.text}"
        elif _goes_on_in_table(last, row) and not apart:
            lines[-1] = _with_cells(lines[-1], last, row)
            continue
        else:
            lines += [""] * bool(apart or level or heading)
            indent = " " * max(0, round((row.cells[0].x0 - _margin(rows, row)) / (body * 0.5)))
            lines.append(f"{'#' * level} {row.text}" if level else indent + row.text)
        last, heading = row, level
    return lines


def _margin(rows: Sequence[Row], row: Row) -> float:
    """The left edge of the row's column: the leftmost of the rows that stand much as far right as it does."""
    near = [other.cells[0].x0 for other in rows if row.cells[0].x0 - other.cells[0].x0 < 90]
    return min(near)


def _leading(rows: Sequence[Row]) -> float:
    """The usual distance of base lines in points."""
    steps = [round(a.base - b.base, 1) for a, b in pairwise(rows) if 0 < a.base - b.base < a.size * 2]
    return Counter(steps).most_common(1)[0][0] if steps else median([row.size * 1.2 for row in rows] or [14.0])


def _level(row: Row, body: float, levels: dict[int, int], bold_body: bool) -> int:
    """1 to 6 for a heading, 0 for text."""
    if len(row.cells) > 2 or " | " in row.text or len(row.text) > 110 or not re.search(r"[^\W\d_]{2}", row.text):
        return 0
    if row.size > body * 1.13:
        return levels.get(round(row.size), 4)
    short = row.bold and not bold_body and row.size > body * 0.9 and len(row.text) <= 90
    return 5 if short and not _NO_HEADING_END.search(row.text) and not _BULLET.fullmatch(row.cells[0].text) else 0


def _same_heading(last: Row, row: Row) -> bool:
    """Whether a heading runs on over a second line."""
    near = 0 < last.base - row.base < last.size * 1.5
    return near and abs(last.size - row.size) < 0.5 and not re.match(r"\d+(\.\d+)*\.?\s", row.text)


def _goes_on_in_table(last: Row | None, row: Row) -> bool:
    """Whether the row holds further lines of cells of the row above, its first cell having ended (or been broken)."""
    if last is None or " | " not in last.text or len(row.cells) > len(last.cells):
        return False
    starts = [cell.x0 for cell in last.cells]
    aligned = all(any(abs(cell.x0 - x) < 3 for x in starts) for cell in row.cells)
    first_goes_on = row.cells[0].text[:1].islower() or last.cells[0].text.endswith(("-", "‐"))
    return aligned and (abs(row.cells[0].x0 - starts[0]) > 3 or first_goes_on)


def _with_cells(line: str, last: Row | None, row: Row) -> str:
    """The line with each of the row's fragments added to the cell that it stands under."""
    if last is None:
        return line
    texts = line.split(" | ")
    starts = [cell.x0 for cell in last.cells][-len(texts) :]
    for cell in row.cells:
        n = min(range(len(texts)), key=lambda i: abs(starts[i] - cell.x0))
        texts[n] = _joined(texts[n], cell.text)
    return " | ".join(texts)


def _joined(text: str, more: str) -> str:
    if text.endswith(("-", "‐", "\u00ad")) and more[:1].islower():
        return text[:-1] + more
    return f"{text} {more}"
