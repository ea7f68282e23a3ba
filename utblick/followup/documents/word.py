"""The report as a Word document, from the template that scripts/report_template.py builds."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import translation
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment

from utblick.followup.documents.labels import labels
from utblick.followup.paper import Paper

TEMPLATE = Path(__file__).parent / "report.docx"
# What XML cannot hold at all.
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SAME_EVERY_TIME = (2026, 1, 1, 0, 0, 0)
_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}


def made_of(paper: Paper) -> bytes:
    with translation.override(paper.language):
        context = {"paper": paper, "words": labels()}
    template = DocxTemplate(TEMPLATE)
    # autoescape: without it "A & B" loses its sign, silently.
    template.render(context, jinja_env=Environment(autoescape=True, finalize=_possible), autoescape=True)
    _describe(template, paper)
    body = BytesIO()
    template.save(body)
    return _without_clock(body.getvalue())


def _possible(value: object) -> object:
    return _IMPOSSIBLE.sub("", value) if isinstance(value, str) else value


def _describe(template: DocxTemplate, paper: Paper) -> None:
    """The document's own properties, and the language that it is read out and spelled in."""
    language = _LANGUAGES[paper.language]
    facts = template.docx.core_properties
    facts.title, facts.author = _IMPOSSIBLE.sub("", paper.title)[:255], paper.municipality[:255]
    facts.subject, facts.language = paper.period[:255], language
    facts.created = facts.modified = datetime(*_SAME_EVERY_TIME, tzinfo=UTC)
    for mark in template.docx.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), language)


def _without_clock(body: bytes) -> bytes:
    """The same content gives the same bytes: without the time of packing."""
    packed = BytesIO()
    with ZipFile(BytesIO(body)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, _SAME_EVERY_TIME)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return packed.getvalue()
