"""Labels in numbers: every concept's label in every language as a sparse row of units and of spelling features.

A word is cut once however many labels hold it, and nothing but flat arrays is kept: a dictionary a label would take a gigabyte.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .composing import GRAMS, carries_meaning, grams_of
from .tokens import LANGUAGES, words
from .units import Cutter
from .vocabulary import Entry

Row = tuple[array[int], array[float]]


@dataclass(frozen=True, slots=True)
class Numbered:
    """`units` are the names of the columns; a language's matrix has a row a concept, empty where there is no label."""

    units: list[str]
    by_unit: dict[str, sp.csr_matrix]
    by_gram: dict[str, sp.csr_matrix]


@dataclass(slots=True)
class _Column:
    """The rows of one language as they grow."""

    lines: array[int] = field(default_factory=lambda: array("i"))
    places: array[int] = field(default_factory=lambda: array("i"))
    weights: array[float] = field(default_factory=lambda: array("f"))

    def add(self, line: int, row: Row) -> None:
        places, weights = row
        self.places.extend(places)
        self.weights.extend(weights)
        self.lines.extend([line] * len(places))

    def matrix(self, height: int, width: int, renumbered: npt.NDArray[np.int32] | None = None) -> sp.csr_matrix:
        places = np.frombuffer(self.places, np.int32) if self.places else np.zeros(0, np.int32)
        places = places if renumbered is None else renumbered[places]
        ends = np.zeros(height + 1, np.int32)
        np.cumsum(np.bincount(np.frombuffer(self.lines, np.int32), minlength=height) if self.lines else 0, out=ends[1:])
        rows = sp.csr_matrix((np.array(self.weights, np.float32), places.copy(), ends), shape=(height, width))
        rows.sum_duplicates()
        return rows


class _Reader:
    """Numbers units as they are met, and remembers each word's row."""

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = cutter
        self.number: dict[str, int] = {}
        self._cut: dict[tuple[str, str], Row] = {}
        self._spelt: dict[str, Row] = {}

    def units(self, word: str, lang: str) -> Row:
        if (word, lang) not in self._cut:
            cut = self._cutter.cut(word, lang)
            places = [self.number.setdefault(unit, len(self.number)) for unit, _ in cut]
            self._cut[word, lang] = array("i", places), array("f", [weight for _, weight in cut])
        return self._cut[word, lang]

    def grams(self, word: str) -> Row:
        if word not in self._spelt:
            found = grams_of(word)
            self._spelt[word] = array("i", found), array("f", found.values())
        return self._spelt[word]


def numbered(entries: Sequence[Entry], cutter: Cutter) -> Numbered:
    """All labels of all entries; units are numbered in the order of their names."""
    reader = _Reader(cutter)
    spoken = {lang for entry in entries for lang in entry.labels}
    units = {lang: _Column() for lang in LANGUAGES if lang in spoken}
    grams = {lang: _Column() for lang in units}
    for line, entry in enumerate(entries):
        for lang, label in entry.labels.items():
            for word in words(label):
                if carries_meaning(word, lang):
                    units[lang].add(line, reader.units(word, lang))
                    grams[lang].add(line, reader.grams(word))
    names = list(reader.number)
    order = sorted(range(len(names)), key=names.__getitem__)
    place = np.empty(len(names), np.int32)
    place[order] = np.arange(len(names))
    return Numbered(
        [names[at] for at in order],
        {lang: column.matrix(len(entries), len(names), place) for lang, column in units.items()},
        {lang: column.matrix(len(entries), GRAMS) for lang, column in grams.items()},
    )
