"""Which version of the governing document a period was governed by, and which rows it said."""

from datetime import date

from utblick.goals.models import PolicyDocument
from utblick.goals.pieces import Kind, Piece


def governing(first: date, last: date) -> PolicyDocument | None:
    """The version that had come into force last when the period was over; None where there was none yet, or none any more.

    What is in force without a known day may have been so always.
    """
    rows = PolicyDocument.objects.adopted().defer("source_text", "passages", "steps", "purpose")
    then = [one for one in rows if _begun(one) <= last and (one.valid_until or last) >= first]
    return max(then, key=lambda one: (_is_undated(one), _begun(one), one.pk), default=None)


def _begun(document: PolicyDocument) -> date:
    return document.valid_from or document.adopted_on or date.min


def _is_undated(document: PolicyDocument) -> bool:
    return document.status == PolicyDocument.Status.IN_FORCE and _begun(document) == date.min


def said(document: PolicyDocument, kind: Kind) -> dict[int, Piece]:
    """What an adopted version said of the kind, by the row that it is kept in: a later version may have taken the row over."""
    pieces = [Piece.from_json(one) for one in document.passages]
    return {piece.row: piece for piece in pieces if piece.kind is kind and piece.row}
