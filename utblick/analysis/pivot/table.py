"""The sums as a table: rows and columns in their order with their names, each cell with its shade and the way to what is behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from utblick.analysis.pivot.counting import Tally
from utblick.analysis.pivot.dimensions import Dimension
from utblick.analysis.pivot.figures import Figure, Parts, added, in_all
from utblick.analysis.pivot.names import Names
from utblick.analysis.pivot.ordering import ordered
from utblick.analysis.pivot.question import Question
from utblick.analysis.pivot.subjects import Key
from utblick.initiatives.models.steps import GROUPS

SHADES = 5
MOST_COLUMNS = 24
"""More cannot be taken in, or drawn; the others stand in the file, and in the table turned about."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`shade`: 0 for nothing to 5 for the most in any cell, `share` the same in per cent; `url` where there are rows behind it."""

    figure: Figure
    parts: Parts
    head: str = ""
    url: str = ""
    share: int = 0

    @property
    def shade(self) -> int:
        return ceil(self.share * SHADES / 100)

    @property
    def value(self) -> Decimal | int | None:
        return in_all(self.parts)

    @property
    def told(self) -> str:
        return self.figure.told(self.parts)

    @property
    def people(self) -> dict[str, int | None] | None:
        """By group, where people are counted and any are known."""
        return dict(zip(GROUPS, self.parts, strict=True)) if self.figure.counts_people and self.value else None  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    is_missing: bool
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """`left_out`: columns that there was no room for; `overlaps`: the dimensions whose sums may not be added up."""

    heads: list[str]
    lines: list[Line]
    foot: Line
    left_out: int
    overlaps: list[Dimension]
    is_empty: bool

    @property
    def most(self) -> tuple[str, str, Cell] | None:
        """The row, the column and the cell with the most in it."""
        cells = [
            (line.label, head, cell)
            for line in self.lines
            for head, cell in zip(self._heads, line.cells or [line.total], strict=True)
        ]
        return max(cells, key=lambda found: found[2].value or 0, default=None)

    @property
    def is_in_one_cell(self) -> bool:
        """Whether all that there is stands in a single cell, of those that are not shown either."""
        cells = [cell for line in self.lines for cell in line.cells or [line.total]]
        return self.left_out == 0 and sum(bool(cell.value) for cell in cells) == 1

    @property
    def _heads(self) -> list[str]:
        return self.heads or [""]


def table(question: Question, found: Tally, names: Names, *, all_columns: bool = False) -> Table:
    rows = ordered(question.rows, found.rows, names, question, shows_all=True)
    columns = ordered(question.columns, found.columns, names, question) if question.columns else []
    shown = columns if all_columns else _widest(columns, found)
    most = _most(found, question)

    def line(key: Key, label: str) -> Line:
        cells = [
            _cell(question, found.cells.get((key, column)), most, head, row=key, column=column)
            for column, head in shown
        ]
        total = _cell(question, found.rows.get(key), 0 if shown else most, "", row=key)
        return Line(label, key is None, cells, total)

    foot = [_cell(question, found.columns.get(column), 0, head, column=column) for column, head in shown]
    return Table(
        [head for _key, head in shown],
        [line(key, label) for key, label in rows],
        Line("", False, foot, _cell(question, found.total, 0, "")),
        len(columns) - len(shown),
        _overlapping(question, found),
        not found.cells,
    )


def _cell(question: Question, parts: Parts | None, most: Decimal | int, head: str, **keys: Key) -> Cell:
    figure = question.figure
    if parts is None:
        return Cell(figure, figure.nothing, head)
    share = max(0, ceil(100 * (in_all(parts) or 0) / most)) if most else 0
    return Cell(figure, parts, head, question.url_behind(**keys), share)


def _most(found: Tally, question: Question) -> Decimal | int:
    sums = found.cells if question.columns else found.rows
    return max((in_all(parts) or 0 for parts in sums.values()), default=0)


def _widest(columns: list[tuple[Key, str]], found: Tally) -> list[tuple[Key, str]]:
    """Those that come to most, in their order."""
    ranked = sorted(columns, key=lambda one: -(in_all(found.columns.get(one[0], found.nothing)) or 0))
    kept = {key for key, _label in ranked[:MOST_COLUMNS]}
    return [one for one in columns if one[0] in kept]


def _overlapping(question: Question, found: Tally) -> list[Dimension]:
    """Those whose sums come to more than the whole when they are added up."""
    sums = [(question.rows, found.rows), *([(question.columns, found.columns)] if question.columns else [])]
    return [one for one, those in sums if _sum(those.values(), found.nothing) != found.total]


def _sum(parts: Iterable[Parts], nothing: Parts) -> Parts:
    total = nothing
    for one in parts:
        total = added(total, one)
    return total
