"""A profile in numbers: its own words, its keywords and its concepts, translated into every language at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .composing import COMMON, Composer, Floats
from .model import Model
from .stopwords import COMMONPLACE
from .texts import Profile
from .tokens import LANGUAGES, stemmer, words
from .units import spoken_as
from .vocabulary import Entry

DICTIONARY = 0.25
SPACE = 0.75
CODE = 0.3
KEYWORD = 1.5
_FULL = 1.6
_FLOOR = 0.3
_CRUMB = 0.003
_REMEMBERED = 100_000
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
        langs = [LANGUAGES.index(unit.split(":", 1)[0]) for unit in model.units]
        self._langs = np.array([*langs, len(LANGUAGES)], np.int64)
        self._rarity = np.append(model.rarity[: len(langs)], np.float32(1.0))
        self._known: dict[tuple[str, str], tuple[npt.NDArray[np.int32], Floats]] = {}

    def rows(self, said: Sequence[Spoken], codes: Sequence[str]) -> sp.csr_matrix:
        """One row a word and, last, one row for the concept codes: their share of the score for each unit of an item."""
        found = [self._translated(word.word, spoken_as(word.lang)) for word in said]
        coded = self._coded(codes)
        sizes = [len(places) for places, _ in found]
        places = np.concatenate([places for places, _ in found] or [np.zeros(0, np.int32)])
        worth = np.concatenate([worth for _, worth in found] or [np.zeros(0, np.float32)])
        worth = self._shared(places, worth * np.repeat(np.array([w.weight for w in said], np.float32), sizes))
        ends = np.cumsum([0, *sizes, len(coded)])
        places = np.concatenate([places, np.array(list(coded), np.int32)])
        worth = np.concatenate([worth, np.array(list(coded.values()), np.float32)])
        rows = sp.csr_matrix((worth, places, ends), shape=(len(said) + 1, self._composer.size))
        rows.eliminate_zeros()
        return rows

    def _shared(self, places: npt.NDArray[np.int32], worth: Floats) -> Floats:
        """Worth as shares of the score: divided by the most an item in that language could earn, crumbs dropped."""
        kept = np.minimum(places, len(self._langs) - 1)
        langs, earned = self._langs[kept], worth * self._rarity[kept] * np.float32(_FULL)
        most = np.bincount(langs, earned, len(LANGUAGES) + 1)
        shares = worth * np.float32(DICTIONARY) / (np.maximum(most, 0.5 * most.max()) + _FLOOR)[langs]
        return np.where(shares * self._rarity[kept] < _CRUMB, 0.0, shares).astype(np.float32)

    def _translated(self, word: str, lang: str) -> tuple[npt.NDArray[np.int32], Floats]:
        known = self._known.get((lang, word))
        if known is None:
            row = self._row(word, lang)
            known = np.array(list(row), np.int32), np.array(list(row.values()), np.float32)
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[lang, word] = known
        return known

    def _row(self, word: str, lang: str) -> dict[int, float]:
        row: dict[int, float] = {}
        common = COMMON if word in COMMONPLACE.get(lang, ()) else 1.0
        for place, weight, unit in self._composer.units_of(word, lang):
            worth = weight * common * self._composer.rarity(place)
            row[place] = row.get(place, 0.0) + worth
            for other, chance in self._answers(place, unit, word):
                row[other] = row.get(other, 0.0) + worth * chance
        return row

    def _answers(self, place: int, unit: str, word: str) -> list[tuple[int, float]]:
        """The units that translate a unit; for a stranger, the same word as another language's vocabulary knows it."""
        if unit.startswith("?:"):
            same = (self._composer.number(f"{lang}:{stemmer(lang).stemWord(word)}") for lang in self._languages)
            return [(number, 1.0) for number in same if number is not None]
        start, end = self._table.indptr[place], self._table.indptr[place + 1]
        return list(zip(self._table.indices[start:end].tolist(), self._table.data[start:end].tolist(), strict=True))

    def _coded(self, codes: Sequence[str]) -> dict[int, float]:
        row: dict[int, float] = {}
        for name, share in code_shares(codes).items():
            place = self._composer.code(name)
            row[place] = max(row.get(place, 0.0), share)
        return row


def code_shares(codes: Sequence[str]) -> dict[str, float]:
    """What each level of a profile's codes is worth when an item carries it."""
    shares: dict[str, float] = {}
    for code in codes:
        levels = code_levels(code)
        for name in levels:
            shares[name] = max(shares.get(name, 0.0), CODE / sum(levels.values()))
    return shares


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
    places, at = np.unique(rows.indices, return_inverse=True)
    weights = np.bincount(at, rows.data, len(places))
    return Profile(
        version,
        text,
        lang,
        tuple(keywords),
        tuple(concepts),
        directed(said, composer)[0],
        places.astype(np.int32),
        weights.astype(np.float32),
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
