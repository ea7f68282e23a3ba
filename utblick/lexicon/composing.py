"""Words to numbers: each word has one vector and one sparse row, and a text is their weighted sum.

Because everything is a sum over words, a score between two texts can be taken apart again, exactly, into pairs of words.
"""

import math
import zlib
from array import array
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .stopwords import COMMONPLACE, GRAMMAR
from .tokens import folded, stemmer
from .units import Cutter, spoken_as

if TYPE_CHECKING:
    from .model import Model

GRAMS = 1 << 15
SPELLING = 0.5
STRANGERS = 1 << 18
CODES = 1 << 16
COMMON = 0.35
_REMEMBERED = 300_000
Floats = npt.NDArray[np.float32]


def carries_meaning(word: str, lang: str) -> bool:
    return len(word) > 1 and not word.isdigit() and word not in GRAMMAR.get(lang, ())


@lru_cache(maxsize=1 << 12)
def grams_of(word: str) -> dict[int, float]:
    """Spelling features: runs of three to five letters of the folded word, numbered below GRAMS."""
    framed = f"^{folded(word)}$"
    runs = [framed[at : at + size] for size in (3, 4, 5) for at in range(len(framed) - size + 1)]
    weight = SPELLING / math.sqrt(len(runs)) if runs else 0.0
    found: dict[int, float] = {}
    for run in runs:
        number = zlib.crc32(run.encode()) % GRAMS
        found[number] = found.get(number, 0.0) + weight
    return found


class Composer:
    """Remembers every word it has met, as a numbered row; the rows are what texts are summed from."""

    def __init__(self, model: "Model", cutter: Cutter) -> None:
        self.size = len(model.units) + STRANGERS + CODES
        self._model, self._cutter = model, cutter
        self._number = {unit: place for place, unit in enumerate(model.units)}
        # Two threads that met a word each at once would give both the same row.
        self._meeting = Lock()
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[str, dict[str, int | None]] = {}
        self._vectors: Floats = np.zeros((4096, self._model.vectors.shape[1]), np.float32)
        self._places, self._weights, self._ends = array("i"), array("f"), array("q", [0])

    def make_room(self) -> None:
        """Forget the words that were met, where they are too many: before a batch, since its rows are numbers of theirs."""
        if len(self._ends) > _REMEMBERED:
            with self._meeting:
                self._forget()

    def rows_of(self, lang: str) -> dict[str, int | None]:
        """The rows of a language's known words; None marks a word without meaning of its own."""
        return self._rows.setdefault(spoken_as(lang), {})

    def meet(self, word: str, lang: str) -> int | None:
        """The row of a word, composed at the first meeting."""
        lang = spoken_as(lang)
        known = self._rows.setdefault(lang, {})
        if word not in known:
            with self._meeting:
                if word not in known:
                    known[word] = self._compose(word, lang) if carries_meaning(word, lang) else None
        return known[word]

    def vectors(self, rows: npt.NDArray[np.int64]) -> Floats:
        return self._vectors[rows]

    def units(self, rows: npt.NDArray[np.int64]) -> sp.csr_matrix:
        """The sparse rows of words, one a line: unit, weight by rarity."""
        known = np.array(self._ends, np.int64)
        starts, sizes = known[rows], known[rows + 1] - known[rows]
        ends = np.concatenate([[0], np.cumsum(sizes)])
        chosen = np.repeat(starts - ends[:-1], sizes) + np.arange(ends[-1])
        places, weights = np.array(self._places, np.int32)[chosen], np.array(self._weights, np.float32)[chosen]
        return sp.csr_matrix((weights, places, ends), shape=(len(rows), self.size))

    def units_of(self, word: str, lang: str) -> list[tuple[int, float, str]]:
        """The units of one word as (number, weight, name); a word no vocabulary knows gets a stranger's number."""
        known = [(self._number[u], w, u) for u, w in self._cutter.cut(word, lang) if u in self._number]
        if not known or known[0][1] < 1.0:
            known.insert(0, (self.stranger(word, lang), 1.0, f"?:{word}"))
        return known

    def stranger(self, word: str, lang: str) -> int:
        """One number for a word in any language: names of places, programmes and networks meet by it."""
        name = stemmer("en").stemWord(folded(word)) if word.isascii() else folded(word)
        return len(self._model.units) + zlib.crc32(name.encode()) % STRANGERS

    def strange(self, row: int) -> bool:
        """Whether no vocabulary knows the word of this row."""
        return self._places[self._ends[row]] >= len(self._model.units)

    def code(self, name: str) -> int:
        return len(self._model.units) + STRANGERS + zlib.crc32(name.encode()) % CODES

    def number(self, unit: str) -> int | None:
        return self._number.get(unit)

    def rarity(self, number: int) -> float:
        return float(self._model.rarity[number]) if number < len(self._model.units) else 1.0

    def _compose(self, word: str, lang: str) -> int:
        row = len(self._ends) - 1
        if row == len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
        weight = COMMON if word in COMMONPLACE.get(lang, ()) else 1.0
        units = self.units_of(word, lang)
        self._vectors[row] = self._vector(word, units) * weight
        self._places.extend(n for n, _, _ in units)
        self._weights.extend(w * self.rarity(n) * weight for n, w, _ in units)
        self._ends.append(len(self._places))
        return row

    def _vector(self, word: str, units: Sequence[tuple[int, float, str]]) -> Floats:
        known = [(n, w) for n, w, _ in units if n < len(self._model.units)]
        grams = grams_of(word)
        places = [n for n, _ in known] + [len(self._model.units) + gram for gram in grams]
        weights = np.array([w for _, w in known] + list(grams.values()), np.float32) * self._model.rarity[places]
        vector: Floats = weights @ self._model.vectors[places].astype(np.float32)
        return vector
