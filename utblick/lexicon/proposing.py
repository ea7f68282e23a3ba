"""Official concepts near a text."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .composing import Floats, carries_meaning
from .matching import directed
from .offering import Offer, meant
from .stopwords import COMMONPLACE
from .texts import Concept, Text
from .tokens import words

if TYPE_CHECKING:
    from .reading import Engine

_LOOKED_AT = 80
_TOO_ALIKE = 0.8
# Where something is near, whoever is to choose is shown some more, if need be a little less near.
_LEAST, _FEWEST, _LEAST_OF_FEW = 0.45, 5, 0.4
_NEAR = 0.6
_UNMET = 0.25
_NAMED = 0.1
# Lists made for municipal work and for public policy speak before those made for libraries and buyers.
_SPEAKS_FIRST = {"municipal": 0.1, "eurovoc_top3": 0.05}


class Concepts:
    """The offered concepts as directions of the joint space, the familiar ones first."""

    def __init__(self, engine: "Engine") -> None:
        self._engine, self._offers = engine, engine.model.offers
        self._rows = engine.model.directions
        self._familiar: Floats = self._rows[: sum(offer.familiar for offer in self._offers)].astype(np.float32)
        self._rare: dict[str, list[int]] = {}
        for place in range(len(self._familiar), len(self._offers)):
            self._rare.setdefault(self._offers[place].stems.partition(" ")[0], []).append(place)

    def nearest(self, directions: Floats, n: int) -> list[list[Concept]]:
        """For each direction the familiar concepts nearest to it."""
        found = directions @ self._familiar.T
        near: list[list[Concept]] = [[] for _ in directions]
        # The greatest, n times over: for a few of many thousands several times faster than sorting out the n greatest.
        for _ in range(min(n, len(self._familiar))):
            for row, place, concepts in zip(found, found.argmax(axis=1).tolist(), near, strict=True):
                concepts.append(self._concept(place, row[place]))
                row[place] = -np.inf
        return near

    def propose(self, text: Text, n: int) -> list[Concept]:
        """The concepts near a text or named in it. A concept with a part that the text does not speak of is put back."""
        direction = self._engine.directions([text])[0]
        likeness = self._familiar @ direction
        likely = {place: float(likeness[place]) for place in _best(likeness, _LOOKED_AT).tolist()}
        likely |= {place: float(self._row(place) @ direction) for place in self._named(text)}
        worth = self._worth(text, likely)
        chosen: list[int] = []
        for place in sorted(likely, key=lambda place: (-worth[place], place)):
            least = _LEAST_OF_FEW if 0 < len(chosen) < _FEWEST else _LEAST
            if worth[place] >= least and len(chosen) < n and not self._alike(place, chosen):
                chosen.append(place)
        return [self._concept(place, likely[place]) for place in chosen]

    def _row(self, place: int) -> Floats:
        return np.asarray(self._rows[place], np.float32)

    def _alike(self, place: int, others: list[int]) -> bool:
        return any(float(self._row(place) @ self._row(other)) > _TOO_ALIKE for other in others)

    def _named(self, text: Text) -> list[int]:
        """The rarer concepts whose words all stand in the text."""
        said = self._said(text)
        met = (place for stem in sorted(said) for place in self._rare.get(stem, ()))
        return [place for place in met if said.issuperset(self._offers[place].stems.split())]

    def _said(self, text: Text) -> set[str]:
        return set(meant(telling(text), text.lang, self._engine.cutter)) if text.lang == "sv" else set()

    def _worth(self, text: Text, likely: dict[int, float]) -> dict[int, float]:
        """Likeness; more for a concept that the text names, less for each part that no word of the text comes near."""
        stems = dict.fromkeys(part for place in likely for part in self._offers[place].parts.split())
        told = telling(text)
        said = self._vectors(list(dict.fromkeys(words(told))), text.lang)
        near = (self._vectors(list(stems), "sv") @ said.T).max(axis=1, initial=0.0) >= _NEAR
        spoken = set(self._engine.stems(told, text.lang)) if text.lang == "sv" else set()
        met = {stem: bool(close) or stem in spoken for stem, close in zip(stems, near, strict=True)}
        named = self._said(text)
        return {place: one + self._bonus(self._offers[place], met, named) for place, one in likely.items()}

    def _bonus(self, offer: Offer, met: dict[str, bool], said: set[str]) -> float:
        parts = offer.parts.split()
        unmet = 1 - sum(met[part] for part in parts) / max(len(parts), 1)
        named = said.issuperset(offer.stems.split())
        return _SPEAKS_FIRST.get(offer.scheme, 0.0) + _NAMED * named - _UNMET * unmet

    def _vectors(self, found: list[str], lang: str) -> Floats:
        """Directions of words, one a row; a word without meaning has none."""
        composer = self._engine.composer
        rows = [composer.meet(word, lang) for word in found]
        vectors = composer.vectors(np.array([row or 0 for row in rows], np.int64))
        vectors[[row is None for row in rows]] = 0.0
        return directed(vectors)

    def _concept(self, place: int, likeness: float) -> Concept:
        offer = self._offers[place]
        return Concept(offer.key, offer.scheme, offer.sv, offer.en, float(likeness))


def telling(text: Text) -> str:
    """Its words without the commonplace ones, if it has others: what is to be strengthened (stärkas) speaks of no starch."""
    found = [word for word in words(text.text) if carries_meaning(word, text.lang)]
    return " ".join([word for word in found if word not in COMMONPLACE.get(text.lang, ())] or found)


def _best(likeness: Floats, n: int) -> npt.NDArray[np.int64]:
    """The places of the n greatest, greatest first; among equals the first."""
    if n >= len(likeness):
        return np.argsort(-likeness, kind="stable")
    some = np.sort(np.argpartition(-likeness, n)[:n])
    return some[np.argsort(-likeness[some], kind="stable")]
