"""What a profile learns from decisions: weights on words, topics and facts, added to the score as parts of their own.

Logistic regression with L2, both verdicts weighing alike, and the engine's score as its starting point (an offset): with no
decisions nothing is added, and each decision moves the score only as far as it has to. It is solved in as many dimensions as there
are decisions, since those are few and the words many.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .composing import COMMON, Floats
from .stopwords import COMMONPLACE
from .texts import Text
from .tokens import words

if TYPE_CHECKING:
    from .reading import Engine

# How many units of log-odds a whole score is worth: what a learnt weight is divided by to become a part of the score.
SCORE = 4.0
PENALTY = 0.5
WORDS, TOPICS, FACTS, DIRECTION = 1.0, 0.7, 0.5, 1.5
# The name of what has no words: the likeness in meaning to what was chosen before.
MEANING = "meaning:"
_ROUNDS = 12
_LEAST = 0.0005
_KEPT = 400


@dataclass(frozen=True, slots=True)
class Described:
    """An item as a learner sees it: named features, the direction of its text, and words as they stand in it."""

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
            found[MEANING] = float(np.array(self.direction, np.float32) @ item.joint)
        return {name: part for name, part in found.items() if name not in off}

    def added(self, item: Described, off: Collection[str] = ()) -> float:
        return sum(self.parts(item, off).values())


NOTHING = Learnt({}, (), {})


def described(engine: "Engine", texts: Sequence[Text], facts: Sequence[Mapping[str, str]]) -> list[Described]:
    """Items in named features: their words, the official concepts nearest to them, and facts such as programme and source."""
    joint = engine.directions(texts)
    topics = engine.nearest(joint)
    found = []
    for text, near, known, direction in zip(texts, topics, facts, joint, strict=True):
        named, shown = _words(engine, text)
        for concept in near:
            named[f"topic:{concept.id}"] = TOPICS * max(concept.similarity, 0.0)
            shown[f"topic:{concept.id}"] = concept.label_sv
        for kind, value in known.items():
            named[f"{kind}:{value}"], shown[f"{kind}:{value}"] = FACTS, value
        found.append(Described(named, direction * np.float32(DIRECTION), shown))
    return found


def _words(engine: "Engine", text: Text) -> tuple[dict[str, float], dict[str, str]]:
    """The words that carry meaning, each by its stem and rarity, together of length WORDS."""
    weights: dict[str, float] = {}
    shown: dict[str, str] = {}
    for word in dict.fromkeys(words(text.text)):
        if engine.composer.meet(word, text.lang) is not None:
            number, _, unit = engine.composer.units_of(word, text.lang)[0]
            common = COMMON if word in COMMONPLACE.get(text.lang, ()) else 1.0
            weights[f"word:{unit}"] = engine.composer.rarity(number) * common
            shown.setdefault(f"word:{unit}", word)
    length = float(np.sqrt(sum(weight * weight for weight in weights.values()))) or 1.0
    return {name: WORDS * weight / length for name, weight in weights.items()}, shown


def learn(items: Sequence[Described], scores: Sequence[float], wanted: Sequence[bool]) -> Learnt:
    """The weights that the decisions give. Nothing as long as all of them say the same."""
    if all(wanted) or not any(wanted):
        return NOTHING
    names, rows = _rows(items)
    joint = np.stack([item.joint for item in items]).astype(np.float64)
    pull = _solved(rows @ rows.T + joint @ joint.T, SCORE * np.array(scores), np.array(wanted, float)) / SCORE
    found = pull @ rows
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
