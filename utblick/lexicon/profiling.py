"""A profile in numbers: its own words, its keywords and its concepts, translated into every language at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from .composing import Composer, Floats
from .model import Model
from .stopwords import COMMONPLACE
from .texts import Profile
from .tokens import LANGUAGES, stemmer, words
from .units import spoken_as
from .vocabulary import Entry

DICTIONARY = 0.3
SPACE = 0.7
CODE = 0.3
KEYWORD = 1.5
_FULL = 1.6
_FLOOR = 0.3
_LEVELS = {2: 0.15, 3: 0.2, 4: 0.25, 5: 0.25}
_LEAF = 0.15


@dataclass(frozen=True, slots=True)
class Spoken:
    """One word of a profile with its weight and where it came from: `text`, `keyword` or a concept's key."""

    word: str
    lang: str
    row: int
    weight: float
    origin: str


def spoken(
    composer: Composer, text: str, lang: str, keywords: Sequence[str], concepts: Iterable[tuple[str, str, str]]
) -> list[Spoken]:
    """Every meaning-bearing word of a profile; concepts as (key, language, label). A repeated word saturates."""
    sources = [("text", lang, text, 1.0)] + [("keyword", lang, keyword, KEYWORD) for keyword in keywords]
    sources += [(key, own, label, 1.0) for key, own, label in concepts]
    found: dict[tuple[str, str, str], tuple[int, float]] = {}
    for origin, own, said, weight in sources:
        for word in words(said):
            row = composer.meet(word, own)
            if row is not None:
                key = (word, own, origin)
                found[key] = (row, found.get(key, (0, 0.0))[1] + weight)
    return [Spoken(word, own, row, 2 * w / (w + 1), origin) for (word, own, origin), (row, w) in found.items()]


class Translator:
    """Turns words of a profile into weights on the units of all languages."""

    def __init__(self, model: Model, composer: Composer) -> None:
        self._table, self._composer = model.table, composer
        self._languages = model.languages
        self._langs = np.array([LANGUAGES.index(unit.split(":", 1)[0]) for unit in model.units], np.int8)

    def rows(self, said: Sequence[Spoken], codes: Sequence[str]) -> sp.csr_matrix:
        """One row a word and, last, one row for the concept codes: their share of the score for each unit of an item."""
        rows = [self._translated(spoken) for spoken in said]
        bounds = self._bounds(rows)
        places: list[int] = []
        weights: list[float] = []
        ends = [0]
        for row in [*({p: w / bounds[self._lang(p)] for p, w in row.items()} for row in rows), self._coded(codes)]:
            places += row.keys()
            weights += row.values()
            ends.append(len(places))
        values = np.array(weights, np.float32)
        return sp.csr_matrix((values, np.array(places, np.int32), ends), shape=(len(ends) - 1, self._composer.size))

    def _lang(self, place: int) -> int:
        return int(self._langs[place]) if place < len(self._langs) else -1

    def _translated(self, said: Spoken) -> dict[int, float]:
        row: dict[int, float] = {}
        common = 0.35 if said.word in COMMONPLACE.get(spoken_as(said.lang), ()) else 1.0
        for place, weight, unit in self._composer.units_of(said.word, spoken_as(said.lang)):
            worth = said.weight * weight * common * self._composer.rarity(place)
            row[place] = row.get(place, 0.0) + worth
            if place < len(self._langs):
                start, end = self._table.indptr[place], self._table.indptr[place + 1]
                for other, chance in zip(self._table.indices[start:end], self._table.data[start:end], strict=True):
                    row[int(other)] = row.get(int(other), 0.0) + worth * float(chance)
            elif unit.startswith("?:"):
                for other in self._lookalikes(said):
                    row[other] = row.get(other, 0.0) + worth
        return row

    def _lookalikes(self, said: Spoken) -> list[int]:
        """The same word as another language's vocabulary knows it."""
        found = (self._composer.number(f"{lang}:{stemmer(lang).stemWord(said.word)}") for lang in self._languages)
        return [number for number in found if number is not None]

    def _bounds(self, rows: Sequence[dict[int, float]]) -> dict[int, float]:
        """The most an item in each language could earn: what makes the score absolute."""
        sums = dict.fromkeys(range(-1, len(LANGUAGES)), 0.0)
        for row in rows:
            for place, worth in row.items():
                sums[self._lang(place)] += worth * self._composer.rarity(place) * _FULL
        fullest = max(sums.values(), default=0.0)
        return {lang: (max(most, 0.5 * fullest) + _FLOOR) / DICTIONARY for lang, most in sums.items()}

    def _coded(self, codes: Sequence[str]) -> dict[int, float]:
        row: dict[int, float] = {}
        for code in codes:
            levels = code_levels(code)
            total = sum(levels.values())
            for name in levels:
                place = self._composer.code(name)
                row[place] = max(row.get(place, 0.0), CODE / total)
        return row


def code_levels(code: str) -> dict[str, float]:
    """A CPV code and its broader codes, each with its part of a full meeting; any other code stands for itself."""
    scheme, _, number = code.partition(":")
    if not scheme.startswith("cpv") or len(number) < 8 or not number[:8].isdigit():
        return {code: 1.0}
    stem = number[:8].rstrip("0").ljust(2, "0")
    return {f"cpv:{stem[:size]}": _LEVELS.get(size, _LEAF / 3) for size in range(2, len(stem) + 1)}


def labels_of(keys: Sequence[str], entries: dict[str, Entry], lang: str) -> list[tuple[str, str, str]]:
    """(key, language, label) of concepts, in the profile's language where it has one; unknown keys are left out."""
    found = []
    for key in keys:
        entry = entries.get(key)
        if entry is not None:
            own = lang if lang in entry.labels else next(iter(entry.labels))
            found.append((key, own, entry.labels[own]))
    return found


def profile_of(
    version: str,
    said: Sequence[Spoken],
    rows: sp.csr_matrix,
    composer: Composer,
    words_of: tuple[str, str, Sequence[str], Sequence[str]],
) -> Profile:
    """Sum the words into one profile."""
    text, lang, keywords, concepts = words_of
    total = sp.csr_matrix(rows.sum(axis=0))
    total.sort_indices()
    return Profile(
        version,
        text,
        lang,
        tuple(keywords),
        tuple(concepts),
        directed(said, composer)[0],
        total.indices.astype(np.int32),
        total.data.astype(np.float32),
    )


def directed(said: Sequence[Spoken], composer: Composer) -> tuple[Floats, Floats]:
    """The profile's direction (length one, or nothing at all) and each word's part of it."""
    if not said:
        empty = np.zeros((0, composer.vectors(np.zeros(1, np.int64)).shape[1]), np.float32)
        return empty.sum(axis=0), empty
    weights = np.array([word.weight for word in said], np.float32)[:, None]
    each = composer.vectors(np.array([word.row for word in said])) * weights
    total = each.sum(axis=0)
    length = max(float(np.linalg.norm(total)), 1e-6)
    return total / np.float32(length), each / np.float32(length)
