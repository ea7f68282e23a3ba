"""Tables set with spaces: what stands in line under each other belongs to one column."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from utblick.goals.reading.marks import cells_of
from utblick.goals.reading.text import Line


def in_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines, with a tab before the second column wherever two lines of a run begin it at the same place.

    So a long first cell that leaves but one space before the second is parted from it all the same.
    """
    return [line for run in _runs(lines) for line in _parted(run)]


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines with no blank line between them."""
    run: list[Line] = []
    for line in lines:
        if run and line.gap:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _parted(run: list[Line]) -> list[Line]:
    begins = Counter(cells[1].indent for line in run if len(cells := cells_of(line)) > 1 and "|" not in line.text)
    columns = [column for column, count in begins.items() if count > 1]
    return [_with_tab(line, columns) for line in run] if columns else run


def _with_tab(line: Line, columns: Sequence[int]) -> Line:
    for column in columns:
        at = column - line.indent
        if 1 < at < len(line.text) and line.text[at - 1].isspace() and line.text[at].isupper():
            return replace(line, text=f"{line.text[: at - 1]}\t{line.text[at:]}")
    return line
