"""A reviewed draft becomes the governing document in force.

Continuity: what the new version says again is the same row as before, moved to the new version with its new wording. So all
that was done for a goal goes on under it, and no other room needs to know. "Again" means the same words, apart from case
and marks, or nearly so (SAME of 100 by rapidfuzz); for goals a person may decide otherwise. What the new version no
longer says stays with the replaced one, with all that was done for it. How the replaced version worded it is kept in that
version's passages and in the audit trail.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from rapidfuzz import fuzz

from utblick.goals import concepts
from utblick.goals.drafts import pieces_of_draft
from utblick.goals.models import CooperationForm, Goal, PolicyDocument, Responsibility
from utblick.goals.pieces import Kind, Piece, Pieces

SAME = 88


@dataclass(slots=True)
class ReviewedGoal:
    """A goal with its actions, as the review left them."""

    piece: Piece
    actions: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Content:
    """What a reviewed list of pieces says."""

    purpose: str
    goals: list[ReviewedGoal]
    forms: list[Piece]
    duties: list[Piece]
    unplaced: list[Piece]
    stray_actions: list[Piece]


def content_of(pieces: Pieces) -> Content:
    """The pieces by kind. An action before the first goal belongs to none."""
    said = [piece for piece in pieces if piece.text.strip()]
    goals: list[ReviewedGoal] = []
    stray: list[Piece] = []
    for piece in said:
        if piece.kind is Kind.GOAL:
            goals.append(ReviewedGoal(piece))
        elif piece.kind is Kind.ACTION and goals:
            goals[-1].actions.append(piece.text.strip())
        elif piece.kind is Kind.ACTION:
            stray.append(piece)
    purpose = " ".join(piece.text.strip() for piece in said if piece.kind is Kind.PURPOSE)
    return Content(purpose, goals, _of(said, Kind.FORM), _of(said, Kind.DUTY), _of(said, Kind.UNPLACED), stray)


def _of(pieces: Pieces, kind: Kind) -> Pieces:
    return [piece for piece in pieces if piece.kind is kind]


def continued(texts: Sequence[str], rows: Iterable[Goal | CooperationForm | Responsibility]) -> list[int | None]:
    """For each text the key of the row that says the same; each row once, the likest pair first. Pure."""
    likeness = [
        (fuzz.ratio(_plain(text), _plain(row.text)), at, row.pk) for at, text in enumerate(texts) for row in rows
    ]
    found: dict[int, int] = {}
    for score, at, pk in sorted(likeness, key=lambda pair: -pair[0]):
        if score >= SAME and at not in found and pk not in found.values():
            found[at] = pk
    return [found.get(at) for at in range(len(texts))]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


@transaction.atomic
def adopt(draft: PolicyDocument, *, goes_on: dict[int, int | None] | None = None) -> PolicyDocument:
    """Put the draft in force in place of the present document.

    `goes_on`: for the id of a goal's piece, the key of the goal that it goes on with, or None for a new goal; without it the
    texts decide. Raises Superseded when somebody else changed the draft meanwhile.
    """
    content = content_of(pieces_of_draft(draft))
    previous = PolicyDocument.objects.in_force().first()
    if previous:
        previous.status = PolicyDocument.Status.REPLACED
        previous.save()
    draft.replaces = previous
    draft.purpose = content.purpose
    draft.status = PolicyDocument.Status.IN_FORCE
    draft.save()
    rows = {
        **_keep_goals(draft, content.goals, previous, goes_on),
        **_keep_forms(draft, content.forms, previous),
        **_keep_duties(draft, content.duties, previous),
    }
    draft.passages = [replace(piece, row=rows.get(piece.id)).as_json() for piece in pieces_of_draft(draft)]
    draft.save()
    return draft


def _keep_goals(
    document: PolicyDocument,
    reviewed: list[ReviewedGoal],
    previous: PolicyDocument | None,
    goes_on: dict[int, int | None] | None,
) -> dict[int, int]:
    old = {goal.pk: goal for goal in previous.goals.current()} if previous else {}
    if goes_on is None:
        pairs = continued([goal.piece.text for goal in reviewed], old.values())
        goes_on = {goal.piece.id: pk for goal, pk in zip(reviewed, pairs, strict=True)}
    rows = {}
    for position, one in enumerate(reviewed, start=1):
        goal = old.pop(goes_on.get(one.piece.id) or 0, None) or Goal()
        goal.document, goal.position = document, position
        goal.name, goal.text, goal.actions = one.piece.name, one.piece.text.strip(), one.actions
        if not (goal.concepts or goal.keywords):
            concepts.give(goal, concepts.text_of(goal))
        goal.save()
        rows[one.piece.id] = goal.pk
    return rows


def _keep_forms(document: PolicyDocument, reviewed: Pieces, previous: PolicyDocument | None) -> dict[int, int]:
    old = {form.pk: form for form in previous.forms.current()} if previous else {}
    rows = {}
    for position, (piece, pk) in enumerate(_paired(reviewed, old), start=1):
        form = old.get(pk or 0) or CooperationForm(kind=kind_of_form(piece.text))
        form.document, form.position, form.name, form.text = document, position, piece.name, piece.text.strip()
        form.save()
        rows[piece.id] = form.pk
    return rows


def _keep_duties(document: PolicyDocument, reviewed: Pieces, previous: PolicyDocument | None) -> dict[int, int]:
    old = {duty.pk: duty for duty in previous.responsibilities.current()} if previous else {}
    rows = {}
    for position, (piece, pk) in enumerate(_paired(reviewed, old), start=1):
        duty = old.get(pk or 0) or Responsibility()
        duty.document, duty.position, duty.owner, duty.text = document, position, piece.owner, piece.text.strip()
        duty.unit_id = piece.unit or duty.unit_id
        duty.save()
        rows[piece.id] = duty.pk
    return rows


def _paired(
    reviewed: Pieces, old: dict[int, CooperationForm] | dict[int, Responsibility]
) -> list[tuple[Piece, int | None]]:
    return list(zip(reviewed, continued([piece.text for piece in reviewed], list(old.values())), strict=True))


_FORM_WORDS = {
    CooperationForm.Kind.SCANNING: r"omvärldsbevak|informationsspridning|scanning|monitor",
    CooperationForm.Kind.AGREEMENT: r"vänort|avtal|twin|sister cit|agreement",
    CooperationForm.Kind.NETWORK: r"nätverk|affärs|network|business",
    CooperationForm.Kind.PROJECT: r"projekt|project",
    CooperationForm.Kind.EXCHANGE: r"utbyte|studiebesök|exchange|study visit",
}


def kind_of_form(text: str) -> CooperationForm.Kind:
    """The kind that the words of a form of cooperation tell."""
    for kind, words in _FORM_WORDS.items():
        if re.search(words, text.casefold()):
            return kind
    return CooperationForm.Kind.OTHER
