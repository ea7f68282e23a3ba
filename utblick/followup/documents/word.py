"""The report as a Word document: by the municipality's own template, else by the one that scripts/report_template.py builds."""

import logging
from pathlib import Path

from django.utils import translation

from utblick.followup.documents.labels import labels
from utblick.followup.documents.own.filling import filled_by
from utblick.followup.documents.own.sandbox import Endless, Sandbox
from utblick.followup.documents.own.trying import lacking
from utblick.followup.models import WordTemplate
from utblick.followup.paper import Paper
from utblick.ui.word import filled

TEMPLATE = Path(__file__).parent / "report.docx"
log = logging.getLogger(__name__)


def made_of(paper: Paper) -> bytes:
    return _by_own_template(paper) or by_our_template(paper)


def by_our_template(paper: Paper) -> bytes:
    with translation.override(paper.language):
        context = {"paper": paper, "words": labels()}
    told = {"title": paper.title, "author": paper.municipality, "subject": paper.period}
    return filled(TEMPLATE, context, None, paper.charts, language=paper.language, **told)


def _by_own_template(paper: Paper) -> bytes | None:
    """None where there is none, or where this report would not come through whole by it."""
    template = WordTemplate.objects.in_use()
    if template is None:
        return None
    try:
        body = filled_by(template.file.content(), paper, Sandbox())
    except Endless:  # a longer report than the one that it was tried with
        log.warning("The own template takes too long for %s: ours is used.", paper.title)
        return None
    if lost := list(dict.fromkeys(lacking(paper, body))):
        log.warning("The own template leaves out %s: ours is used.", ", ".join(lost))
        return None
    return body
