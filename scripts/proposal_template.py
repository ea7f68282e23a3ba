#!/usr/bin/env python3
"""Build the Word template of a proposal to the board: utblick/partners/documents/proposal.docx.

Headings, tables and page numbers look like those of the yearly report, whose builder is borrowed. Run it after changing it,
and commit the file that it writes.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Cm
from report_template import fill, furniture, looks, save, set_up, styles, tag

TARGET = Path(__file__).resolve().parent.parent / "utblick" / "partners" / "documents" / "proposal.docx"
COLUMNS = [6.0, 10.0]


def main() -> None:
    document = Document()
    set_up(document)
    styles(document)
    furniture(document, ("{{ municipality }}", "{{ words.draft|upper }}"), "{{ title }}\t{{ words.page }} ")
    body(document)
    save(document, TARGET)


def body(document: Any) -> None:
    document.add_paragraph("{{ title }}", "Title")
    pairs(document, "facts")
    document.add_paragraph("{{ words.proposal }}", "Heading 1")
    document.add_paragraph("{{ proposal }}")
    document.add_paragraph("{{ words.matter }}", "Heading 1")
    repeated(document, "matter", "Normal")
    for name in ("gave", "cost"):
        document.add_paragraph(f"{{{{ words.{name} }}}}", "Heading 1")
        pairs(document, name)
    tag(document, "{%p if results %}")
    document.add_paragraph("{{ words.results }}", "Heading 2")
    repeated(document, "results", "List Bullet")
    tag(document, "{%p endif %}")
    document.add_paragraph("{{ words.judgement }}", "Heading 1")
    repeated(document, "judgement", "Normal")


def repeated(document: Any, name: str, style: str) -> None:
    tag(document, f"{{%p for text in {name} %}}")
    document.add_paragraph("{{ text }}", style)
    tag(document, "{%p endfor %}")


def pairs(document: Any, name: str) -> None:
    """A table of two columns: what it is, and how much."""
    grid = document.add_table(rows=3, cols=2)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    looks(grid)
    for column, width in zip(grid.columns, COLUMNS, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    fill(grid.cell(0, 0), f"{{%tr for row in {name} %}}", "Cell", figures=False)
    fill(grid.cell(1, 0), "{{ row[0] }}", "Cell Head", figures=False)
    fill(grid.cell(1, 1), "{{ row[1] }}", "Cell", figures=False)
    fill(grid.cell(2, 0), "{%tr endfor %}", "Cell", figures=False)
    for row in grid.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
    described(grid, name)


def described(grid: Any, name: str) -> None:
    """The alternative text of the table is its heading; `looks` writes the report's own."""
    words = {"facts": "{{ title }}", "answers.rows": "{{ words.answers }}"}.get(name, f"{{{{ words.{name} }}}}")
    for caption in grid._tbl.tblPr.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblCaption"):
        caption.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", words)


if __name__ == "__main__":
    main()
