"""Official concepts and keywords that carry a goal or a priority across languages."""

import re
from collections.abc import Iterable
from typing import Any

from utblick import lexicon
from utblick.goals.models import Goal, Wanted

MOST = 10
# With fewer concepts than this to choose among, the text's own words are offered beside them.
FEW = 5
# Where a text says fewer, what belongs with them is offered too.
ENOUGH = 7
# Without a person's choice only what is near is given, and little of it: a wrong concept brings wrong matches.
GIVEN = 3
NEAR = 0.75
OWN_WORDS = 6
# Of each part of a text so many, and only what is surely near: it has few words.
BETWEEN = re.compile(r"(?<=[.;:!?])\s+|\n+|,\s+(?:samt |och |and )?|\s(?:samt)\s")
EACH, NEAR_PART, LITTLE, FEWEST_WORDS, MOST_PARTS = 3, 0.65, 3, 3, 12


def propose(text: str) -> list[dict[str, Any]]:
    """The official concepts that a text is about, the nearest first, then what belongs with them; none for an empty text.

    A text that wants several things at once lies near to none of them: each of its parts is asked about too.
    """
    if not text.strip():
        return []
    found, parts = _nearest(text), parts_of(text)
    if len(parts) > 1:
        surely = [one for part in parts for one in _nearest(part)[:EACH] if one.similarity >= NEAR_PART]
        found = list({one.id: one for one in sorted([*found, *surely], key=lambda one: -one.similarity)}.values())
    engine, lang = lexicon.engine(), lexicon.language_of(text, "sv")
    found += engine.beside(text, lang, [one.id for one in found], max(ENOUGH - len(found), 0))
    if len(found) < FEW:
        found += engine.propose(text, lang, FEW)
    return [_values(one) for one in {one.id: one for one in found}.values()][:MOST]


def known(ids: Iterable[str]) -> list[dict[str, Any]]:
    """The concepts with these ids; an id that no vocabulary knows is left out."""
    return [_values(one) for one in lexicon.engine().concepts(ids)]


def parts_of(text: str) -> list[str]:
    """Its sentences, and what commas part in them; what is too short to be told by itself stays with what stands before it."""
    parts = list[str]()
    for part in BETWEEN.split(text):
        if parts and sum(len(word) > LITTLE for word in part.split()) < FEWEST_WORDS:
            parts[-1] += f" {part}"
        elif part.strip():
            parts.append(part)
    return parts[:MOST_PARTS]


def give(wanted: Wanted, text: str) -> None:
    """Give it the nearest concepts of its words, at least one; where there is none, its own words that say most: never bare.

    A person chooses among all proposals.
    """
    found = _nearest(text)
    if not found:
        wanted.keywords = own_words(text)
    wanted.concepts = [_values(one) for one in found[:GIVEN] if one.similarity >= NEAR] or [
        _values(c) for c in found[:1]
    ]


def own_words(text: str) -> list[str]:
    """Its own words that say most; of the shortest only what is written in capitals, as AI: the others say next to nothing."""
    if not text.strip():
        return []
    said = set(re.findall(r"\w+", text))
    found = lexicon.engine().content_words(text, lexicon.language_of(text, "sv"), 2 * OWN_WORDS)
    return [word for word in found if len(word) > LITTLE or word.upper() in said][:OWN_WORDS]


def words_beside(wanted: Wanted, proposed: list[dict[str, Any]], text: str) -> list[str]:
    """The own words of a text to which few concepts are near, to tick beside these; not what is said already."""
    known = {concept["id"]: concept for concept in [*wanted.concepts, *proposed]}.values()
    if len(known) >= FEW:
        return []
    engine = lexicon.engine()
    said = {
        stem
        for label in [*wanted.keywords, *(str(one.get("sv")) for one in known)]
        for stem in engine.stems(label, "sv")
    }
    return [word for word in own_words(text) if engine.stems(word, "sv")[0] not in said]


def choices(goal: Goal) -> list[dict[str, Any]]:
    """What the goal has, then what more its words propose."""
    known = {concept["id"]: concept for concept in [*goal.concepts, *propose(text_of(goal))]}
    return list(known.values())


def offered(goal: Goal) -> tuple[list[dict[str, Any]], list[str]]:
    """The concepts to choose among; and where they are few, its own words that say most."""
    found = choices(goal)
    return found, words_beside(goal, found, text_of(goal))


def text_of(goal: Goal) -> str:
    return " ".join([goal.text, *goal.actions])


def _nearest(text: str) -> list[lexicon.Concept]:
    return lexicon.engine().sure(text, lexicon.language_of(text, "sv"), MOST) if text.strip() else []


def _values(concept: lexicon.Concept) -> dict[str, Any]:
    return {"id": concept.id, "scheme": concept.scheme, "sv": concept.label_sv, "en": concept.label_en}


def label(concept: dict[str, Any], language: str) -> str:
    """The concept's name in the reader's language."""
    return str(concept.get(language) or concept.get("en") or concept.get("sv") or concept["id"])
