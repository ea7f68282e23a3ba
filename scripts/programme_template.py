#!/usr/bin/env python3
"""Build the Word template of a programme for guests: utblick/partners/documents/programme.docx.

It looks like the other documents, whose builders are borrowed. Run it after changing it, and commit the file that it writes.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Cm
from report_template import fill, furniture, looks, save, set_up, styles, tag

TARGET = Path(__file__).resolve().parent.parent / "utblick" / "partners" / "documents" / "programme.docx"
POINTS = [2.6, 6.4, 3.8, 3.2]
PAIRS = [6.0, 10.0]


def main() -> None:
    document = Document()
    set_up(document)
    styles(document)
    furniture(document, ("{{ paper.municipality }}", ""), "{{ words.programme }}: {{ paper.title }}\t{{ words.page }} ")
    body(document)
    save(document, TARGET)


def body(document: Any) -> None:
    document.add_paragraph("{{ paper.welcome }}", "Title")
    document.add_paragraph("{{ words.programme }}: {{ paper.title }}", "Subtitle")
    tag(document, "{%p if facts %}")
    table(document, "facts", PAIRS, ["row[0]", "row[1]"], "{{ words.programme }}")
    tag(document, "{%p endif %}")
    tag(document, "{%p for day in paper.days %}")
    document.add_paragraph("{{ day.name }}", "Heading 1")
    names = ["time", "what", "where", "receives"]
    table(document, "day.rows", POINTS, [f"row.{name}" for name in names], "{{ day.name }}", head=names)
    tag(document, "{%p endfor %}")
    for name in ("guests", "hosts"):
        tag(document, f"{{%p if paper.{name} %}}")
        document.add_paragraph(f"{{{{ words.{name} }}}}", "Heading 1")
        head = ["participant", "role"]
        table(document, f"paper.{name}", PAIRS, ["row[0]", "row[1]"], f"{{{{ words.{name} }}}}", head=head)
        tag(document, "{%p endif %}")


def table(
    document: Any, rows: str, widths: list[float], cells: list[str], caption: str, *, head: list[str] | None = None
) -> None:
    """A table whose rows are those of a list; `head` names the words of its heading, that stands on every page."""
    extra = 1 if head else 0
    grid = document.add_table(rows=3 + extra, cols=len(widths))
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    looks(grid)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    for at, name in enumerate(head or []):
        fill(grid.cell(0, at), f"{{{{ words.{name} }}}}", "Cell Head", figures=False)
    fill(grid.cell(extra, 0), f"{{%tr for row in {rows} %}}", "Cell", figures=False)
    for at, told in enumerate(cells):
        fill(grid.cell(extra + 1, at), f"{{{{ {told} }}}}", "Cell" if head or at else "Cell Head", figures=False)
    fill(grid.cell(extra + 2, 0), "{%tr endfor %}", "Cell", figures=False)
    for at, row in enumerate(grid.rows):
        properties = row._tr.get_or_add_trPr()
        properties.insert(0, OxmlElement("w:cantSplit"))
        if head and at == 0:
            properties.append(OxmlElement("w:tblHeader"))
    for told in grid._tbl.tblPr.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblCaption"):
        told.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", caption)


if __name__ == "__main__":
    main()
