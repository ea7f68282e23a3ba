"""The report as a tagged PDF (PDF/UA-1): title, language, headings, table heads, bookmarks, page numbers.

The conformance is what WeasyPrint declares in the file, with what tagging.py adds. The free checkers pdfua and outloud (both on
PyPI) found no error in the demo's reports; veraPDF has not judged them.
"""

from typing import Any, NoReturn

from weasyprint import HTML

from utblick.followup.documents.html import page
from utblick.followup.documents.tagging import finish
from utblick.followup.paper import Paper


def made_of(paper: Paper) -> bytes:
    document: bytes = HTML(string=page(paper), url_fetcher=_refuse).write_pdf(
        finisher=finish, pdf_variant="pdf/ua-1", pdf_identifier=paper.checksum[:32].encode() or None
    )
    return document


def _refuse(url: str, *args: Any, **kwargs: Any) -> NoReturn:
    """The page needs nothing from outside: whatever an address in a text leads to is not fetched."""
    raise ValueError(f"Not fetched: {url}")
