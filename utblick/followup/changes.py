"""What has changed since a report was frozen: figure by figure, held against the same figures today. The report stays as it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import translation

from utblick.followup.compiling import compile_figures
from utblick.followup.composing import written
from utblick.followup.contents import Cell, Part, Table, plain
from utblick.followup.models import Report


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a report: in which part it stands, what it counts in words, how it is written, and the rows behind it."""

    heading: str
    label: str
    text: str
    value: Decimal | None
    ref: str


@dataclass(frozen=True, slots=True)
class Change:
    """`before`: None where the report has no such figure; `now`: None where there is none any more."""

    before: Figure | None
    now: Figure | None

    @property
    def told(self) -> Figure:
        found = self.now or self.before
        assert found
        return found


def figures_in(parts: Iterable[Part]) -> dict[str, Figure]:
    """Each figure once, by what it counts, where it stands first."""
    found: dict[str, Figure] = {}
    for part in parts:
        for table in part["tables"]:
            for key, figure in _figures(part, table):
                found.setdefault(key, figure)
    return found


def _figures(part: Part, table: Table) -> Iterator[tuple[str, Figure]]:
    for row in [*table["rows"], table["total"]]:
        for top, cell in zip(table["head"], row, strict=False):
            if "of" in cell:
                yield cell["of"], _figure(part, f"{row[0]['text']}: {top}", cell)


def _figure(part: Part, label: str, cell: Cell) -> Figure:
    value: Any = cell["value"]
    # A row of its own, since the places in a report that is composed today are not those of the frozen one.
    ref = "" if cell["ref"].startswith("#") else cell["ref"]
    return Figure(part["heading"], label, cell["text"], None if value is None else Decimal(str(value)), ref)


def changes_since(report: Report) -> list[Change]:
    """In the order of the report; what is new last. The period is the same, and so are the rules."""
    today = compile_figures(report.starts_on, report.ends_on)
    with translation.override(report.language):
        now = figures_in(plain(written(today)))
    before = figures_in(report.content([])["parts"])
    keys = [*before, *(key for key in now if key not in before)]
    found = [Change(before.get(key), now.get(key)) for key in keys]
    return [one for one in found if _value(one.before) != _value(one.now)]


def _value(figure: Figure | None) -> Decimal | None:
    """A figure that nobody has counted is no other than one that is not there."""
    return figure.value if figure else None
