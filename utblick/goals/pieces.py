"""The pieces of a document under review, and what a person may do with them. Pure: each verb gives a new list.

Every passage of the reading becomes a piece, also headings and page headers, so that all text of the source is in some
piece. Their order is the document's, with the actions of a goal behind it. No verb loses a piece: what is dropped stays
in the list as dropped and can be brought back.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any

from utblick.goals.reading import Passage, PolicyReading


def is_id(told: str) -> bool:
    """Whether this, as a form sends it, can be a piece's id."""
    return told.isdecimal() and len(told) < 9


class Kind(StrEnum):
    """What a piece is. The first six are the content that a person works with."""

    PURPOSE = "purpose"
    GOAL = "goal"
    ACTION = "action"
    FORM = "form"
    DUTY = "duty"
    UNPLACED = "unplaced"
    DROPPED = "dropped"
    HEADER = "header"
    SCAFFOLD = "scaffold"


CONTENT = (Kind.PURPOSE, Kind.GOAL, Kind.ACTION, Kind.FORM, Kind.DUTY, Kind.UNPLACED)
_KINDS = {kind.value: kind for kind in CONTENT}
_HEADER = {"header", "title"}


LONGEST_NAME, LONGEST_OWNER = 80, 200


class CannotDo(Exception):
    """The verb has no meaning for this piece: `code` is `nothing_above`, `one_line` or `no_such_piece`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the document. `spans` are places in the source (none: added by hand); `fact` is the header field it gives."""

    id: int
    kind: Kind
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    name: str = ""
    owner: str = ""
    unit: int | None = None
    fact: str = ""
    was: str = ""
    row: int | None = None

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Piece":
        spans = tuple((start, end) for start, end in values.get("spans", ()))
        return cls(**{**values, "kind": Kind(values["kind"]), "spans": spans})

    def with_unit(self, unit: int) -> "Piece":
        return replace(self, unit=unit)

    def as_json(self) -> dict[str, Any]:
        """Values as they come back from storage; what is empty is left out."""
        plain = {**asdict(self), "kind": self.kind.value, "spans": [list(span) for span in self.spans]}
        return {name: value for name, value in plain.items() if value or name in {"id", "kind", "text"}}


type Pieces = list[Piece]


def pieces_of(reading: PolicyReading) -> Pieces:
    """What the reading found, as pieces."""
    return [replace(piece, id=at) for at, piece in enumerate(_in_order(reading), start=1)]


def _in_order(reading: PolicyReading) -> Iterator[Piece]:
    actions = {action for goal in reading.goals for action in goal.actions}
    for passage in reading.passages:
        yield from _duties_told(passage, reading) if passage in actions else _read(passage, reading)


def _read(passage: Passage, reading: PolicyReading) -> Iterator[Piece]:
    goals = [goal for goal in reading.goals if goal.passage == passage]
    duties = list(_duties_told(passage, reading))
    for goal in goals:
        yield _piece(Kind.GOAL, passage, goal.text, name=short_name(goal.text))
        yield from (_piece(Kind.ACTION, action, action.text) for action in goal.actions)
    yield from duties
    if goals or duties:
        return
    if passage.kind in _HEADER:
        yield _piece(Kind.HEADER, passage, passage.text)
        yield from _facts_within(passage, reading)
        return
    kind = _KINDS.get(passage.kind.value, Kind.SCAFFOLD)
    yield _piece(kind, passage, passage.text, name=short_name(passage.text) if kind is Kind.FORM else "")


def _duties_told(passage: Passage, reading: PolicyReading) -> Iterator[Piece]:
    for duty in reading.duties:
        if duty.passage == passage:
            yield _piece(Kind.DUTY, passage, duty.text, owner=(duty.owner or "")[:LONGEST_OWNER])


def _facts_within(passage: Passage, reading: PolicyReading) -> Iterator[Piece]:
    for fact in reading.facts:
        if any(start <= fact.span.start < end for start, end in passage.spans):
            yield Piece(0, Kind.HEADER, fact.value, ((fact.span.start, fact.span.end),), fact=fact.name)


def _piece(kind: Kind, passage: Passage, text: str, **more: Any) -> Piece:
    return Piece(0, kind, text, tuple((span.start, span.end) for span in passage.spans), **more)


def short_name(text: str, most: int = 60) -> str:
    """The first words of a text, for lists: cut between words, with a capital, without the full stop."""
    first = " ".join(re.split(r"[(;:,]|\.\s", text.strip(), maxsplit=1)[0].split()).rstrip(".")
    while len(first) > most:
        shorter = first.rsplit(" ", 1)[0]
        first = shorter if shorter != first else first[:most]
    return first[:1].upper() + first[1:]


def find(pieces: Pieces, id: int) -> int:
    """Where in the list a piece is. Raises CannotDo."""
    for at, piece in enumerate(pieces):
        if piece.id == id:
            return at
    raise CannotDo("no_such_piece")


def move(pieces: Pieces, id: int, kind: Kind) -> Pieces:
    """Make the piece another kind; a dropped one remembers what it was."""
    at = find(pieces, id)
    piece = pieces[at]
    if piece.kind is kind:
        return pieces
    name = piece.name or (short_name(piece.text) if kind in (Kind.GOAL, Kind.FORM) else "")
    return _replaced(pieces, at, replace(piece, kind=kind, was=piece.kind if kind is Kind.DROPPED else "", name=name))


def drop(pieces: Pieces, id: int) -> Pieces:
    return move(pieces, id, Kind.DROPPED)


def bring_back(pieces: Pieces, id: int) -> Pieces:
    was = pieces[find(pieces, id)].was
    return move(pieces, id, Kind(was) if was else Kind.UNPLACED)


def add(pieces: Pieces, kind: Kind) -> tuple[Pieces, Piece]:
    """An empty piece of this kind, behind the last of its kind (an action may stand last of all)."""
    new = Piece(_next_id(pieces), kind, "")
    like = {Kind.GOAL, Kind.ACTION} if kind is Kind.GOAL else {kind}
    at = max((i for i, piece in enumerate(pieces) if piece.kind in like), default=len(pieces) - 1) + 1
    return [*pieces[:at], new, *pieces[at:]], new


def merge(pieces: Pieces, id: int) -> Pieces:
    """Join the piece to the one above of its kind (an action also to its goal). The upper one keeps name and owner."""
    at = find(pieces, id)
    lower = pieces[at]
    like = {Kind.GOAL, Kind.ACTION} if lower.kind is Kind.ACTION else {lower.kind}
    above = next((i for i in range(at - 1, -1, -1) if pieces[i].kind in like), None)
    if above is None:
        raise CannotDo("nothing_above")
    upper = pieces[above]
    text = " ".join(part for part in (upper.text.strip(), lower.text.strip()) if part)
    joined = replace(upper, text=text, spans=tuple(sorted({*upper.spans, *lower.spans})))
    return [*_replaced(pieces[:at], above, joined), *pieces[at + 1 :]]


def split(pieces: Pieces, id: int, source: str) -> Pieces:
    """Part the piece at the line breaks in its text; each part keeps what of the source it was read from."""
    at = find(pieces, id)
    piece = pieces[at]
    lines = [" ".join(line.split()) for line in piece.text.splitlines() if line.strip()]
    if len(lines) < 2:
        raise CannotDo("one_line")
    places = _places(piece, lines, source)
    parts = [replace(piece, text=lines[0], spans=places[0])]
    named = piece.kind in (Kind.GOAL, Kind.FORM)
    for number, (line, spans) in enumerate(zip(lines[1:], places[1:], strict=True)):
        name = short_name(line) if named else ""
        parts.append(replace(piece, id=_next_id(pieces) + number, text=line, spans=spans, name=name, row=None))
    return [*pieces[:at], *parts, *pieces[at + 1 :]]


def _places(piece: Piece, lines: list[str], source: str) -> list[tuple[tuple[int, int], ...]]:
    """The spans of each line: cut where its first words stand in the source; the rest stays with the line before."""
    if not piece.spans:
        return [() for _ in lines]
    last = piece.spans[-1][1]
    cuts = [piece.spans[0][0]]
    for line in lines[1:]:
        words = r"\s+".join(re.escape(word) for word in line.split()[:6])
        found = re.compile(words).search(source, cuts[-1], last)
        cuts.append(found.start() if found else last)
    return [_clipped(piece.spans, start, end) for start, end in pairwise([*cuts, last])]


def _clipped(spans: tuple[tuple[int, int], ...], start: int, end: int) -> tuple[tuple[int, int], ...]:
    cut = ((max(a, start), min(b, end)) for a, b in spans)
    return tuple((a, b) for a, b in cut if a < b)


def _replaced(pieces: Pieces, at: int, piece: Piece) -> Pieces:
    return [*pieces[:at], piece, *pieces[at + 1 :]]


def _next_id(pieces: Pieces) -> int:
    return max((piece.id for piece in pieces), default=0) + 1
