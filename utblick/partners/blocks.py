"""Which of very many names is nearly the same as one: looked for among those that share a rare piece of a word."""

from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from utblick.partners.duplicates import ALIKE

PIECE = 4
SHORTEST = 3
COMMONEST = 400
"""A piece that more names of a country share says nothing of which one it is, and is looked no further into."""


class Blocks:
    """By country and piece the names that hold it. A slip of the pen leaves some beginning or end of a word whole."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], list[str]] = defaultdict(list)

    def add(self, country: str, name: str) -> None:
        for piece in pieces(name):
            block = self._names[country, piece]
            if len(block) <= COMMONEST:
                block.append(name)

    def nearest(self, country: str, name: str) -> str | None:
        """The likest of those that are likely to be the same one."""
        if len(name) < SHORTEST:
            return None
        blocks = (self._names.get((country, piece), []) for piece in pieces(name))
        near = dict.fromkeys(other for block in blocks if len(block) <= COMMONEST for other in block)
        found = process.extractOne(name, near.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        return found[0] if found else None


def pieces(name: str) -> Iterator[str]:
    """The beginning and the end of each word of a bare name."""
    for word in set(name.split()):
        yield f"{word[:PIECE]}-"
        yield f"-{word[-PIECE:]}"
