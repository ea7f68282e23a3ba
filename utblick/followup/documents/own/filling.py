"""The report by the municipality's own template. What does not come through whole is not handed out at all."""

from dataclasses import asdict
from io import BytesIO
from typing import Any

from django.utils import translation

from utblick.followup.documents.labels import labels
from utblick.followup.documents.own.sandbox import Sandbox, Turns, counted
from utblick.followup.paper import Paper
from utblick.ui.word import filled


def filled_by(template: bytes, paper: Paper, sandbox: Sandbox) -> bytes:
    """Raises Forbidden and Endless, and Jinja's errors for tags that cannot be read."""
    with translation.override(paper.language):
        context = counted({"paper": plain(paper), "words": labels()}, Turns())
    told = {"title": paper.title, "author": paper.municipality, "subject": paper.period}
    return filled(BytesIO(template), context, sandbox, paper.charts, language=paper.language, **told)


def plain(paper: Paper) -> dict[str, Any]:
    """The report without a method that a template could call."""
    told = asdict(paper)
    told["read"] = [part for part, one in zip(told["parts"], paper.parts, strict=True) if not one.is_empty]
    return told
