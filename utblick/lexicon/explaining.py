"""Why a text met a profile: the score taken apart into pairs of words, exactly."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .composing import Floats, grams_of
from .profiling import SPACE, Spoken, code_shares, directed
from .sentences import WORDS, unpacked
from .texts import Bytes, Concept, Profile, Text
from .tokens import folded, words

if TYPE_CHECKING:
    from .reading import Engine

_SPELT_ALIKE = 0.5
# Two words whose directions are further apart, and that share no unit in any language, have little to do with each other. Of 4,900
# pairs of the demo those just above are of one field (youth, choirs), and most below tell nothing (families, days).
_LOOSE = 0.45
LOOSELY = "loosely alike"
_NOTHING = 1e-7
# Of a hundred it would be shown as 0.0.
_TOO_LITTLE = 0.0005


@dataclass(frozen=True, slots=True)
class Part:
    """One reason. `kind` is `word`, `concept topic` (the word belongs to a ticked concept), `code`, `similar spelling`
    (no vocabulary knows the word), `loosely alike` (two words that are only distantly related), `similar meaning` (a model's
    part, never with words) or `remainder` (all other pairs together, also those that speak against, and what a short text
    loses for lying near everything)."""

    kind: str
    own: str
    foreign: str
    share: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """`parts` add up to `score`, the words that are only loosely alike last; `topics` are the official concepts nearest to
    profile and text together."""

    score: float
    parts: tuple[Part, ...]
    topics: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A profile's words, their part of its direction, and what they are worth in all languages."""

    said: list[Spoken]
    vectors: Floats
    rows: sp.csr_matrix
    concepts: tuple[str, ...]
    meaning: Bytes


@dataclass(frozen=True, slots=True)
class Listener:
    """An item's words, their part of its direction, its units, the units' weight in each word, and its meaning."""

    words: list[Spoken]
    vectors: Floats
    units: npt.NDArray[np.int32]
    weights: Floats
    put_back: float
    meaning: Bytes


def explain(engine: "Engine", pairs: Sequence[tuple[Profile, Text]], limit: int) -> list[Explanation]:
    """One explanation a pair. Profiles and texts that come again are read once; the texts and the topics are looked up together."""
    if not pairs:
        return []
    engine.composer.make_room()
    profiles = {id(profile): profile for profile, _ in pairs}
    speakers = {key: _speaker(engine, profile) for key, profile in profiles.items()}
    texts = list(dict.fromkeys(text for _, text in pairs))
    heard = dict(zip(texts, _heard(engine, texts), strict=True))
    topics = _topics(engine, pairs)
    return [
        Explanation(*_taken_apart(engine, speakers[id(profile)], heard[text], text, limit), tuple(near))
        for (profile, text), near in zip(pairs, topics, strict=True)
    ]


def _taken_apart(
    engine: "Engine", own: Speaker, heard: Listener, text: Text, limit: int
) -> tuple[float, tuple[Part, ...]]:
    """The score and its parts, which add up to it."""
    fade = WORDS if heard.meaning.size else 1.0
    shares, loose = _shares(own, heard)
    shares *= np.float32(fade)
    whole = _coded(own.concepts, text.codes, engine) + _alike_in_meaning(own.meaning, heard.meaning)
    parts = _parts(engine, own.said, heard.words, shares, loose, limit) + [part for part in whole if part.share > 0]
    shown = sorted(parts, key=lambda part: (part.kind == LOOSELY, -part.share, part.own, part.foreign))[:limit]
    score = float(shares.sum(dtype=np.float64)) + sum(part.share for part in whole) - heard.put_back * fade
    rest = score - sum(part.share for part in shown)
    remainder = [Part("remainder", "", "", rest)] if abs(rest) > _NOTHING else []
    return score, tuple(shown + remainder)


def _speaker(engine: "Engine", profile: Profile) -> Speaker:
    said = engine.said(profile)
    rows = engine.translator.rows(said, ())[:-1]
    vectors = directed(said, engine.composer)[1] * np.float32(SPACE)
    return Speaker(said, vectors, rows, tuple(profile.concepts), profile.meaning)


def _heard(engine: "Engine", texts: Sequence[Text]) -> list[Listener]:
    """What each item says. Words that several of them have are looked up once."""
    said = [_spoken(engine, text) for text in texts]
    met, places = np.unique(np.array([one.row for each in said for one in each], np.int64), return_inverse=True)
    units = engine.composer.units(met)[places]
    directions = [directed(each, engine.composer) for each in said]
    sizes = np.array([len(each) for each in said], np.int64)
    put_back = engine.model.crowd.put_back(np.stack([whole for whole, _ in directions]), sizes, [t.lang for t in texts])
    ends = np.cumsum([0, *sizes])
    return [
        Listener(
            each,
            parts,
            *_weighed(units[start:end], each),
            float(back),
            np.frombuffer(text.meaning if engine.sentences else b"", np.int8),
        )
        for text, each, (_, parts), back, (start, end) in zip(
            texts, said, directions, put_back, pairwise(ends), strict=True
        )
    ]


def _spoken(engine: "Engine", text: Text) -> list[Spoken]:
    """The words that carry meaning, each once, a word met n times weighing 2n/(n+1)."""
    known, lang = engine.composer.rows_of(text.lang), text.lang
    met = [
        (word, known[word] if word in known else engine.composer.meet(word, lang), 2 * n / (n + 1))
        for word, n in Counter(words(text.text)).items()
    ]
    return [Spoken(word, lang, row, weight, "item") for word, row, weight in met if row is not None]


def _weighed(rows: sp.csr_matrix, said: Sequence[Spoken]) -> tuple[npt.NDArray[np.int32], Floats]:
    """The units of an item, and the weight of each in each of its words."""
    units = np.unique(rows.indices)
    return units, _columns(rows, units) * np.array([one.weight for one in said], np.float32)[:, None]


def _shares(own: Speaker, heard: Listener) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Profile words by item words: what each pair gives to the score, and whether the two are only loosely alike."""
    if not own.said or not heard.words:
        nothing = np.zeros((len(own.said), len(heard.words)), np.float32)
        return nothing, nothing > 0
    near: Floats = own.vectors @ heard.vectors.T
    shared = _columns(own.rows, heard.units) @ heard.weights.T
    apart = near < _LOOSE * np.outer(*(np.linalg.norm(each, axis=1) for each in (own.vectors, heard.vectors)))
    return near + shared, apart & (shared <= 0)


def _columns(rows: sp.csr_matrix, chosen: npt.NDArray[np.int32]) -> Floats:
    """Some columns of a wide sparse matrix, dense; scipy's own slicing would walk all columns."""
    if not len(chosen):
        return np.zeros((rows.shape[0], 0), np.float32)
    place = np.minimum(np.searchsorted(chosen, rows.indices), len(chosen) - 1)
    line = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    there = chosen[place] == rows.indices
    cells = line[there] * len(chosen) + place[there]
    dense = np.bincount(cells, rows.data[there], rows.shape[0] * len(chosen))
    return dense.astype(np.float32).reshape(rows.shape[0], len(chosen))


def _parts(
    engine: "Engine",
    said: Sequence[Spoken],
    heard: Sequence[Spoken],
    shares: Floats,
    loose: npt.NDArray[np.bool_],
    limit: int,
) -> list[Part]:
    """The pairs that gave most, greatest first; those that are only loosely alike come after all others."""
    best = np.lexsort((-shares.ravel(), (loose | (shares <= _TOO_LITTLE)).ravel()))[:limit].tolist()
    pairs = [(said[at // len(heard)], heard[at % len(heard)], at) for at in best if shares.flat[at] > _TOO_LITTLE]
    return [
        Part(LOOSELY if loose.flat[at] else _kind(engine, own, theirs), own.word, theirs.word, float(shares.flat[at]))
        for own, theirs, at in pairs
    ]


def _kind(engine: "Engine", said: Spoken, heard: Spoken) -> str:
    if said.origin not in ("text", "keyword"):
        return "concept topic"
    strange = engine.composer.strange(said.row) or engine.composer.strange(heard.row)
    return "similar spelling" if strange and _alike(said.word, heard.word) else "word"


def _alike(one: str, other: str) -> bool:
    mine, theirs = grams_of(one), grams_of(other)
    return folded(one) != folded(other) and len(mine.keys() & theirs.keys()) >= _SPELT_ALIKE * min(
        len(mine), len(theirs)
    )


def _coded(concepts: Sequence[str], codes: Sequence[str], engine: "Engine") -> list[Part]:
    """The official codes that met, each level once, as in the score."""
    mine = code_shares(concepts)
    theirs = engine.levels_of(codes)
    met = sorted(mine.keys() & theirs.keys())
    if not met:
        return []
    share = sum(mine[name] * theirs[name] for name in met)
    return [Part("code", met[-1], ", ".join(codes), share)]


def _alike_in_meaning(mine: Bytes, theirs: Bytes) -> list[Part]:
    """The sentence model's part, where it has read both: never with words, since it cannot say which."""
    if not mine.size or not theirs.size:
        return []
    near = float(unpacked(mine[None])[0] @ unpacked(theirs[None])[0])
    return [Part("similar meaning", "", "", near * (1 - WORDS))]


def _topics(engine: "Engine", pairs: Sequence[tuple[Profile, Text]]) -> list[list[Concept]]:
    items = engine.directions([text for _, text in pairs])
    return engine.nearest((np.stack([profile.joint for profile, _ in pairs]) + items) / np.float32(2))
