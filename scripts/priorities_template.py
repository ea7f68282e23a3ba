#!/usr/bin/env python3
"""Build the Word template of a programme with its priorities: utblick/goals/papers/programme.docx.

It looks like the proposal to the board, whose builder is borrowed. Run it after changing it, and commit the file that it
writes.
"""

from pathlib import Path
from typing import Any

from docx import Document
from proposal_template import furniture, pairs, repeated
from report_template import save, set_up, styles, tag

TARGET = Path(__file__).resolve().parent.parent / "utblick" / "goals" / "papers" / "programme.docx"


def main() -> None:
    document = Document()
    set_up(document)
    styles(document)
    furniture(document)
    body(document)
    save(document, TARGET)


def body(document: Any) -> None:
    document.add_paragraph("{{ title }}", "Title")
    pairs(document, "facts")
    repeated(document, "why", "Normal")
    repeated(document, "introduction", "Normal")
    document.add_paragraph("{{ words.priorities }}", "Heading 1")
    tag(document, "{%p for one in priorities %}")
    document.add_paragraph("{{ one.name }}", "Heading 2")
    repeated(document, "one.text", "Normal")
    tag(document, "{%p for row in one.rows %}")
    document.add_paragraph("{{ row[0] }}: {{ row[1] }}", "List Bullet")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endfor %}")
    when(document, "budget", "{{ budget }}", "Normal")
    changes(document)
    answers(document)
    when(document, "words.checksum", "{{ words.checksum }}", "Note")


def changes(document: Any) -> None:
    tag(document, "{%p if changes %}")
    document.add_paragraph("{{ words.changes }}", "Heading 1")
    tag(document, "{%p for one in changes %}")
    document.add_paragraph("{{ one.name }}", "Caption")
    repeated(document, "one.lines", "List Bullet")
    when(document, "one.why", "{{ one.why }}", "Normal")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endif %}")


def answers(document: Any) -> None:
    tag(document, "{%p if answers %}")
    document.add_paragraph("{{ words.answers }}", "Heading 1")
    document.add_paragraph("{{ answers.sent }}")
    pairs(document, "answers.rows")
    tag(document, "{%p for subject, remarks in answers.subjects %}")
    document.add_paragraph("{{ subject }}", "Heading 2")
    tag(document, "{%p for one in remarks %}")
    document.add_paragraph("{{ one.text }}", "List Bullet")
    document.add_paragraph("→ {{ one.done }}", "Normal")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endif %}")


def when(document: Any, name: str, text: str, style: str) -> None:
    tag(document, f"{{%p if {name} %}}")
    document.add_paragraph(text, style)
    tag(document, "{%p endif %}")


if __name__ == "__main__":
    main()
