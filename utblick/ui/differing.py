"""What changed between two texts, word by word, in a form that can be read. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST_WORDS = 2_000
# Of what did not change so many words are shown on each side of what did.
AROUND = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stood in both texts, only in the one before, or only in the one after."""

    kind: Literal["same", "gone", "new"]
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The changed words with a few around them; nothing for equal texts."""
    old, new = (re.findall(r"\S+", text)[:MOST_WORDS] for text in (before, after))
    if old == new:
        return []
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(old[a:b])))
        else:
            pieces += [Piece("gone", " ".join(old[a:b]))] if b > a else []
            pieces += [Piece("new", " ".join(new[c:d]))] if d > c else []
    last = len(pieces) - 1
    return [shortened(piece, number == 0, number == last) for number, piece in enumerate(pieces)]


def shortened(piece: Piece, first: bool, last: bool) -> Piece:
    """A long stretch without changes by its ends alone: those that stand beside a change."""
    words = piece.text.split()
    if piece.kind != "same" or len(words) <= AROUND * (1 if first or last else 2) + 1:
        return piece
    head, tail = ([] if first else words[:AROUND]), ([] if last else words[-AROUND:])
    return Piece("same", " ".join([*head, "…", *tail]))
