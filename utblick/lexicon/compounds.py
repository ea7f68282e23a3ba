"""Compounds cut into known parts: `skolgårdsutrustning` → skol, gård, utrustning.

Fewest parts win, then the most familiar ones. A part may end in a linking -s, or have lost the last vowel of its
dictionary form (skola → skol-). The known parts are the words of the vocabularies themselves. A word that they know better
than its least known part is left whole: `kommun` is no compound of `kom` and `mun`.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable

from .tokens import stemmer

JOINING = frozenset({"sv", "da", "nb", "de", "fi"})
_SHORTEST = 3
_LONGEST = 40
_LINKS = {"sv": ("s",), "da": ("s", "e"), "nb": ("s", "e"), "de": ("s", "es", "n", "en", "er"), "fi": ("n", "en", "s")}
_ENDINGS = {
    "sv": {
        "het",
        "heta",
        "heten",
        "ning",
        "else",
        "skap",
        "bar",
        "lig",
        "isk",
        "ande",
        "are",
        "arna",
        "orna",
        "erna",
        "ell",
    },
    "da": {"hed", "else", "ning", "skab", "bar", "lig", "isk", "erne", "ende"},
    "nb": {"het", "else", "ning", "skap", "bar", "lig", "isk", "ene", "ende"},
    "de": {"heit", "keit", "ung", "ungen", "bar", "lich", "isch", "schaft", "ende", "eren"},
    "fi": {"inen", "iset", "ista", "itse", "nen", "sta", "lla", "ssa", "lle", "lta", "tta", "den", "jen", "ten", "ien"},
}
_DROPPED = {"sv": "aeu", "da": "e", "nb": "e", "de": "e", "fi": "a"}


class Splitter:
    """Knows the parts of one language: what each form costs and which word it is a form of."""

    def __init__(self, lang: str, words: Iterable[str] = ()) -> None:
        self.lang = lang
        self._stem = stemmer(lang).stemWord
        self._cost: dict[str, tuple[float, str]] = {}
        self._stems: dict[str, tuple[float, str]] = {}
        self._known: Counter[str] = Counter()
        counts = Counter(w for w in words if len(w) >= _SHORTEST and w.isalpha() and w not in _ENDINGS[lang])
        total = sum(counts.values()) or 1
        for word, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            self._learn(word, math.log(total / n))
            self._known[self._stem(word)] += n

    def to_json(self) -> str:
        """In columns, as they are read back quickest."""
        tables = [[" ".join(t), [c for c, _ in t.values()], " ".join(w for _, w in t.values())] for t in self._tables]
        return json.dumps([*tables, [" ".join(self._known), list(self._known.values())]], ensure_ascii=False)

    @classmethod
    def from_json(cls, lang: str, raw: str) -> "Splitter":
        kept = cls(lang)
        *tables, (stems, counts) = json.loads(raw)
        for table, (forms, costs, found) in zip(kept._tables, tables, strict=True):
            table.update(zip(forms.split(), zip(costs, found.split(), strict=True), strict=True))
        kept._known.update(dict(zip(stems.split(), counts, strict=True)))
        return kept

    @property
    def _tables(self) -> tuple[dict[str, tuple[float, str]], dict[str, tuple[float, str]]]:
        return self._cost, self._stems

    def _learn(self, word: str, rarity: float) -> None:
        short = 6.0 if len(word) == _SHORTEST else 0.0
        self._offer(word, word, rarity + short)
        if len(word) > _SHORTEST and word[-1] in _DROPPED[self.lang]:
            self._offer(word[:-1], word, rarity + short + 2.0 + (4.0 if len(word) == _SHORTEST + 1 else 0.0))
        for link in _LINKS[self.lang]:
            self._offer(word + link, word, rarity + short + 1.5)
        stem = self._stem(word)
        if len(stem) == _SHORTEST:
            self._stems.setdefault(stem, (rarity + 8.5, word))
        elif len(stem) > _SHORTEST and stem not in _ENDINGS[self.lang]:
            self._stems.setdefault(stem, (rarity + 2.5, word))
            self._offer(stem, word, rarity + 2.5)
            for link in _LINKS[self.lang]:
                self._offer(stem + link, word, rarity + 3.5)

    def _offer(self, form: str, word: str, cost: float) -> None:
        known = self._cost.get(form)
        if known is None or cost < known[0]:
            self._cost[form] = (cost, word)

    def knows(self, word: str) -> bool:
        """Whether it, or a form of it, stands alone in a label."""
        return self._known[self._stem(word)] > 0

    def parts(self, word: str) -> list[str]:
        """The dictionary forms of the parts; empty where the word cannot be cut."""
        size = len(word)
        if size < 2 * _SHORTEST or size > _LONGEST or not word.isalpha():
            return []
        best: list[tuple[float, tuple[str, ...]] | None] = [None] * (size + 1)
        best[0] = (0.0, ())
        for end in range(_SHORTEST, size + 1):
            best[end] = self._best_ending(word, end, best)
        found = best[size]
        return list(found[1]) if found and len(found[1]) > 1 and not self._whole(word, found[1]) else []

    def _whole(self, word: str, parts: tuple[str, ...]) -> bool:
        """Whether the word is better known than the least known of its parts."""
        return self._known[self._stem(word)] > min(self._known[self._stem(part)] for part in parts)

    def _best_ending(
        self, word: str, end: int, best: list[tuple[float, tuple[str, ...]] | None]
    ) -> tuple[float, tuple[str, ...]] | None:
        chosen: tuple[float, tuple[str, ...]] | None = None
        for start in range(max(0, end - 20), end - _SHORTEST + 1):
            before, ends = best[start], end == len(word)
            if before is None or (ends and (start == 0 or word[start:] in _ENDINGS[self.lang])):
                continue
            known = self._cost.get(word[start:end])
            if known is None and ends:
                known = self._stems.get(self._stem(word[start:end]))
            if known is None:
                continue
            cost = before[0] + known[0] + 20.0
            if chosen is None or cost < chosen[0]:
                chosen = (cost, (*before[1], known[1]))
        return chosen
