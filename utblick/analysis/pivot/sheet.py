"""The table and the rows behind a cell as files. All columns are there, and of people each group."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from utblick.analysis.pivot.figures import Figure, in_all
from utblick.analysis.pivot.question import Question
from utblick.analysis.pivot.subjects import INITIATIVES, STEPS
from utblick.analysis.pivot.table import Cell, Line, Table
from utblick.analysis.pivot.words import IN_ALL, heading, named, without
from utblick.ui import sheets
from utblick.ui.sheets import Sheet


def sheet(question: Question, table: Table) -> Sheet:
    """A row for each line of the table, the last what it comes to in all."""
    columns: dict[str, Callable[[Line], sheets.Cell]] = {
        str(question.rows.label): lambda line: line.label or str(IN_ALL)
    }
    heads = [*table.heads, str(IN_ALL) if table.heads else named(question.figure)]
    for place, head in enumerate(heads):
        for name, read in _parts(question.figure):
            columns[_unlike(" – ".join(filter(None, (head, name))), columns)] = _at(place, read)
    return Sheet(heading(question), columns)


def lines(question: Question, table: Table, untold: int) -> list[Line]:
    """Those of the table and what it comes to; and last, with no figures, how many steps tell none and are in none."""
    told = [*table.lines, table.foot]
    if not untold:
        return told
    blank = Cell(question.figure, question.figure.nothing)
    return [*told, Line(without(untold), True, [blank] * len(table.heads), blank)]


def _at(place: int, read: Callable[[Any], sheets.Cell]) -> Callable[[Line], sheets.Cell]:
    return lambda line: read([*line.cells, line.total][place].parts)


def _parts(figure: Figure) -> Iterator[tuple[str, Callable[[Any], sheets.Cell]]]:
    """What stands in the file for each figure: the figure, and of people each group."""
    yield "", in_all
    if figure.counts_people:
        groups = (_("Women"), _("Men"), _("Girls"), _("Boys"), _("Not stated"))
        yield from ((name, _part(place)) for place, name in enumerate(groups))


def _part(place: int) -> Callable[[Any], sheets.Cell]:
    return lambda parts: parts[place]


def _unlike(head: str, others: Mapping[str, object]) -> str:
    """Two goals may have one name, but two columns of a file may not."""
    number, told = 1, head
    while told in others:
        number += 1
        told = f"{head} ({number})"
    return told


def sheet_behind(question: Question) -> Sheet:
    subject, figure = question.figure.subject, question.figure
    columns: dict[str, Callable[[Any], sheets.Cell]] = {_("Initiative"): _title}
    if subject is STEPS:
        columns = {_("Step"): lambda row: row.title, **columns}
    if subject in (STEPS, INITIATIVES):
        columns |= {
            _("Status"): lambda row: row.get_status_display(),
            _("Begins"): lambda row: row.starts_on,
            _("Ends"): lambda row: row.ends_on,
        }
    else:
        columns |= {_("Result"): lambda row: row.text, _("Day"): lambda row: row.noted_on}
    columns[_("Unit")] = lambda row: str(getattr(row, "initiative", row).unit or "")
    if figure.is_told:
        for name, read in _parts(figure):
            columns[name or named(figure)] = _read_of(figure, read)
    return Sheet(heading(question), columns)


def _title(row: Any) -> str:
    return str(getattr(row, "initiative", row))


def _read_of(figure: Figure, read: Callable[[Any], sheets.Cell]) -> Callable[[Any], sheets.Cell]:
    return lambda row: read(figure.of(row))
