"""Word documents from templates that scripts/ builds: the same content gives the same bytes, and no sign is lost."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment

from utblick.ui import word_charts
from utblick.ui.charts import Chart
from utblick.ui.signs import possible

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SAME_EVERY_TIME = (2026, 1, 1, 0, 0, 0)
TABLE, TABLE_COLUMNS = Path(__file__).parent / "table.docx", 6
_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}


def filled(
    template_file: Path | BytesIO,
    context: dict[str, Any],
    environment: Environment | None = None,
    charts: Iterable[Chart] = (),
    /,
    *,
    language: str,
    title: str,
    author: str,
    subject: str = "",
) -> bytes:
    """The template with its tags filled in. `title`, `author` and `subject` are the document's own properties; `environment`
    is for templates that are not ours; `charts` are drawn where their places stand."""
    template = DocxTemplate(template_file)
    # autoescape: without it "A & B" loses its sign, silently.
    ours = environment or Environment(autoescape=True, finalize=possible)
    template.render(context, jinja_env=ours, autoescape=True)
    spoken = _LANGUAGES.get(language, language)
    word_charts.put(template.docx, charts, spoken)
    _describe(template, spoken, title, author, subject)
    body = BytesIO()
    template.save(body)
    return _without_clock(body.getvalue())


def table(
    title: str,
    *,
    intro: Sequence[str],
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    municipality: str,
    language: str,
) -> bytes:
    """A list of six columns for the board, on pages lying down; from scripts/table_template.py."""
    assert len(head) == TABLE_COLUMNS
    context = {
        "title": title,
        "intro": intro,
        "table": {"caption": title, "head": head, "rows": rows},
        "municipality": municipality,
        "day": timezone.localdate().isoformat(),
        "page": _("Page"),
    }
    return filled(TABLE, context, language=language, title=title, author=municipality)


def _describe(template: DocxTemplate, language: str, *told: str) -> None:
    """The document's own properties, and the language that it is read out and spelled in."""
    facts = template.docx.core_properties
    facts.title, facts.author, facts.subject = (str(possible(text))[:255] for text in told)
    facts.language = language
    facts.created = facts.modified = datetime(*_SAME_EVERY_TIME, tzinfo=UTC)
    for mark in template.docx.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), language)


def _without_clock(body: bytes) -> bytes:
    """Without the time of packing."""
    packed = BytesIO()
    with ZipFile(BytesIO(body)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, _SAME_EVERY_TIME)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return packed.getvalue()
