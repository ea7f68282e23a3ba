"""Official concepts near a text."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from .composing import Floats, carries_meaning
from .matching import directed
from .offering import OWN, Offer, meant
from .relating import Related
from .stopwords import COMMONPLACE, GRAMMAR
from .texts import Concept, Text
from .tokens import words

if TYPE_CHECKING:
    from .reading import Engine

_LOOKED_AT = 80
_TOO_ALIKE = 0.9
# What the text speaks of in part only must be nearer; where few are near, whoever is to choose is shown some of it anyhow.
_LEAST, _LEAST_IN_PART, _FEWEST, _LEAST_OF_FEW = 0.45, 0.6, 5, 0.4
# What the text does not say must be nearer still to be sure.
_SURE = 0.8
_NEAR = 0.6
_UNMET = 0.25
# A label that ends with what is said is another kind of it: kulturskola for a goal on school.
_ANOTHER_KIND = 0.2
_NAMED = 0.1
# So many letters before what is said are a word of their own: a högskola is no skola.
_OF_ITS_OWN = 3
_AND = " och "
# Lists made for municipal work and for public policy speak before those made for libraries and buyers.
_SPEAKS_FIRST = {OWN: 0.1, "eurovoc_top3": 0.05}
# Whose, how much, how far and in what manner: no subjects, and some are one in another sense (vår is a season, nära care).
_MANNER = frozenset(
    "vår våra vårt egen egna eget lång långa långt längre längst nära närmare hit dit plats hög höga högt högre stor stora "  # noqa: SIM905
    "stort större rik rika rikt snabb snabba snabbt snabbare enkel enkla enkelt enklare ett två tre fyra fem sex sju åtta nio "
    "tio tillsammans varje färre mindre bra bäst lika samma tidig tidiga tidigt tydlig tydliga tydligt rätt viktig viktiga "
    "viktigt".split()
)


class _Worth(NamedTuple):
    """`is_whole` tells whether the text speaks of every part."""

    much: float
    is_whole: bool


class Concepts:
    """The offered concepts as directions of the joint space, the familiar ones first."""

    def __init__(self, engine: "Engine") -> None:
        self._engine, self._offers = engine, engine.model.offers
        self._rows = engine.model.directions
        self._familiar: Floats = self._rows[: sum(offer.familiar for offer in self._offers)].astype(np.float32)
        self._own = [place for place, offer in enumerate(self._offers) if offer.scheme == OWN]
        self._own_rows = self._rows[self._own].astype(np.float32)
        self._rare: dict[str, list[int]] = {}
        for place in range(len(self._familiar), len(self._offers)):
            self._rare.setdefault(self._offers[place].stems.partition(" ")[0], []).append(place)
        self._place = {offer.key: place for place, offer in enumerate(self._offers)}
        self._related = Related(self._offers)

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
        """The concepts near a text or named in it, of whose every part the text speaks; of some a part is enough, where few
        others are near."""
        likely = self._likely(text)
        worth = self._worth(text, likely)

        def least(place: int, chosen: int) -> float:
            return _LEAST if worth[place].is_whole else _LEAST_OF_FEW if chosen < _FEWEST else _LEAST_IN_PART

        return [self._concept(place, likely[place]) for place in self._chosen(worth, least, n)]

    def sure(self, text: Text, n: int) -> list[Concept]:
        """The concepts that a text says, or surely means."""
        likely = self._likely(text)
        worth, named = self._worth(text, likely), self._said(text)
        said = set(self._engine.stems(telling(text), text.lang))

        def least(place: int, _chosen: int) -> float:
            offer = self._offers[place]
            is_meant = offer.scheme == OWN and worth[place].is_whole and not said.isdisjoint(offer.parts.split())
            return _LEAST if is_meant or named.issuperset(offer.stems.split()) else _SURE

        return [self._concept(place, likely[place]) for place in self._chosen(worth, least, n)]

    def _chosen(self, worth: dict[int, "_Worth"], least: Callable[[int, int], float], n: int) -> list[int]:
        """The worthiest, each a little different from those before it. `least`: what a place must be worth, with so many chosen."""
        chosen: list[int] = []
        for place in sorted(worth, key=lambda place: (-worth[place].much, place)):
            is_worth = worth[place].much >= least(place, len(chosen))
            if is_worth and len(chosen) < n and not self._alike(place, chosen):
                chosen.append(place)
        return chosen

    def beside(self, text: Text, known: Iterable[str], n: int) -> list[Concept]:
        """What the text names by another word, and what belongs with that and with these concepts: with most of it first."""
        places = [self._place[key] for key in known if key in self._place]
        direction = self._engine.directions([text])[0]
        chosen: list[int] = []
        for some in self._rounds(text, places):
            likely = {place: float(self._row(place) @ direction) for place in some}
            for place in sorted(some, key=lambda place: (-some[place], -likely[place], place)):
                if len(chosen) < n and not self._alike(place, [*places, *chosen]):
                    chosen.append(place)
        return [self._concept(place, float(self._row(place) @ direction)) for place in chosen]

    def _rounds(self, text: Text, known: Sequence[int]) -> Iterator[Counter[int]]:
        """The nearest first: what the text names, what belongs with that; then the same of the parts of its compounds."""
        met = set(known)
        swedish = text.lang == "sv"
        for told in (words(text.text), self._engine.stems(telling(text), "sv")):
            named = self._related.named(told) if swedish else set()
            yield Counter(named - met)
            met |= named
            beside = self._related.beside(met)
            yield beside
            met |= beside.keys()

    def _likely(self, text: Text) -> dict[int, float]:
        """Those that a text may be about, with their likeness to it: the nearest, the glossary, and what it names."""
        direction = self._engine.directions([text])[0]
        likeness = self._familiar @ direction
        likely = {place: float(likeness[place]) for place in _best(likeness, _LOOKED_AT).tolist()}
        likely |= zip(self._own, (self._own_rows @ direction).tolist(), strict=True)
        return likely | {place: float(self._row(place) @ direction) for place in self._named(text)}

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

    def _met(self, text: Text, places: Iterable[int]) -> dict[str, bool]:
        """Of each part of these concepts whether the text speaks of it: says it, or has a word near it of which it is no kind."""
        parts = list(dict.fromkeys(part for place in places for part in self._parts(place)))
        told = telling(text)
        said = list(dict.fromkeys(words(told)))
        near = self._vectors(parts, "sv") @ self._vectors(said, text.lang).T >= _NEAR
        swedish = text.lang == "sv"
        spoken = set(self._engine.stems(told, "sv")) if swedish else set()
        stems = [self._engine.stems(word, "sv") if swedish else [] for word in said]
        return {
            part: part in spoken or any(not _is_kind(part, stems[at]) for at in np.flatnonzero(row))
            for part, row in zip(parts, near, strict=True)
        }

    def _worth(self, text: Text, likely: dict[int, float]) -> dict[int, "_Worth"]:
        """Likeness; more for a concept that the text names, less for each part that it does not speak of. A part that is
        commonplace counts neither way. Only what was chosen for municipal work, and two subjects under one name, are worth
        anything in part."""
        met, named = self._met(text, likely), self._said(text)
        commonplace = set(self._engine.stems(text.text, "sv")) if text.lang == "sv" else set()
        found: dict[int, _Worth] = {}
        for place, one in likely.items():
            offer = self._offers[place]
            spoken = [met[part] for part in self._parts(place) if met[part] or part not in commonplace] or [False]
            if all(spoken) or offer.scheme == OWN or (any(spoken) and _AND in offer.sv):
                found[place] = _Worth(one + _bonus(offer, named) - _lack(offer, spoken), all(spoken))
        return found

    def _parts(self, place: int) -> list[str]:
        return self._offers[place].parts.split()

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
    empty = COMMONPLACE.get(text.lang, frozenset()) | (_MANNER if text.lang == "sv" else frozenset())
    return " ".join([word for word in found if word not in empty] or found)


def _bonus(offer: Offer, said: set[str]) -> float:
    return _SPEAKS_FIRST.get(offer.scheme, 0.0) + _NAMED * said.issuperset(offer.stems.split())


def _is_kind(part: str, stems: Sequence[str]) -> bool:
    """Whether a part that stands uncut ends with a word said: it is near that word for its spelling, and says more."""
    return any(part.endswith(stem) and len(part) - len(stem) >= _OF_ITS_OWN <= len(stem) for stem in stems)


def _lack(offer: Offer, spoken: Sequence[bool]) -> float:
    """What a concept loses by the parts that the text does not speak of; most where they tell what kind of a thing it is."""
    if all(spoken):
        return 0.0
    is_kind = spoken[-1] and not GRAMMAR["sv"].intersection(words(offer.sv))
    return _UNMET * (1 - sum(spoken) / len(spoken)) + _ANOTHER_KIND * is_kind


def _best(likeness: Floats, n: int) -> npt.NDArray[np.int64]:
    """The places of the n greatest, greatest first; among equals the first."""
    if n >= len(likeness):
        return np.argsort(-likeness, kind="stable")
    some = np.sort(np.argpartition(-likeness, n)[:n])
    return some[np.argsort(-likeness[some], kind="stable")]
