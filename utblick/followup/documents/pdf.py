"""A page as a PDF for reading aloud and for keeping: tagged by PDF/UA-1 and PDF/A-2a at once, in one file.

WeasyPrint writes the one or the other; what PDF/UA-1 adds to PDF/A-2a is its name in the metadata, with the description that
PDF/A asks of every name that it does not know (metadata.py), and what tagging.py adds. The conformance is what the file
declares: pdfua (`make accessible`) and outloud, both on PyPI, found nothing in the demo's reports; veraPDF has not judged them.
"""

from typing import Any, NoReturn

from utblick.followup.documents.html import page
from utblick.followup.documents.metadata import name_pdf_ua
from utblick.followup.documents.tagging import finish
from utblick.followup.paper import Paper


def made_of(paper: Paper) -> bytes:
    return written(page(paper), paper)


def written(html: str, paper: Paper) -> bytes:
    """The same page of the same report gives the same bytes."""
    return archival(html, paper.checksum[:32])


def archival(html: str, identifier: str) -> bytes:
    # Loaded with all else it would be a fifth of the start of every process, and few make a PDF.
    from weasyprint import HTML

    told: bytes = HTML(string=html, url_fetcher=_refuse).write_pdf(
        finisher=_finish, pdf_variant="pdf/a-2a", pdf_identifier=identifier.encode() or None
    )
    return told


def _finish(document: Any, pdf: Any) -> None:
    finish(document, pdf)
    name_pdf_ua(pdf)


def _refuse(url: str, *args: Any, **kwargs: Any) -> NoReturn:
    """The page needs nothing from outside: whatever an address in a text leads to is not fetched."""
    raise ValueError(f"Not fetched: {url}")
