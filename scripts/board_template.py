#!/usr/bin/env python3
"""Build the Word template of the board's sheet: utblick/followup/documents/board.docx.

One side of an A4. The tables look like those of the yearly report, whose builder is borrowed; everything is a little smaller. Run
it after changing it, and commit the file that it writes.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Cm, Pt
from report_template import save, set_up, styles, table, tag

TARGET = Path(__file__).resolve().parent.parent / "utblick" / "followup" / "documents" / "board.docx"
COLUMNS = [6.0, 3.0, 1.9, 2.0, 2.6, 1.9]
SMALLER = {
    "Title": 18,
    "Normal": 9.5,
    "Heading 2": 11,
    "Caption": 9.5,
    "Cell": 8.5,
    "Cell Head": 8,
    "List Bullet": 9.5,
    "Note": 8,
}


def main() -> None:
    document = Document()
    set_up(document)
    styles(document)
    smaller(document)
    body(document)
    save(document, TARGET)


def smaller(document: Any) -> None:
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.2)
    for name, size in SMALLER.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(min((style.paragraph_format.space_before or Pt(0)).pt, 6))
        style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(2), 1.0


def body(document: Any) -> None:
    document.add_paragraph("{{ paper.title }}", "Title")
    document.add_paragraph(
        "{{ paper.municipality }} · {{ paper.period }}{% if paper.case_number %} · {{ paper.case_number }}{% endif %}"
        "{% if not paper.is_frozen %} · {{ words.draft|upper }}{% endif %}"
    )
    tag(document, "{%p for block in paper.board.blocks %}")
    document.add_paragraph("{{ block.text }}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p for table in paper.board.tables %}")
    document.add_paragraph("{{ table.caption }}", "Caption")
    table(document, COLUMNS, 2, together=False)
    tag(document, "{%p if table.note %}")
    document.add_paragraph("{{ table.note }}", "Note")
    tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p for listed in paper.board.lists %}")
    document.add_paragraph("{{ listed.heading }}", "Heading 2")
    tag(document, "{%p for item in listed['items'] %}")
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.add_run("{% if item.lead %}{{ item.lead }}: {% endif %}").bold = True
    paragraph.add_run("{{ item.text }}{% if item.source %} ({{ item.source }}){% endif %}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endfor %}")
    document.add_paragraph(
        "{% if paper.is_frozen %}{{ words.checksum }}: {{ paper.checksum }}"
        "{% else %}{{ words.fetched }}: {{ paper.day }}{% endif %}",
        "Note",
    )


if __name__ == "__main__":
    main()
