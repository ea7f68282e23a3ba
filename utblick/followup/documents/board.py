"""The board's sheet: one side of an A4, as PDF, Word (from the template that scripts/board_template.py builds) and web page."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from utblick.followup.documents import pdf
from utblick.followup.documents.labels import labels
from utblick.followup.paper import Paper
from utblick.ui.word import filled

HERE = Path(__file__).parent
TEMPLATE = HERE / "board.docx"


def page(paper: Paper) -> str:
    # A file of ours; it holds no word of anybody else's.
    style = mark_safe((HERE / "board.css").read_text())  # noqa: S308
    with translation.override(paper.language):
        return render_to_string("followup/board.html", {"paper": paper, "style": style})


def html_of(paper: Paper) -> bytes:
    return page(paper).encode()


def pdf_of(paper: Paper) -> bytes:
    return pdf.written(page(paper), paper)


def word_of(paper: Paper) -> bytes:
    with translation.override(paper.language):
        context = {"paper": paper, "words": labels()}
    told = {"title": paper.title, "author": paper.municipality, "subject": paper.period}
    return filled(TEMPLATE, context, language=paper.language, **told)
