"""The report as one web page that needs nothing beside itself."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from utblick.followup.paper import Paper

STYLE = Path(__file__).parent / "document.css"


def page(paper: Paper) -> str:
    """Also what the PDF is made of."""
    # The style sheet is a file of ours; it holds no word of anybody else's.
    style = mark_safe(STYLE.read_text())  # noqa: S308
    with translation.override(paper.language):
        return render_to_string("followup/document.html", {"paper": paper, "style": style})


def made_of(paper: Paper) -> bytes:
    return page(paper).encode()
