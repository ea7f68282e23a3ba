"""Fragments of text on pages, put into lines as a person reads them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from utblick.goals.documents.fragments import BULLET, Page, Row, Rule, rows_of
from utblick.goals.documents.tables import crossed, table_lines, zone_from

_NO_HEADING_END = re.compile(r"[.:;,]$")
COLUMN_TEXT = 24  # characters that a third of the lines exceed where a column is prose and not a table


@dataclass(frozen=True, slots=True)
class Look:
    """How the document is set: the size of its text, the heading level of each larger size, whether bold tells anything."""

    body: float
    levels: dict[int, int]
    bold_tells: bool
    leading: float


def as_text(pages: Sequence[Page]) -> str:
    """All pages as text with markup; a form feed between pages."""
    rows = [_in_reading_order(page) for page in pages]
    look = _look(pages, rows)
    return "\n\f\n".join("\n".join(_page_lines(of, page.rules, look)) for of, page in zip(rows, pages, strict=True))


def _look(pages: Sequence[Page], rows: Sequence[Sequence[Row]]) -> Look:
    body = _body_size(pages)
    larger = sorted({round(row.size) for page in rows for row in page if row.size > body * 1.13}, reverse=True)
    levels = {size: min(level, 4) for level, size in enumerate(larger, start=1)}
    return Look(body, levels, not _is_bold(pages), _leading(rows, body))


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for fragment in page.fragments:
            sizes[fragment.size] += len(fragment.text)
    return sizes.most_common(1)[0][0] if sizes else 11.0


def _is_bold(pages: Sequence[Page]) -> bool:
    """Whether so much is bold that it tells nothing."""
    total = sum(len(fragment.text) for page in pages for fragment in page.fragments)
    return sum(len(fragment.text) for page in pages for fragment in page.fragments if fragment.bold) * 3 > total


def _leading(pages: Sequence[Sequence[Row]], body: float) -> float:
    """The usual distance of base lines in points."""
    steps = [round(a.base - b.base, 1) for rows in pages for a, b in pairwise(rows) if 0 < a.base - b.base < a.size * 2]
    return Counter(steps).most_common(1)[0][0] if steps else body * 1.2


# ---- reading order


def _in_reading_order(page: Page) -> list[Row]:
    """Rows from top to bottom, except that columns of prose are read one after the other."""
    rows = rows_of(page.fragments)
    gutter = _gutter(rows, page.rules)
    if gutter is None:
        return rows
    return [
        row
        for band in _bands(rows, gutter)
        for row in (_columns(band, gutter) if _is_prose(band, gutter, page.rules) else band)
    ]


def _gutter(rows: Sequence[Row], rules: Sequence[Rule]) -> float | None:
    """The x of the white space between two columns of prose; None where the page has one column."""
    if not rows:
        return None
    left, right = min(row.cells[0].x0 for row in rows), max(row.cells[-1].x1 for row in rows)
    tried = [left + (right - left) * step / 100 for step in range(30, 71, 2)]
    best = max(tried, key=lambda x: _rows_in_columns(rows, x, rules))
    return best if _rows_in_columns(rows, best, rules) else None


def _rows_in_columns(rows: Sequence[Row], x: float, rules: Sequence[Rule]) -> int:
    return sum(len(band) for band in _bands(rows, x) if _is_prose(band, x, rules))


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


def _is_prose(band: Sequence[Row], x: float, rules: Sequence[Rule]) -> bool:
    """Whether both sides hold lines as long as prose has: a table has a narrow side, many cells, or rules."""
    left = [sum(len(cell.text) for cell in row.cells if cell.x1 <= x) for row in band]
    right = [sum(len(cell.text) for cell in row.cells if cell.x0 >= x) for row in band]
    both = sum(bool(a and b) for a, b in zip(left, right, strict=True))
    if both < 3 or not (_is_long(left) and _is_long(right)):
        return False
    tabular = sum(len(row.parts) > 2 for row in band) * 3 > len(band)
    return not tabular and crossed(rules, x, band[-1].base, band[0].base) < 3


def _is_long(lengths: Sequence[int]) -> bool:
    filled = sorted(length for length in lengths if length)
    return len(filled) > 3 and filled[len(filled) * 2 // 3] > COLUMN_TEXT


def _columns(band: Sequence[Row], gutter: float) -> list[Row]:
    end = _end_of_columns(band, gutter)
    cells = [cell for row in band[:end] for cell in row.cells]
    return [*rows_of(c for c in cells if c.x0 < gutter), *rows_of(c for c in cells if c.x0 >= gutter), *band[end:]]


def _end_of_columns(band: Sequence[Row], gutter: float) -> int:
    """Where a heading larger than those of the columns stands below them: what follows it is no part of the left one."""
    in_both = [i for i, row in enumerate(band) if row.cells[-1].x0 >= gutter]
    largest = max(row.size for row in band[in_both[0] : in_both[-1] + 1])
    below = range(in_both[-1] + 1, len(band))
    return next((i for i in below if band[i].size > largest + 0.5), len(band))


# ---- lines


def _page_lines(rows: Sequence[Row], rules: Sequence[Rule], look: Look) -> list[str]:
    lines: list[str] = []
    at = 0
    while at < len(rows):
        end = zone_from(rows, at, look.leading)
        if end > at:
            lines += ["", *table_lines(rows[at:end], look.leading, rules), ""]
        else:
            end = at + 1
            _add_line(lines, rows, at, look)
        at = end
    return lines


def _add_line(lines: list[str], rows: Sequence[Row], at: int, look: Look) -> None:
    row, last = rows[at], rows[at - 1] if at else None
    level, heading = _level(row, look), _level(last, look) if last else 0
    if level and level == heading and last is not None and _same_heading(last, row):
        lines[-1] = f"{lines[-1]} {row.text}"
        return
    apart = last is None or not 0 < last.base - row.base < look.leading * 1.3 * max(1.0, row.size / look.body)
    lines += [""] * bool(apart or level or heading)
    indent = " " * max(0, round((row.cells[0].x0 - _margin(rows, row)) / (look.body * 0.5)))
    lines.append(f"{'#' * level} {row.text}" if level else indent + row.text)


def _margin(rows: Sequence[Row], row: Row) -> float:
    """The left edge of the row's column: the leftmost of the rows that stand much as far right as it does."""
    near = [other.cells[0].x0 for other in rows if row.cells[0].x0 - other.cells[0].x0 < 90]
    return min(near)


def _level(row: Row, look: Look) -> int:
    """1 to 6 for a heading, 0 for text."""
    if len(row.cells) > 2 or " | " in row.text or len(row.text) > 110 or not re.search(r"[^\W\d_]{2}", row.text):
        return 0
    if row.size > look.body * 1.13:
        return look.levels.get(round(row.size), 4)
    short = row.bold and look.bold_tells and row.size > look.body * 0.9 and len(row.text) <= 90
    return 5 if short and not _NO_HEADING_END.search(row.text) and not BULLET.fullmatch(row.cells[0].text) else 0


def _same_heading(last: Row, row: Row) -> bool:
    """Whether a heading runs on over a second line."""
    near = 0 < last.base - row.base < last.size * 1.5
    return near and abs(last.size - row.size) < 0.5 and not re.match(r"\d+(\.\d+)*\.?\s", row.text)
