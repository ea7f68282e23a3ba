"""Official concepts near a text, and reference texts made of official labels."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .composing import Floats
from .texts import Concept, Features, Text
from .vocabulary import Entry, ancestors

if TYPE_CHECKING:
    from .engine import Engine

_LOOKED_AT = 60
_TOO_ALIKE = 0.8
_REFERENCES = 2000
_LABELS_A_TEXT = 12


class Concepts:
    """All concepts of the vocabularies as directions of the joint space."""

    def __init__(self, engine: "Engine") -> None:
        self._entries = [e for e in engine.model.entries if "sv" in e.labels or "en" in e.labels]
        both = [self._directions(engine, lang) for lang in ("sv", "en")]
        total = both[0] + both[1]
        lengths = np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-6)
        self._rows: Floats = np.asarray(total / lengths, np.float32)

    def _directions(self, engine: "Engine", lang: str) -> Floats:
        return engine.features([Text(entry.labels.get(lang, ""), lang) for entry in self._entries]).joint

    def nearest(self, direction: Floats, n: int) -> list[Concept]:
        likeness = self._rows @ direction
        return [self._concept(place, likeness) for place in _best(likeness, n)]

    def propose(self, direction: Floats, n: int) -> list[Concept]:
        likeness = self._rows @ direction
        chosen: list[int] = []
        for place in _best(likeness, _LOOKED_AT + n):
            if len(chosen) < n and not any(self._rows[place] @ self._rows[other] > _TOO_ALIKE for other in chosen):
                chosen.append(int(place))
        return [self._concept(place, likeness) for place in chosen]

    def _concept(self, place: int, likeness: Floats) -> Concept:
        entry = self._entries[place]
        sv, en = entry.labels.get("sv", ""), entry.labels.get("en", "")
        return Concept(entry.key, entry.scheme, sv or en, en or sv, float(likeness[place]))


def _best(likeness: Floats, n: int) -> npt.NDArray[np.int64]:
    """The places of the n greatest, greatest first; among equals the first."""
    if n >= len(likeness):
        return np.argsort(-likeness, kind="stable")
    some = np.sort(np.argpartition(-likeness, n)[:n])
    return some[np.argsort(-likeness[some], kind="stable")]


def references(engine: "Engine") -> Features:
    """About two thousand texts of related English labels: each a concept with its neighbours in its vocabulary."""
    groups: dict[str, list[str]] = {}
    for number, entry in enumerate(engine.model.entries):
        if "en" in entry.labels:
            groups.setdefault(_group(entry, number), []).append(entry.labels["en"])
    texts = [". ".join(labels[:_LABELS_A_TEXT]) for _, labels in sorted(groups.items())]
    step = max(1, len(texts) // _REFERENCES)
    return engine.features([Text(text, "en") for text in texts[::step][:_REFERENCES]])


def _group(entry: Entry, number: int) -> str:
    broader = ancestors(entry)
    return f"{entry.scheme}:{broader[0]}" if broader else f"{entry.scheme}:~{number // _LABELS_A_TEXT:06d}"
