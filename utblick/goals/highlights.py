"""The source text cut into stretches, each with the piece that it was read as. Pure."""

from dataclasses import dataclass

from utblick.goals.pieces import Kind, Piece, Pieces


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the source. `first`: the piece begins here; `piece` is None between passages."""

    text: str
    piece: Piece | None
    first: bool = False


def stretches(source: str, pieces: Pieces) -> list[Stretch]:
    """The whole source in order. Where pieces overlap the shorter shows (a field within the header), of equals the first."""
    shown = sorted(
        (
            (start, end, piece)
            for piece in reversed(pieces)
            for start, end in piece.spans
            if piece.kind is not Kind.SCAFFOLD
        ),
        key=lambda place: place[1] - place[0],
        reverse=True,
    )
    owner: list[Piece | None] = [None] * len(source)
    for start, end, piece in shown:
        owner[start:end] = [piece] * (min(end, len(source)) - start)
    return _runs(source, owner)


def _runs(source: str, owner: list[Piece | None]) -> list[Stretch]:
    found: list[Stretch] = []
    seen: set[int] = set()
    start = 0
    for at in range(1, len(source) + 1):
        if at < len(source) and owner[at] is owner[start]:
            continue
        piece = owner[start]
        found.append(Stretch(source[start:at], piece, piece is not None and piece.id not in seen))
        if piece is not None:
            seen.add(piece.id)
        start = at
    return found
