"""A single word in the other languages, as stems: for searching by words, where a mere guess would bring in anything."""

from collections import defaultdict
from collections.abc import Iterable

from .composing import Composer
from .model import Model

SURE = 0.6
"""A translation that is the word's own in most labels that have it."""
LIKELY = 0.3
"""Enough for each part of a compound, since the others must stand there too."""


def translations(model: Model, composer: Composer, word: str, lang: str) -> list[tuple[str, ...]]:
    """The stems that answer to the word in each other language; several stems must stand together.

    A compound that no list translates as a whole is translated part by part.
    """
    whole, *parts = [_by_language(model, place) for place, _weight, _unit in composer.units_of(word, lang)] or [{}]
    sure = {other: (stem,) for other, (chance, stem) in whole.items() if chance >= SURE}
    return list(dict.fromkeys([*sure.values(), *_part_by_part(parts, set(sure))]))


type Best = dict[str, tuple[float, str]]


def _by_language(model: Model, place: int) -> Best:
    """The best translation of a unit in each language, with its chance."""
    if place >= model.table.shape[0]:
        return {}
    start, end = model.table.indptr[place], model.table.indptr[place + 1]
    found: Best = {}
    for other, chance in zip(
        model.table.indices[start:end].tolist(), model.table.data[start:end].tolist(), strict=True
    ):
        language, _, stem = model.units[other].partition(":")
        found[language] = max(found.get(language, (0.0, "")), (chance, stem))
    return found


def _part_by_part(parts: list[Best], known: set[str]) -> Iterable[tuple[str, ...]]:
    if len(parts) < 2:
        return []
    stems: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        for language, (chance, stem) in part.items():
            if chance >= LIKELY and language not in known:
                stems[language].append(stem)
    return [tuple(found) for found in stems.values() if len(found) == len(parts)]
