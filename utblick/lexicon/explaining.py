"""Why a text met a profile: the score taken apart into pairs of words, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .composing import Floats, grams_of
from .profiling import SPACE, Spoken, code_shares, directed
from .texts import Concept, Profile, Text
from .tokens import folded, words

if TYPE_CHECKING:
    from .engine import Engine

_SPELT_ALIKE = 0.5
_NOTHING = 1e-7


@dataclass(frozen=True, slots=True)
class Part:
    """One reason. `kind` is `word`, `concept topic` (the word belongs to a ticked concept), `code`, `similar spelling`
    (no vocabulary knows the word), `similar meaning` (a model's part, never with words) or `remainder` (all other
    pairs together, also those that speak against)."""

    kind: str
    own: str
    foreign: str
    share: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """`parts` add up to `score`; `topics` are the official concepts nearest to profile and text together."""

    score: float
    parts: tuple[Part, ...]
    topics: tuple[Concept, ...]


def explain(engine: "Engine", profile: Profile, text: Text, limit: int) -> Explanation:
    said = engine.said(profile)
    heard = _heard(engine, text)
    shares = _shares(engine, said, heard)
    coded = _coded(profile.concepts, text.codes, engine)
    parts = _parts(engine, said, heard, shares, limit) + coded
    shown = sorted(parts, key=lambda part: (-part.share, part.own, part.foreign))[:limit]
    score = float(shares.sum(dtype=np.float64)) + sum(part.share for part in coded)
    rest = score - sum(part.share for part in shown)
    remainder = [Part("remainder", "", "", rest)] if abs(rest) > _NOTHING else []
    return Explanation(score, tuple(shown + remainder), tuple(_topics(engine, profile, text)))


def _heard(engine: "Engine", text: Text) -> list[Spoken]:
    """The words of an item, each once, a word met n times weighing 2n/(n+1)."""
    counts: dict[str, int] = {}
    for word in words(text.text):
        counts[word] = counts.get(word, 0) + 1
    met = [(word, engine.composer.meet(word, text.lang), 2 * n / (n + 1)) for word, n in counts.items()]
    return [Spoken(word, text.lang, row, weight, "item") for word, row, weight in met if row is not None]


def _shares(engine: "Engine", said: Sequence[Spoken], heard: Sequence[Spoken]) -> Floats:
    """Profile words by item words: what each pair gives to the score."""
    if not said or not heard:
        return np.zeros((len(said), len(heard)), np.float32)
    near: Floats = directed(said, engine.composer)[1] @ directed(heard, engine.composer)[1].T * np.float32(SPACE)
    theirs = engine.composer.units(np.array([word.row for word in heard]))
    weights = np.array([word.weight for word in heard], np.float32)
    met = np.unique(theirs.indices)
    own = engine.translator.rows(said, ())[:-1]
    translated = _columns(own, met) @ (_columns(theirs, met) * weights[:, None]).T
    return near + translated


def _columns(rows: sp.csr_matrix, chosen: npt.NDArray[np.int32]) -> Floats:
    """Some columns of a wide sparse matrix, dense; scipy's own slicing would walk all columns."""
    place = np.minimum(np.searchsorted(chosen, rows.indices), len(chosen) - 1)
    line = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    there = chosen[place] == rows.indices
    dense = np.zeros((rows.shape[0], len(chosen)), np.float32)
    np.add.at(dense, (line[there], place[there]), rows.data[there])
    return dense


def _parts(engine: "Engine", said: Sequence[Spoken], heard: Sequence[Spoken], shares: Floats, limit: int) -> list[Part]:
    """The pairs that gave most, greatest first."""
    best = np.argsort(-shares, axis=None, kind="stable")[:limit].tolist()
    pairs = [(said[at // len(heard)], heard[at % len(heard)], float(shares.flat[at])) for at in best]
    return [Part(_kind(engine, own, theirs), own.word, theirs.word, share) for own, theirs, share in pairs if share > 0]


def _kind(engine: "Engine", said: Spoken, heard: Spoken) -> str:
    if said.origin not in ("text", "keyword"):
        return "concept topic"
    strange = engine.composer.strange(said.word, said.lang) or engine.composer.strange(heard.word, heard.lang)
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


def _topics(engine: "Engine", profile: Profile, text: Text) -> list[Concept]:
    item = engine.features([text]).joint[0]
    return engine.nearest(np.asarray(profile.joint + item, np.float32), 3)
