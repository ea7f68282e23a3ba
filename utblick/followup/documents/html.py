"""The report as one web page that needs nothing beside itself."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from utblick.followup.paper import Paper

HERE = Path(__file__).parent


def page(paper: Paper) -> str:
    """Also what the PDF is made of."""
    # The style sheets are files of ours; they hold no word of anybody else's.
    styles = {name: mark_safe((HERE / f"{name}.css").read_text()) for name in ("document", "screen")}  # noqa: S308
    with translation.override(paper.language):
        return render_to_string("followup/document.html", {"paper": paper, "styles": styles})


def made_of(paper: Paper) -> bytes:
    return page(paper).encode()
