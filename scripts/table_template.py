#!/usr/bin/env python3
"""Build the Word template of a list for the board, six columns on pages lying down: utblick/ui/table.docx.

The looks are borrowed from the builder of the yearly report. Run it after changing it, and commit the file that it writes.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Cm
from report_template import fill, furniture, looks, save, set_up, styles, tag

TARGET = Path(__file__).resolve().parent.parent / "utblick" / "ui" / "table.docx"
COLUMNS = [6.2, 2.7, 4.9, 3.9, 3.5, 3.5]
WIDTH = sum(COLUMNS)


def main() -> None:
    document = Document()
    set_up(document)
    lay_down(document)
    styles(document)
    furniture(document, ("{{ municipality }}", "{{ day }}"), "{{ title }}\t{{ page }} ", width=WIDTH)
    document.add_paragraph("{{ title }}", "Heading 1")
    tag(document, "{%p for text in intro %}")
    document.add_paragraph("{{ text }}")
    tag(document, "{%p endfor %}")
    table(document)
    save(document, TARGET)


def lay_down(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def table(document: Any) -> None:
    grid = document.add_table(rows=4, cols=len(COLUMNS))
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    looks(grid)
    for number, (column, width) in enumerate(zip(grid.columns, COLUMNS, strict=True)):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
        fill(grid.cell(0, number), f"{{{{ table.head[{number}] }}}}", "Cell Head", figures=False)
        fill(grid.cell(2, number), f"{{{{ row[{number}] }}}}", "Cell", figures=False)
    fill(grid.cell(1, 0), "{%tr for row in table.rows %}", "Cell", figures=False)
    fill(grid.cell(3, 0), "{%tr endfor %}", "Cell", figures=False)
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in grid.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


if __name__ == "__main__":
    main()
