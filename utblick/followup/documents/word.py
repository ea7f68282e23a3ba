"""The report as a Word document, from the template that scripts/report_template.py builds."""

from pathlib import Path

from django.utils import translation

from utblick.followup.documents.labels import labels
from utblick.followup.paper import Paper
from utblick.ui.word import filled

TEMPLATE = Path(__file__).parent / "report.docx"


def made_of(paper: Paper) -> bytes:
    with translation.override(paper.language):
        context = {"paper": paper, "words": labels()}
    told = {"title": paper.title, "author": paper.municipality, "subject": paper.period}
    return filled(TEMPLATE, context, language=paper.language, **told)
