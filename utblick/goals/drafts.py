"""Keeps the work on a document under review: each change is a step that can be taken back, and is in the audit trail.

A step holds what changed in the list of pieces (the part before and after) and which facts of the header were otherwise
before. Taking back marks the step as undone; doing it again takes the mark away; a new step forgets what was undone.
"""

from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from django.db import transaction

from utblick.goals.models import PolicyDocument
from utblick.goals.pieces import Kind, Piece, Pieces
from utblick.goals.words import WORDS
from utblick.journal.models import Entry, record

FACTS = (
    "title",
    "id_number",
    "type",
    "version",
    "adopted_by",
    "adopted_on",
    "section",
    "case_number",
    "valid_from",
    "valid_until",
    "review_on",
)
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Change:
    """What a person did: the list of pieces after it, and the facts as they were before, where they changed."""

    act: str
    pieces: Pieces
    facts_before: dict[str, str] = field(default_factory=dict)


def pieces_of_draft(document: PolicyDocument) -> Pieces:
    return [Piece.from_json(values) for values in document.passages]


def facts_of(document: PolicyDocument) -> dict[str, str]:
    """The facts of the header as text."""
    return {name: _field(name).value_to_string(document) for name in FACTS}


@transaction.atomic
def keep(document: PolicyDocument, *changes: Change) -> None:
    """Save what was done, with the facts already set on the document. Raises Superseded when somebody else saved."""
    steps = [_step(document, change) for change in changes]
    document.steps = [*(s for s in document.steps if not s.get("undone")), *steps][-MOST_STEPS:]
    document.save()
    for step in steps:
        _tell(document, step["before"], step["after"])


def undo(document: PolicyDocument) -> str | None:
    """Take the last step back; gives what it was, or None when there is none."""
    step = next((s for s in reversed(document.steps) if not s.get("undone")), None)
    return _turn(document, step, undone=True)


def redo(document: PolicyDocument) -> str | None:
    """Do again what was last taken back."""
    undone = list(takewhile(lambda s: bool(s.get("undone")), reversed(document.steps)))
    return _turn(document, undone[-1] if undone else None, undone=False)


def last_act(document: PolicyDocument) -> str:
    """What `undo` would take back; empty when nothing."""
    return next((str(s["act"]) for s in reversed(document.steps) if not s.get("undone")), "")


def last_undone(document: PolicyDocument) -> bool:
    return bool(document.steps and document.steps[-1].get("undone"))


def _step(document: PolicyDocument, change: Change) -> dict[str, Any]:
    old, new = document.passages, [piece.as_json() for piece in change.pieces]
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    document.passages = new
    now = facts_of(document)
    return {
        "act": change.act,
        "at": start,
        "before": old[start : len(old) - end],
        "after": new[start : len(new) - end],
        "facts_before": change.facts_before,
        "facts_after": {name: now[name] for name in change.facts_before},
    }


def _alike(one: list[Any], other: list[Any]) -> int:
    """How many at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@transaction.atomic
def _turn(document: PolicyDocument, step: dict[str, Any] | None, *, undone: bool) -> str | None:
    if step is None:
        return None
    here, there = ("after", "before") if undone else ("before", "after")
    at = step["at"]
    passages = document.passages
    document.passages = [*passages[:at], *step[there], *passages[at + len(step[here]) :]]
    for name, value in step[f"facts_{there}"].items():
        setattr(document, name, _field(name).to_python(value or None) or _empty(name))
    step["undone"] = undone
    document.save()
    _tell(document, step[here], step[there])
    return str(step["act"])


def _tell(document: PolicyDocument, before: list[Any], after: list[Any]) -> None:
    """An entry of its own: the part of the list that changed, not the whole of it."""
    if before != after:
        was, now = ({"passages": part, "steps": [_in_words(piece) for piece in part]} for part in (before, after))
        record(document, Entry.Act.CHANGED, before=was, after=now)


def _in_words(piece: dict[str, Any]) -> str:
    """For the history: what kind of passage, and its text."""
    return f"{WORDS[Kind(piece['kind'])][0]}: {piece['text']}"


def _field(name: str) -> Any:
    return PolicyDocument._meta.get_field(name)


def _empty(name: str) -> str | None:
    return None if _field(name).null else ""
