"""Why a text met a profile: the score taken apart into pairs of words, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .composing import Floats, grams_of
from .profiling import CODE, SPACE, Spoken, code_levels, directed
from .texts import Concept, Profile, Text
from .tokens import folded, words

if TYPE_CHECKING:
    from .engine import Engine

_SPELT_ALIKE = 0.5


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
    shares = _shares(engine, profile, said, heard)
    coded = _coded(profile.concepts, text.codes, engine)
    parts = sorted(_parts(engine, said, heard, shares) + coded, key=lambda part: (-part.share, part.own, part.foreign))
    score = sum(part.share for part in parts)
    shown = [part for part in parts[:limit] if part.share > 0]
    rest = score - sum(part.share for part in shown)
    remainder = [Part("remainder", "", "", rest)] if abs(rest) > 1e-9 else []
    return Explanation(score, tuple(shown + remainder), tuple(_topics(engine, profile, text)))


def _heard(engine: "Engine", text: Text) -> list[Spoken]:
    """The words of an item, each once, a word met n times weighing 2n/(n+1)."""
    counts: dict[str, int] = {}
    for word in words(text.text):
        counts[word] = counts.get(word, 0) + 1
    met = [(word, engine.composer.meet(word, text.lang), 2 * n / (n + 1)) for word, n in counts.items()]
    return [Spoken(word, text.lang, row, weight, "item") for word, row, weight in met if row is not None]


def _shares(engine: "Engine", profile: Profile, said: Sequence[Spoken], heard: Sequence[Spoken]) -> Floats:
    """Profile words by item words: what each pair gives to the score."""
    if not said or not heard:
        return np.zeros((len(said), len(heard)), np.float32)
    near: Floats = directed(said, engine.composer)[1] @ directed(heard, engine.composer)[1].T * np.float32(SPACE)
    own = engine.translator.rows(said, ())[:-1]
    theirs = engine.composer.units(np.array([word.row for word in heard]))
    weights = np.array([word.weight for word in heard], np.float32)
    translated: Floats = (own @ theirs.T).toarray() * weights
    return near + translated


def _parts(engine: "Engine", said: Sequence[Spoken], heard: Sequence[Spoken], shares: Floats) -> list[Part]:
    return [
        Part(_kind(engine, said[i], heard[j]), said[i].word, heard[j].word, float(shares[i, j]))
        for i in range(len(said))
        for j in range(len(heard))
        if shares[i, j]
    ]


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
    mine: dict[str, float] = {}
    for code in concepts:
        levels = code_levels(code)
        for name in levels:
            mine[name] = max(mine.get(name, 0.0), CODE / sum(levels.values()))
    theirs = engine.levels_of(codes)
    met = sorted(mine.keys() & theirs.keys())
    if not met:
        return []
    share = sum(mine[name] * theirs[name] for name in met)
    return [Part("code", met[-1], ", ".join(codes), share)]


def _topics(engine: "Engine", profile: Profile, text: Text) -> list[Concept]:
    item = engine.features([text]).joint[0]
    return engine.nearest(np.asarray(profile.joint + item, np.float32), 3)
