"""A governing document becomes a draft that a person reviews."""

from typing import Any

from django.db import transaction

from utblick.accounts.models import Unit
from utblick.goals.documents import text_of
from utblick.goals.models import PolicyDocument
from utblick.goals.pieces import Kind, Pieces, pieces_of
from utblick.goals.reading import PolicyReading, read_policy

# A governing document has some thousand words; what is far longer is another document.
LONGEST_TEXT = 600_000
# What the review's form may send (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS), with room for what a person splits.
MOST_FIELDS = 1600
_FIELDS = {Kind.HEADER: 0, Kind.SCAFFOLD: 1, Kind.GOAL: 3, Kind.FORM: 3, Kind.DUTY: 4}


class TooLong(Exception):
    """The text is too long to be reviewed on a page."""


def import_file(*, data: bytes, name: str) -> PolicyDocument:
    """Read a file into a draft. Raises UnreadableDocument or TooLong."""
    return import_text(text=text_of(data, name), name=name)


@transaction.atomic
def import_text(*, text: str, name: str = "") -> PolicyDocument:
    """Read a text into a draft. Raises TooLong."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    if len(text) > LONGEST_TEXT:
        raise TooLong
    reading = read_policy(text)
    pieces = pieces_of(reading)
    if sum(_FIELDS.get(piece.kind, 2) for piece in pieces) > MOST_FIELDS:
        raise TooLong
    suggest_units(pieces)
    draft = PolicyDocument(source_text=text, source_name=name[:200], **_facts(reading))
    draft.passages = [piece.as_json() for piece in pieces]
    draft.save()
    return draft


def _facts(reading: PolicyReading) -> dict[str, Any]:
    texts = ("title", "id_number", "type", "version", "adopted_by", "section", "case_number")
    facts: dict[str, Any] = {name: _fitting(name, getattr(reading, name)) for name in texts}
    days = ("adopted_on", "valid_from", "valid_until")
    return {**facts, **{name: getattr(reading, name) for name in days}, "review_on": reading.review_by}


def _fitting(name: str, text: str | None) -> str:
    most: int | None = getattr(PolicyDocument._meta.get_field(name), "max_length")  # noqa: B009  # typed for every field
    return (text or "")[:most]


def suggest_units(pieces: Pieces) -> None:
    """Give each duty the unit whose name is its owner's, where there is one."""
    units = {unit.name.casefold(): unit.pk for unit in Unit.objects.current()}
    for at, piece in enumerate(pieces):
        if piece.kind is Kind.DUTY and (unit := units.get(piece.owner.casefold())):
            pieces[at] = piece.with_unit(unit)
