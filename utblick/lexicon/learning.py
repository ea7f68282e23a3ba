"""What a profile learns from decisions: weights on words, topics and facts, added to the score as parts of their own.

Logistic regression with L2, both verdicts weighing alike, and the engine's score as its starting point (an offset): with no
decisions nothing is added, and each decision moves the score only as far as it has to. It is solved in as many dimensions as there
are decisions, since those are few and the words many.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .composing import COMMON, Floats
from .sentences import unpacked
from .stopwords import COMMONPLACE
from .texts import Text
from .tokens import words

if TYPE_CHECKING:
    from .reading import Engine

# How many units of log-odds a whole score is worth: what a learnt weight is divided by to become a part of the score.
SCORE = 4.0
PENALTY = 0.5
WORDS, TOPICS, FACTS, DIRECTION, READ = 2.5, 0.7, 0.5, 1.5, 2.0
# How the name of a word's feature begins.
WORD = "word:"
# The name of what has no words: the likeness in meaning to what was chosen before.
MEANING = "meaning:"
# Names of months and words for a last day tell when something is, and nothing of why it was chosen or put aside.
_WHEN = """
    januari februari mars april maj juni juli augusti september oktober november december senast sista ansökningsdag
    january february march may june july august october deadline closes closing
    januar februar marts mai oktober desember frist senest ansøgningsfrist søknadsfrist
    tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta
    joulukuuta märz dezember janvier février avril juin juillet août septembre octobre novembre décembre
"""
WHEN = frozenset(_WHEN.split())
_ROUNDS = 12
_LEAST = 0.0005
_KEPT = 400


@dataclass(frozen=True, slots=True)
class Described:
    """An item as a learner sees it: named features, the direction of its text (and after it that which the sentence model finds,
    where there is one), and words as they stand in it."""

    named: dict[str, float]
    joint: Floats
    shown: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights in parts of a score. `shown` has a name that a reader knows for each feature."""

    weights: dict[str, float]
    direction: tuple[float, ...]
    shown: dict[str, str]

    def parts(self, item: Described, off: Collection[str] = ()) -> dict[str, float]:
        """What each feature adds to the item's score; those switched off add nothing."""
        found = {name: self.weights[name] * value for name, value in item.named.items() if name in self.weights}
        if self.direction:
            # Where the sentence model came or went since, what both have is the direction by words.
            known = min(len(self.direction), len(item.joint))
            found[MEANING] = float(np.array(self.direction[:known], np.float32) @ item.joint[:known])
        return {name: part for name, part in found.items() if name not in off}

    def added(self, item: Described, off: Collection[str] = ()) -> float:
        return sum(self.parts(item, off).values())


NOTHING = Learnt({}, (), {})


def described(engine: "Engine", texts: Sequence[Text], facts: Sequence[Mapping[str, str]]) -> list[Described]:
    """Items in named features: their words, the official concepts nearest to them, and facts such as programme and source."""
    joint = engine.directions(texts)
    topics = engine.nearest(joint)
    read = unpacked(engine.meanings(texts))
    directions = np.hstack([joint * np.float32(DIRECTION), read * np.float32(READ)])
    found = []
    for text, near, known, direction in zip(texts, topics, facts, directions, strict=True):
        named, shown = _words(engine, text)
        for concept in near:
            named[f"topic:{concept.id}"] = TOPICS * max(concept.similarity, 0.0)
            shown[f"topic:{concept.id}"] = concept.label_sv
        for kind, value in known.items():
            named[f"{kind}:{value}"], shown[f"{kind}:{value}"] = FACTS, value
        found.append(Described(named, direction, shown))
    return found


def _words(engine: "Engine", text: Text) -> tuple[dict[str, float], dict[str, str]]:
    """The words that carry meaning, each by its stem; the more there are, the less each counts."""
    weights: dict[str, float] = {}
    shown: dict[str, str] = {}
    for word in dict.fromkeys(words(text.text)):
        if word not in WHEN and engine.composer.meet(word, text.lang) is not None:
            name = f"{WORD}{engine.composer.units_of(word, text.lang)[0][2]}"
            weights[name] = COMMON if word in COMMONPLACE.get(text.lang, ()) else 1.0
            shown.setdefault(name, word)
    return {name: weight / math.sqrt(len(weights)) for name, weight in weights.items()}, shown


def learn(
    items: Sequence[Described], scores: Sequence[float], wanted: Sequence[bool], among: Sequence[Described] = ()
) -> Learnt:
    """The weights that the decisions give. Nothing as long as all of them say the same.

    `among`: what the items were chosen from, which tells how much a word says here (the items alone, where nothing is given).
    """
    if all(wanted) or not any(wanted):
        return NOTHING
    names, rows = _rows(items)
    telling = _telling(names, among or items)
    rows *= telling
    joint = np.stack([item.joint for item in items]).astype(np.float64)
    pull = _solved(rows @ rows.T + joint @ joint.T, SCORE * np.array(scores), np.array(wanted, float)) / SCORE
    found = (pull @ rows) * telling
    strongest = np.argsort(-abs(found), kind="stable")[:_KEPT].tolist()
    weights = {names[place]: float(found[place]) for place in strongest if abs(found[place]) >= _LEAST}
    shown = {name: label for item in items for name, label in item.shown.items() if name in weights}
    return Learnt(weights, tuple((pull @ joint).tolist()), shown)


def _rows(items: Sequence[Described]) -> tuple[list[str], npt.NDArray[np.float64]]:
    names = list(dict.fromkeys(name for item in items for name in item.named))
    place = {name: number for number, name in enumerate(names)}
    rows = np.zeros((len(items), len(names)))
    for row, item in zip(rows, items, strict=True):
        row[[place[name] for name in item.named]] = list(item.named.values())
    return names, rows


def _telling(names: Sequence[str], among: Sequence[Described]) -> npt.NDArray[np.float64]:
    """How much a feature tells: a word the more the fewer of the items have it, all words of an item WORDS in the middle. A word
    that stands in every item of a profile is what the profile is about, and tells nothing of which to choose."""
    seen = Counter(name for item in among for name in item.named if name.startswith(WORD))
    rare = {name: math.log((len(among) + 1) / (count + 0.5)) for name, count in seen.items()}
    never = math.log(2 * (len(among) + 1))
    squares = [sum((rare[name] * value) ** 2 for name, value in item.named.items() if name in rare) for item in among]
    length = math.sqrt(sum(squares) / len(squares)) or 1.0
    return np.array([WORDS * rare.get(name, never) / length if name.startswith(WORD) else 1.0 for name in names])


def _solved(
    alike: npt.NDArray[np.float64], start: npt.NDArray[np.float64], wanted: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """How much each decision pulls: Newton's method on the penalised log-likelihood, with a free constant."""
    size = len(wanted)
    share = np.where(wanted > 0, size / (2 * wanted.sum()), size / (2 * (size - wanted.sum())))
    pull, constant = np.zeros(size), -float(np.mean(start))
    border = np.ones(size + 1)
    border[-1] = 0.0
    for _ in range(_ROUNDS):
        learnt = alike @ pull + constant
        chance = 1 / (1 + np.exp(-np.clip(start + learnt, -30, 30)))
        certain = np.maximum(share * chance * (1 - chance), 1e-6)
        aim = learnt + share * (wanted - chance) / certain
        system = np.zeros((size + 1, size + 1))
        system[:size, :size] = alike + PENALTY * np.diag(1 / certain)
        system[-1], system[:, -1] = border, border
        *pulled, constant = np.linalg.solve(system, np.append(aim, 0.0)).tolist()
        pull = np.array(pulled)
    return pull
