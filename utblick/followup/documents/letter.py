"""The official letter as a Word document, from the template that scripts/letter_template.py builds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from utblick.followup.models import Letter
from utblick.followup.paper import Block, blocks_of
from utblick.tenancy import scope
from utblick.ui.word import filled

TEMPLATE = Path(__file__).parent / "letter.docx"


def made_of(letter: Letter) -> bytes:
    language = letter.report.language
    with translation.override(language):
        context = _context(letter)
    told = {"title": context["title"], "author": context["municipality"]}
    return filled(TEMPLATE, context, language=language, **told)


def _context(letter: Letter) -> dict[str, Any]:
    facts = [
        (_("Case number"), letter.case_number or _("(not given yet)")),
        (_("Day"), date_format(letter.written_on, "j F Y")),
        (_("Officer"), letter.officer),
        (_("To"), letter.addressee),
    ]
    return {
        "municipality": scope.municipality().name,
        "sender": letter.sender,
        "kind": _("Official letter"),
        "title": letter.report.title,
        "facts": facts,
        "sections": list(_sections(letter)),
        "attachment": _("Attachment: %(report)s") % {"report": letter.report.title},
        "frozen": _frozen(letter),
        "page": _("Page"),
    }


def _frozen(letter: Letter) -> str:
    if not letter.report.is_frozen:
        return _("The report is a draft: its figures may change until it is frozen.")
    return _("The figures are those of the frozen report, checksum %(checksum)s.") % {
        "checksum": letter.report.checksum
    }


def _sections(letter: Letter) -> Iterator[dict[str, Any]]:
    """`level`: the consequences stand together under one heading."""
    yield from _one(_("Proposal for decision"), letter.proposal)
    yield from _one(_("Summary"), letter.summary)
    yield from _one(_("The matter"), letter.matter)
    consequences = [
        *_one(_("Economy"), letter.economy, 2),
        *_one(_("Children"), letter.children, 2),
        *_one(_("Equality"), letter.equality, 2),
        *_one(_("Climate"), letter.climate, 2),
    ]
    if consequences:
        yield {"heading": _("Consequences"), "level": 1, "blocks": []}
        yield from consequences


def _one(heading: str, text: str, level: int = 1) -> Iterator[dict[str, Any]]:
    blocks: list[Block] = list(blocks_of(text))
    if blocks:
        yield {"heading": heading, "level": level, "blocks": blocks}
