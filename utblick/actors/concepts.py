"""Official concepts that carry an actor's own words across languages."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from utblick import lexicon

MOST = 10


def propose(text: str) -> list[dict[str, Any]]:
    """The official concepts that a text is about, the nearest first; none for an empty text."""
    if not text.strip():
        return []
    near = lexicon.engine().propose(text, lexicon.language_of(text), MOST)
    return [_values(one) for one in near]


def known(ids: Iterable[str]) -> list[dict[str, Any]]:
    """The concepts with these ids; an id that no vocabulary knows is left out."""
    return [_values(one) for one in lexicon.engine().concepts(ids)]


def _values(concept: lexicon.Concept) -> dict[str, Any]:
    return {"id": concept.id, "scheme": concept.scheme, "sv": concept.label_sv, "en": concept.label_en}


def label(concept: dict[str, Any]) -> str:
    """The concept's name in the reader's language."""
    language = (get_language() or "sv").split("-")[0]
    return str(concept.get(language) or concept.get("en") or concept.get("sv") or concept["id"])
