#!/usr/bin/env python3
"""Build the Word template of the official letter to the board: utblick/followup/documents/letter.docx.

Headings and page numbers look like those of the yearly report, whose builder is borrowed. Run it after changing it, and commit the
file that it writes.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Pt
from report_template import fact, furniture, save, set_up, styles, tag

TARGET = Path(__file__).resolve().parent.parent / "utblick" / "followup" / "documents" / "letter.docx"


def main() -> None:
    document = Document()
    set_up(document)
    styles(document)
    furniture(document, ("{{ municipality }}", "{{ sender }}"), "{{ kind }}: {{ title }}\t{{ page }} ")
    body(document)
    save(document, TARGET)


def body(document: Any) -> None:
    document.add_paragraph("{{ kind }}", "Subtitle").paragraph_format.space_after = Pt(4)
    document.add_paragraph("{{ title }}", "Title")
    tag(document, "{%p for label, text in facts %}")
    fact(document, "{{ label }}", "{{ text }}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p for section in sections %}")
    for test, style in (("if section.level == 1", "Heading 1"), ("else", "Heading 2")):
        tag(document, f"{{%p {test} %}}")
        document.add_paragraph("{{ section.heading }}", style)
    tag(document, "{%p endif %}")
    tag(document, "{%p for block in section.blocks %}")
    tag(document, "{%p if block['items'] %}")
    tag(document, "{%p for item in block['items'] %}")
    document.add_paragraph("{{ item }}", "List Bullet")
    tag(document, "{%p endfor %}")
    tag(document, "{%p else %}")
    document.add_paragraph("{{ block.text }}")
    tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endfor %}")
    document.add_paragraph("{{ sender }}").paragraph_format.space_before = Pt(18)
    document.add_paragraph("{{ attachment }}", "Note")
    document.add_paragraph("{{ frozen }}", "Note")


if __name__ == "__main__":
    main()
