"""A table under a header that names its columns: which kind each is, and the cells of a row by their column."""

from collections.abc import Iterator
from dataclasses import dataclass

from utblick.goals.reading.labels import Column, kind_of
from utblick.goals.reading.marks import cells_of
from utblick.goals.reading.text import Line, Stretch

type Row = dict[int, Stretch]


@dataclass(frozen=True, slots=True)
class Table:
    """The header of a table: its line, with the kind and the label of each column."""

    header: Line
    kinds: tuple[Column | None, ...]
    labels: tuple[str, ...]

    @property
    def is_plan(self) -> bool:
        """Whether it tells goals or what is to be done; where the owners come first it divides duties instead."""
        known = sum(kind is not None for kind in self.kinds)
        if known < 2 or known * 2 <= len(self.kinds) or self.kinds[0] is Column.OWNER:
            return False
        return bool({Column.GOAL, Column.ACTION} & set(self.kinds))

    @property
    def goal_kind(self) -> Column:
        """The kind whose cells are the goals: areas, where no column is called goals."""
        return Column.GOAL if Column.GOAL in self.kinds else Column.AREA

    def cells(self, row: Row, kind: Column) -> list[Stretch]:
        """The filled cells of the columns of a kind."""
        return [row[at] for at in sorted(row) if self.kinds[at] is kind]


def table_of(header: Line) -> Table:
    """The line read as a header."""
    placed = _between_bars(header, header) if "|" in header.text else enumerate(cells_of(header))
    labels = tuple(cell.text for _, cell in placed)
    return Table(header, tuple(kind_of(label) for label in labels), labels)


def rows_in(lines: tuple[Line, ...], table: Table) -> Iterator[Row]:
    """The rows that lines hold. A line within a table set with spaces may go on with the cells above it."""
    row: dict[int, list[Line]] = {}
    for line in lines:
        placed = _placed(line, table)
        if row and _opens_row(placed):
            yield _whole(row)
            row = {}
        for at, cell in placed:
            row.setdefault(min(at, len(table.kinds) - 1), []).append(cell)
    if row:
        yield _whole(row)


def _whole(row: dict[int, list[Line]]) -> Row:
    return {at: Stretch(tuple(cells)) for at, cells in row.items()}


def _opens_row(placed: list[tuple[int, Line]]) -> bool:
    return len(placed) > 1 and not any(cell.text[:1].islower() for _, cell in placed)


def _placed(line: Line, table: Table) -> list[tuple[int, Line]]:
    if "|" in table.header.text:
        return _between_bars(line, table.header)
    if table.header.text.count("\t") == len(table.labels) - 1:
        return _between_tabs(line)
    return [(_column_at(cell.indent, table), cell) for cell in cells_of(line)]


def _between_bars(line: Line, header: Line) -> list[tuple[int, Line]]:
    """Where the header begins with a bar, so do the others; elsewhere a bar first on the line follows an empty cell."""
    framed = header.text.startswith("|") and line.text.startswith("|")
    return _between(line.after(1) if framed else line, "|")


def _between_tabs(line: Line) -> list[tuple[int, Line]]:
    """The white space that a line begins with is the tabs of empty cells."""
    return [(at + line.indent, cell) for at, cell in _between(line, "\t")]


def _between(line: Line, sign: str) -> list[tuple[int, Line]]:
    cells, start = [], 0
    for at, piece in enumerate(line.text.split(sign)):
        if text := piece.strip():
            lead = start + len(piece) - len(piece.lstrip())
            cells.append((at, Line(line.start + lead, text, line.indent + lead, line.gap, line.page)))
        start += len(piece) + 1
    return cells


def _column_at(indent: int, table: Table) -> int:
    """The last column that begins no further right than the cell does."""
    begins = [cell.indent for cell in cells_of(table.header)]
    return max((at for at, start in enumerate(begins) if start <= indent + 2), default=0)
