"""The figures as a workbook: one sheet for each kind of table, each figure a number and not a text; and one for the lists."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from utblick.followup.documents.labels import labels
from utblick.followup.paper import Box, Grid, Paper
from utblick.ui.sheets import LONGEST

SAME_EVERY_TIME = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
WIDTHS = (40, 46, 36)
FIGURE_WIDTH = 16


def made_of(paper: Paper) -> bytes:
    body = BytesIO()
    with translation.override(paper.language):
        # Texts stay texts, whatever they begin with.
        book = xlsxwriter.Workbook(
            body,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        book.set_properties({"title": paper.title, "author": paper.municipality, "created": SAME_EVERY_TIME})
        formats = {name: book.add_format(facts) for name, facts in FORMATS.items()}
        _about(book, paper, formats)
        for shape, tables in _by_shape(paper).items():
            _sheet(book, _name(shape), tables, formats)
        _lists(book, paper, formats)
        book.close()
    return body.getvalue()


FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "decimal": {"num_format": "#,##0.00", "valign": "top"},
    "total": {"bold": True, "top": 1},
    "total_whole": {"bold": True, "top": 1, "num_format": "#,##0"},
    "total_decimal": {"bold": True, "top": 1, "num_format": "#,##0.00"},
}


def _name(shape: str) -> str:
    return {
        "goals": _("Goals"),
        "indicators": _("Indicators"),
        "campaigns": _("Campaigns"),
        "steps": _("Money"),
        "people": _("Participants"),
        "counts": _("Counts"),
        "agreements": _("Agreements"),
        "contacts": _("Contacts"),
    }.get(shape, shape)


def _about(book: Any, paper: Paper, formats: dict[str, Any]) -> None:
    told, page = labels(), book.add_worksheet(_("The report"))
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 80)
    rows = [
        (_("Report"), paper.title),
        (_("Municipality"), paper.municipality),
        (told["period"], paper.period),
        (told["case_number"], paper.case_number),
        (told["status"], _("Frozen") if paper.is_frozen else told["draft"]),
        (told["frozen"] if paper.is_frozen else told["fetched"], paper.day),
        (told["checksum"], paper.checksum),
        (_("An empty cell"), _("nobody has counted it; it is not nought")),
    ]
    for at, (label, text) in enumerate(row for row in rows if row[1]):
        page.write_string(at, 0, label, formats["head"])
        page.write_string(at, 1, text[:LONGEST], formats["text"])


def _by_shape(paper: Paper) -> dict[str, list[tuple[str, Grid]]]:
    found: dict[str, list[tuple[str, Grid]]] = {}
    for part in paper.read:
        for table in part.tables:
            found.setdefault(table.shape, []).append((part.heading, table))
    return found


def _sheet(book: Any, title: str, tables: list[tuple[str, Grid]], formats: dict[str, Any]) -> None:
    page, at = book.add_worksheet(title[:31]), 1
    head = [_("Part"), _("Table"), *(box.text for box in tables[0][1].head)]
    for column, text in enumerate(head):
        page.write_string(0, column, text, formats["head"])
        is_figure = column >= 2 and tables[0][1].head[column - 2].is_figure
        page.set_column(column, column, FIGURE_WIDTH if is_figure else WIDTHS[min(column, 2)])
    page.freeze_panes(1, 0)
    for heading, table in tables:
        for row, kind in _rows(table):
            for column, text in enumerate((heading, table.caption)):
                page.write_string(at, column, text[:LONGEST], formats["total" if kind else "text"])
            for column, box in enumerate(row, start=2):
                _write(page, at, column, box, kind, formats)
            at += 1


def _lists(book: Any, paper: Paper, formats: dict[str, Any]) -> None:
    """Results, lessons and whatever else the report lists."""
    found = [(part.heading, one.heading, item) for part in paper.read for one in part.lists for item in one.items]
    if not found:
        return
    page = book.add_worksheet(_("Results, lessons and more"))
    for column, (text, width) in enumerate(
        ((_("Part"), 40), (_("Heading"), 30), (_("What"), 100), (_("Initiative and day"), 46))
    ):
        page.write_string(0, column, text, formats["head"])
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    for at, (part, heading, item) in enumerate(found, start=1):
        told = f"{item.lead}: {item.text}" if item.lead else item.text
        for column, text in enumerate((part, heading, told, item.source)):
            page.write_string(at, column, text[:LONGEST], formats["text"])


def _rows(table: Grid) -> Iterator[tuple[list[Box], str]]:
    for row in table.rows:
        yield row, ""
    if table.total:
        yield table.total, "total_"


def _write(page: Any, at: int, column: int, box: Box, kind: str, formats: dict[str, Any]) -> None:
    if box.value is not None:
        form = "whole" if box.value == box.value.to_integral_value() else "decimal"
        page.write_number(at, column, box.value, formats[f"{kind}{form}"])
    elif not box.is_figure:
        page.write_string(at, column, box.text[:LONGEST], formats["total" if kind else "text"])
