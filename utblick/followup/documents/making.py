"""A report becomes files, in the background. Each is made once from exactly one content, and kept as it was made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import pgettext_lazy

from utblick.accounts.models import Municipality
from utblick.followup.documents import board, excel, html, pdf, word
from utblick.followup.freezing import shown
from utblick.followup.models import Rendering, Report, WordTemplate
from utblick.followup.paper import Paper, paper_of
from utblick.tenancy import scope
from utblick.ui.sheets import XLSX
from utblick.ui.word import MEDIA_TYPE

# A job that has not answered by then is asked for again: its worker may be gone.
LOST_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Kind:
    """`of`: what the file's name says beside the report's; `whole`: with the rows that are too many to be read."""

    ending: str
    media_type: str
    make: Callable[[Paper], bytes]
    of: str | Promise = ""
    whole: bool = False

    def made_of(self, report: Report) -> bytes:
        return self.make(paper_of(report, linked=False, whole=self.whole))


WORD, PDF, HTML = MEDIA_TYPE, "application/pdf", "text/html; charset=utf-8"
SHEET = pgettext_lazy("name of a file", "board sheet")
KINDS = {
    Rendering.Format.WORD: Kind("docx", WORD, word.made_of),
    Rendering.Format.PDF: Kind("pdf", PDF, pdf.made_of),
    Rendering.Format.HTML: Kind("html", HTML, html.made_of),
    Rendering.Format.EXCEL: Kind("xlsx", XLSX, excel.made_of, whole=True),
    Rendering.Format.BOARD_PDF: Kind("pdf", PDF, board.pdf_of, SHEET),
    Rendering.Format.BOARD_WORD: Kind("docx", WORD, board.word_of, SHEET),
    Rendering.Format.BOARD_HTML: Kind("html", HTML, board.html_of, SHEET),
}


def file_name(report: Report, format: str) -> str:
    kind = KINDS[Rendering.Format(format)]
    with translation.override(report.language):
        return f"{slugify(f'{report.title} {kind.of}') or 'report'}.{kind.ending}"


def asked_for(report: Report, format: str) -> Rendering:
    """The document of what the report says now; a job is started for one that is not made yet."""
    rendering, is_new = Rendering.objects.get_or_create(
        report=report, format=format, content_checksum=_key(report, format), defaults={"asked_at": timezone.now()}
    )
    if not is_new and _is_lost(rendering):
        rendering.state, rendering.asked_at = Rendering.State.WAITING, timezone.now()
        rendering.save()
        is_new = True
    if is_new:
        transaction.on_commit(partial(make_document.enqueue, scope.municipality_id(), rendering.pk))
        # On an immediate backend it is made by now.
        rendering.refresh_from_db()
    return rendering


def prepare_all(report: Report) -> None:
    for format in Rendering.Format.values:
        asked_for(report, format)


def _key(report: Report, format: str) -> str:
    """The same content looks otherwise as a draft, which says so on every page, and by another template."""
    if report.is_frozen:
        return report.checksum
    template = WordTemplate.objects.in_use() if format == Rendering.Format.WORD else None
    return f"draft-{template.pk if template else ''}-{shown(report)}"[:64]


def _is_lost(rendering: Rendering) -> bool:
    waited = timezone.now() - rendering.asked_at
    return rendering.state != Rendering.State.READY and waited > LOST_AFTER


@task
def make_document(municipality_id: int, rendering_id: int) -> None:
    """Make one document. May be repeated: what is made stays."""
    with scope.everywhere():
        municipality = Municipality.objects.get(pk=municipality_id)
    with scope.acting(municipality):
        rendering = Rendering.objects.select_related("report").filter(pk=rendering_id).first()
        if rendering is None or rendering.state == Rendering.State.READY:
            return
        _make(rendering)


def _make(rendering: Rendering) -> None:
    report = rendering.report
    try:
        body = KINDS[Rendering.Format(rendering.format)].made_of(report)
    except Exception:
        Rendering.objects.filter(pk=rendering.pk).update(state=Rendering.State.FAILED)
        raise
    rendering.body, rendering.state = body, Rendering.State.READY
    rendering.save()
    _forget_older(rendering)


def _forget_older(rendering: Rendering) -> None:
    """Of a draft only the last is kept."""
    older = Rendering.objects.filter(report=rendering.report, format=rendering.format, pk__lt=rendering.pk)
    older.filter(content_checksum__startswith="draft-").delete()
