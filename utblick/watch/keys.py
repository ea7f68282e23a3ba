"""What a finding can be recognised by: few and selective keys, to be kept in an indexed table.

Two findings that share a key are candidates; grouping.py takes the second look. Names come first, being the surest: identifiers,
the address, programme and deadline, the text as it stands. Then pairs of words, so that a text is also found where it was edited:
its telling words fall into lots, and in each lot the rarest become pairs. What is put in or taken out moves only the words of its
own lot. A telling asks for more pairs than are noted for it, as a new rare word may have taken the place of an old one.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from itertools import chain, combinations, pairwise
from typing import NamedTuple
from zlib import crc32

from utblick.lexicon import tokens
from utblick.watch.addresses import canonical
from utblick.watch.connectors import Finding
from utblick.watch.grouping import telling

LOTS, NOTED, ASKED = 2, 4, 5
"""In each lot the pairs of so many words are noted, and those of so many asked for."""
MARK, RARITY, LOT = 2**31 - 1, 31, 37
"""A word is its checksum of 31 bits. Above it stands how common it is, so that ranks sort by rarity; above that its lot."""
TELLS_NOTHING = -1
REMEMBERED = 30_000
COUNTERS = 2**16
"""Words are counted by the last bits of their checksums: a rare word that shares them with a common one is held for common."""


class Keys(NamedTuple):
    """Numbers of 64 bits. They are quick to compare; a clash is caught by the verification."""

    names: list[int]
    """Even numbers."""
    words: list[int]
    """Odd numbers."""
    asked: list[int]
    """More of words, which are asked for and not noted."""


class Text(NamedTuple):
    """What is taken of a text: a key of the whole, by which copies are found, and its telling words."""

    whole: list[int]
    marks: set[int]


NO_TEXT = Text([], set())


def names(finding: Finding) -> list[int]:
    """Keys of what names the finding, the surest first."""
    named = [f"i:{identifier}" for identifier in finding.identifiers]
    address = canonical(finding.link)
    if "/" in address:
        named.append(f"a:{address}")
    if finding.programme:
        named += [f"d:{finding.programme}:{deadline.at:%Y%m%d}" for deadline in finding.deadlines]
    return list(dict.fromkeys(map(number_of, named)))


def text(finding: Finding) -> Text:
    title, summary = tokens.words(finding.title), tokens.words(finding.summary)
    whole = [number_of(f"x:{' '.join(title)}/{' '.join(summary)}")] if summary else []
    return Text(whole, set(map(MARKS.__getitem__, chain(title, summary))) - {TELLS_NOTHING})


def number_of(name: str) -> int:
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True) & ~1


class Marks(dict[str, int]):
    """The checksums of words, remembered."""

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        mark = crc32(word.encode("utf-8", "surrogatepass")) & MARK
        self[word] = mark if telling(word) else TELLS_NOTHING
        return self[word]


MARKS = Marks()


class Rarity:
    """In how many texts each word has stood."""

    def __init__(self, counts: bytes = bytes(4 * COUNTERS)) -> None:
        self.counts = array("I", counts)

    def learn(self, texts: Iterable[Text]) -> None:
        for mark, times in Counter(chain.from_iterable(text.marks for text in texts)).items():
            self.counts[mark % COUNTERS] += times

    def ranks(self, texts: Iterable[Text]) -> dict[int, int]:
        """For each word of the texts its lot and, within it, its place: the rarest first, among equals by checksum.

        Counts are told apart by powers of two, so that a word keeps its place while they grow.
        """
        marks = set[int]().union(*(text.marks for text in texts))
        return {mark: mark % LOTS << LOT | self.counts[mark % COUNTERS].bit_length() << RARITY | mark for mark in marks}


def keys(finding: Finding, text: Text, ranks: dict[int, int]) -> Keys:
    """`text`: of the finding, or NO_TEXT where it is not to be looked for by its text."""
    ordered = sorted(map(ranks.__getitem__, text.marks))
    ends = [bisect_left(ordered, lot << LOT) for lot in range(LOTS + 1)]
    lots = [[rank & MARK for rank in ordered[start:end][:ASKED]] for start, end in pairwise(ends)]
    noted = chain.from_iterable(combinations(lot[:NOTED], 2) for lot in lots)
    more = ((word, other) for lot in lots for other in lot[NOTED:] for word in lot[:NOTED])
    return Keys(names(finding) + text.whole, pairs(noted), pairs(more))


def pairs(words: Iterable[tuple[int, int]]) -> list[int]:
    """For each two their checksums side by side, in an order that does not depend on how rare they are."""
    return [one << 32 | other << 1 | 1 if one < other else other << 32 | one << 1 | 1 for one, other in words]


def is_of_words(key: int) -> bool:
    """Whether the key is made of two words, which may be a pattern's."""
    return bool(key & 1)
