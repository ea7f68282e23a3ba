"""What a finding can be recognised by: few and selective keys, to be kept in an indexed table.

Two findings that share a key are candidates; grouping.py takes the second look. Names come first, being the surest: identifiers,
the address, programme and deadline, the text as it stands. Then pairs of words, so that a text is also found where it was edited:
its telling words fall into lots, and in each lot the rarest become pairs. What is put in or taken out moves only the words of its
own lot. A telling asks for more pairs than are noted for it, as a new rare word may have taken the place of an old one.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from utblick.lexicon import tokens
from utblick.watch.addresses import canonical
from utblick.watch.connectors import Finding
from utblick.watch.grouping import names_a_call, telling

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

LOTS, NOTED, ASKED = 2, 4, 5
"""In each lot the pairs of so many words are noted, and those of so many asked for."""
MARK, RARITY, LOT = 2**31 - 1, 31, 37
"""A word is its checksum of 31 bits. Above it stands how common it is, so that ranks sort by rarity; above that text and lot."""
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


def identifiers(finding: Finding) -> list[int]:
    """Keys of the names that it has in the world."""
    return [number_of(f"i:{identifier}") for identifier in finding.identifiers]


def identifiers_and_page(finding: Finding) -> list[int]:
    """Keys of the names that it has in the world, and of its page."""
    return [*identifiers(finding), *map(number_of, pages(finding))]


def pages(finding: Finding) -> list[str]:
    address = canonical(finding.link)
    return [f"a:{address}"] if "/" in address else []


def names(finding: Finding) -> list[int]:
    """Keys of what names the finding, the surest first."""
    named = list[str]()
    if finding.programme:
        named = [f"d:{finding.programme}:{deadline.at:%Y%m%d}" for deadline in finding.deadlines]
    return list(dict.fromkeys([*identifiers_and_page(finding), *map(number_of, named)]))


def letter_keys(finding: Finding) -> list[int]:
    """By these is found what one municipality alone was told, when a public source tells the same (joining.py).

    They are like no other keys: whoever asks for those finds nothing of it.
    """
    named = [f"i:{identifier}" for identifier in finding.identifiers] + pages(finding)
    if finding.deadlines and names_a_call(finding.title):
        title = " ".join(tokens.words(finding.title))
        named += [f"t:{deadline.at:%Y%m%d}:{title}" for deadline in finding.deadlines]
    return list(dict.fromkeys(number_of(f"letter:{name}") for name in named))


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
        # Loaded with the first text: most rounds bring none.
        import numpy as np

        self.counts = np.frombuffer(counts, np.uint32)

    def learn(self, texts: Iterable[Text]) -> None:
        import numpy as np

        marks = np.fromiter(chain.from_iterable(text.marks for text in texts), np.int64)
        self.counts = self.counts + np.bincount(marks % COUNTERS, minlength=COUNTERS).astype(np.uint32)

    def rarest(self, texts: Sequence[Text]) -> "npt.NDArray[np.int64]":
        """Of each text and lot the marks of the rarest words, the rarest first, equals by checksum; where there are fewer, -1.

        Counts are told apart by powers of two, so that a word keeps its place while they grow. The shape is texts, lots, ASKED.
        """
        import numpy as np

        marks = np.fromiter(chain.from_iterable(text.marks for text in texts), np.int64)
        lots = np.repeat(np.arange(len(texts)), [len(text.marks) for text in texts]) * LOTS + marks % LOTS
        powers = np.frexp(self.counts)[1].astype(np.int64)  # of a whole number how many bits it has
        ranks = np.sort(lots << LOT | powers[marks % COUNTERS] << RARITY | marks)
        lots = ranks >> LOT
        places = np.arange(len(ranks)) - np.searchsorted(lots, lots)
        rare = places < ASKED
        found = np.full((len(texts) * LOTS, ASKED), TELLS_NOTHING, np.int64)
        found[lots[rare], places[rare]] = ranks[rare] & MARK
        return found.reshape(len(texts), LOTS, ASKED)


NOTED_PAIRS = [*combinations(range(NOTED), 2)]
FURTHER_PAIRS = [(place, other) for other in range(NOTED, ASKED) for place in range(NOTED)]


def keys(findings: Sequence[Finding], texts: Sequence[Text], rarity: Rarity) -> list[Keys]:
    """`texts`: of the findings, or NO_TEXT where one is not to be looked for by its text."""
    rarest = rarity.rarest(texts)
    noted, further = pairs(rarest, NOTED_PAIRS), pairs(rarest, FURTHER_PAIRS)
    return [
        Keys(names(finding) + text.whole, words, more)
        for finding, text, words, more in zip(findings, texts, noted, further, strict=True)
    ]


def pairs(rarest: "npt.NDArray[np.int64]", places: Sequence[tuple[int, int]]) -> list[list[int]]:
    """For each text the words at these places of its lots, two by two: their checksums side by side, the lower one first."""
    import numpy as np

    two = rarest[:, :, places]
    there = (two != TELLS_NOTHING).all(axis=-1)
    numbers = two.min(axis=-1) << 32 | two.max(axis=-1) << 1 | 1
    ends = np.cumsum(there.sum(axis=(1, 2))).tolist()
    flat = numbers[there].tolist()
    return [flat[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def is_of_words(key: int) -> bool:
    """Whether the key is made of two words, which may be a pattern's."""
    return bool(key & 1)
