"""Which concepts belong together, and what else they are called, by the lines of `related.txt`."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from .offering import Offer

LINES = Path(__file__).with_name("related.txt")
# A word's other forms are its own letters and an ending: by their stems inflytande and inflyttare are one word.
_DROPPED = re.compile(r"(?<=ar)e$|a$|[aoe]r$")
_AFTER_VOWEL = frozenset(["", *"a n ns t ts s r rna rnas en ens et ets er erna ernas".split()])  # noqa: SIM905
_AFTER_CONSONANT = frozenset(
    ["", *"s a an ans as e en ens ena et ets ar arna arnas or orna ornas er erna ernas na nas n ns".split()]  # noqa: SIM905
)
_LONGEST = 5


class Related:
    """Knows the offers by their places."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        self._places = {offer.sv.casefold(): place for place, offer in reversed(list(enumerate(offers)))}
        self._beside: dict[int, set[int]] = {}
        self._words: dict[str, set[int]] = {}
        self._phrases: dict[str, set[int]] = {}
        for (first, *rest), others in lines():
            # Other vocabularies than the shipped ones may be in use.
            if (head := self._places.get(first.casefold())) is not None:
                self._learn(head, [first, *others])
                for place, term in [(self._places.get(term.casefold()), term) for term in rest]:
                    if place is not None:
                        self._learn(place, [term])
                        self._beside.setdefault(head, set()).add(place)
                        self._beside.setdefault(place, set()).add(head)

    def _learn(self, place: int, terms: Sequence[str]) -> None:
        for term in terms:
            is_phrase, said = " " in term, term.casefold()
            known = self._phrases if is_phrase else self._words
            known.setdefault(f" {said} " if is_phrase else _DROPPED.sub("", said), set()).add(place)

    def named(self, told: Sequence[str]) -> set[int]:
        """Those that these words name, by their labels or by other words for them."""
        whole = f" {' '.join(told)} "
        found = [places for phrase, places in self._phrases.items() if phrase in whole]
        return set().union(*found, *(self._words.get(root, ()) for word in told for root in _roots(word)))

    def beside(self, named: Collection[int]) -> Counter[int]:
        """What belongs with them, and with how many of them."""
        found = Counter(other for place in named for other in self._beside.get(place, ()))
        return Counter({place: times for place, times in found.items() if place not in named})


def lines() -> Iterator[tuple[list[str], list[str]]]:
    """The concepts of each line, and the other words for the first."""
    for line in LINES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            concepts, _, others = line.partition("; ")
            yield concepts.split(", "), others.split(", ") if others else []


def _roots(word: str) -> Iterator[str]:
    """The word without each ending that it may have."""
    for size in range(min(_LONGEST, len(word) - 2) + 1):
        root, ending = word[: len(word) - size], word[len(word) - size :]
        if ending in (_AFTER_VOWEL if root[-1] in "aeiouyåäö" else _AFTER_CONSONANT):
            yield root
