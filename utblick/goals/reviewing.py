"""What a person sees and sends while reviewing a draft: the pieces as cards, and the posted cards as edits."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise

from utblick.goals import pieces as on_pieces
from utblick.goals.drafts import FACTS
from utblick.goals.models import PolicyDocument
from utblick.goals.pieces import LONGEST_NAME, LONGEST_OWNER, Kind, Piece, Pieces, is_id
from utblick.goals.words import WORDS

# Where a fact of the header is written on the page.
FIELDS = {"adopted": "adopted_by", "valid": "valid_until", "review_by": "review_on"}
KIND_CHOICES = [(kind.value, WORDS[kind][0]) for kind in on_pieces.CONTENT]


@dataclass(frozen=True, slots=True)
class Card:
    """A piece on the page. `shown` is what stands in its fields: what was sent but not saved, else what is saved.

    `mark` is the piece that its passage shows in the source: another one, where the passage tells two things.
    """

    piece: Piece
    shown: Piece
    label: str
    mark: int
    address: str = ""

    @property
    def rows(self) -> int:
        return min(12, max(2, len(self.shown.text) // 55 + self.shown.text.count("\n") + 1))

    @property
    def differs(self) -> bool:
        return self.piece.text != self.shown.text

    @property
    def target(self) -> str:
        """Where the mark in the source leads: the field on the page, or the row's own page where there is one."""
        if self.address:
            return self.address
        return f"#id_{FIELDS.get(self.piece.fact, self.piece.fact)}" if self.piece.fact else f"#piece-{self.piece.id}"

    @property
    def is_goal_page(self) -> bool:
        return bool(self.address) and not self.address.startswith("#")

    @property
    def silent(self) -> bool:
        """The header as a whole has no field of its own: its facts have."""
        return self.piece.kind is Kind.HEADER and not self.piece.fact


@dataclass(frozen=True, slots=True)
class Section:
    kind: Kind
    heading: str | Promise
    cards: list[Card]


def cards_of(pieces: Pieces, unsaved: Mapping[int, Piece] | None = None) -> dict[int, Card]:
    """A card for each piece, numbered within its kind."""
    counts: dict[Kind, int] = {}
    marks: dict[tuple[tuple[int, int], ...], int] = {}
    cards = {}
    for piece in pieces:
        counts[piece.kind] = counts.get(piece.kind, 0) + 1
        label = fact_label(piece.fact) if piece.fact else f"{WORDS[piece.kind][0]} {counts[piece.kind]}"
        mark = marks.setdefault(piece.spans, piece.id)
        cards[piece.id] = Card(piece, (unsaved or {}).get(piece.id, piece), label, mark)
    return cards


def cards_on_version(pieces: Pieces, goals: set[int]) -> dict[int, Card]:
    """The cards of an adopted version: marks lead to the goal's page where the goal still exists."""
    cards = cards_of(pieces)
    for id, card in cards.items():
        known = card.piece.kind is Kind.GOAL and card.piece.row in goals
        cards[id] = replace(card, address=reverse("goals:goal", args=[card.piece.row]) if known else f"#source-{id}")
    return cards


def fact_label(fact: str) -> str:
    """The name of the field that a fact of the header fills."""
    name = FIELDS.get(fact, fact)
    if name not in FACTS:
        return str(WORDS[Kind.HEADER][0])
    label = str(PolicyDocument._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def sections_of(cards: dict[int, Card]) -> dict[str, Section]:
    """The cards under their headings; the actions stand with the goals."""
    found = {kind.value: Section(kind, words[1], []) for kind, words in WORDS.items() if kind is not Kind.ACTION}
    for card in cards.values():
        kind = Kind.GOAL if card.piece.kind is Kind.ACTION else card.piece.kind
        found[kind.value].cards.append(card)
    return found


def edits(pieces: Pieces, sent: Mapping[str, str], units: set[int]) -> dict[int, Piece]:
    """The pieces whose fields were sent with other contents than they have."""
    found = {}
    for piece in pieces:
        edited = _edited(piece, sent, units)
        if edited != piece:
            found[piece.id] = edited
    return found


def _edited(piece: Piece, sent: Mapping[str, str], units: set[int]) -> Piece:
    text = sent.get(f"text-{piece.id}", piece.text).replace("\r\n", "\n").strip()
    kind = sent.get(f"kind-{piece.id}", piece.kind)
    unit = sent.get(f"unit-{piece.id}", str(piece.unit or ""))
    return replace(
        piece,
        text=text,
        kind=Kind(kind) if kind in set(Kind) else piece.kind,
        name=" ".join(sent.get(f"name-{piece.id}", piece.name).split())[:LONGEST_NAME],
        owner=" ".join(sent.get(f"owner-{piece.id}", piece.owner).split())[:LONGEST_OWNER],
        unit={str(one): one for one in units}.get(unit),
    )


def with_edits(pieces: Pieces, edited: Mapping[int, Piece]) -> Pieces:
    """The list with the edits in place. A piece whose text was emptied is dropped, with its text, and can be brought back."""
    result = pieces
    for id, new in edited.items():
        at = on_pieces.find(result, id)
        old = result[at]
        if not new.text and old.spans:
            result = on_pieces.drop(result, id)
            continue
        result = [*result[:at], replace(new, kind=old.kind), *result[at + 1 :]]
        result = on_pieces.move(result, id, new.kind)
    return result


def marks_of(pieces: Pieces) -> str:
    """A mark of each text as the page shows it, sent back with the form: tells which texts the sender changed."""
    return json.dumps({piece.id: _mark(piece.text) for piece in pieces}, separators=(",", ":"))


def changed_by_sender(sent: Mapping[str, str]) -> dict[int, str]:
    """The texts that the sender changed since the page was shown to them."""
    try:
        marks = json.loads(sent.get("marks", "{}"))
    except ValueError:
        return {}
    found = {}
    for key, mark in marks.items() if isinstance(marks, dict) else ():
        text = sent.get(f"text-{key}", "").replace("\r\n", "\n").strip()
        if text and is_id(key) and _mark(text) != mark:
            found[int(key)] = text
    return found


def _mark(text: str) -> int:
    return zlib.crc32(text.strip().encode())
