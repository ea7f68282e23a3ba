"""What an idea is about, as words of every language with their weights, and which of its own words each of them came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from utblick import lexicon
from utblick.finder.index import Stems
from utblick.lexicon import matching, tokens
from utblick.lexicon.composing import carries_meaning
from utblick.lexicon.stopwords import COMMONPLACE

# So many of the words that say most are looked for.
MOST = 90
LONGEST = 3_000
# What a word counts that no vocabulary knows: a name, a new technique.
STRANGE = 0.03
# What an idea says of itself: that it is a plan, an application, together with somebody, small or large. It names no subject to
# meet in: who is found by such words alone comes without a reason.
_FRAME = {
    "sv": """
        ansökan ansöka ansöker tillsammans plan planen planer planera projekt projektet samarbete samarbeta partner
        lokal lokala lokalt gemensam gemensamt gemensamma kommun kommunen kommuner söka söker vill
        liten litet små stor stort stora
    """,
    "en": """
        application apply together plan plans planning project projects cooperation cooperate partner partners local
        joint common municipality municipalities seek looking want new small large
    """,
}

# Names stand in English within ideas of all languages, "Coastal and Rural Towns Network", and a Swedish "and" is a duck.
_IN_NAMES = "and of the"


@dataclass(frozen=True, slots=True)
class Theme:
    """`weights`: word of the index → weight; `origin`: the same word → the idea's own word."""

    profile: lexicon.Profile
    weights: dict[str, float]
    origin: dict[str, str]


def theme(text: str, lang: str) -> Theme:
    engine, shown, stems = lexicon.engine(), text[:LONGEST], Stems()
    profile = engine.profile(shown, lang)
    said = engine.said(profile)
    rows = engine.translator.rows(said, ())[:-1]
    units = engine.model.units
    weights: dict[str, float] = {}
    origin: dict[str, str] = {}
    strongest: dict[str, float] = {}
    lines = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    for line, place, weight in zip(lines.tolist(), rows.indices.tolist(), rows.data.tolist(), strict=True):
        if place < len(units) and _names_a_subject(said[line].word, lang, stems):
            word = units[place]
            weights[word] = weights.get(word, 0.0) + weight
            if weight > strongest.get(word, 0.0):
                strongest[word], origin[word] = weight, said[line].word
    _add_own(shown, lang, stems, weights, origin)
    kept = sorted(weights, key=lambda word: (-weights[word], word))[:MOST]
    return Theme(profile, {word: weights[word] for word in kept}, {word: origin[word] for word in kept})


@lru_cache(maxsize=16)
def _common(lang: str) -> frozenset[str]:
    return frozenset(Stems().of(f"{_IN_NAMES} {_FRAME.get(lang, '')} {' '.join(COMMONPLACE.get(lang, ()))}", lang))


def _names_a_subject(word: str, lang: str, stems: Stems) -> bool:
    return not stems.of(word, lang) <= _common(lang)


def _add_own(text: str, lang: str, stems: Stems, weights: dict[str, float], origin: dict[str, str]) -> None:
    """The words as they stand, in the idea's language and as if they were English: names are the same everywhere."""
    for word in dict.fromkeys(tokens.words(text)):
        if carries_meaning(word, lang) and _names_a_subject(word, lang, stems):
            for stem in sorted(stems.of(word, lang) | stems.of(word, "en")):
                weights.setdefault(stem, STRANGE / 2)
                origin.setdefault(stem, word)


def met(theme: Theme, text: str, lang: str, stems: Stems, most: int = 4) -> list[tuple[str, str]]:
    """Pairs of the idea's own word and the text's, those that say most first; each own word once."""
    found: dict[str, tuple[float, str]] = {}
    for word in dict.fromkeys(tokens.words(text)):
        for stem in stems.of(word, lang):
            own, weight = theme.origin.get(stem), theme.weights.get(stem, 0.0)
            if own and weight > found.get(own, (0.0, ""))[0]:
                found[own] = (weight, word)
    best = sorted(found.items(), key=lambda pair: (-pair[1][0], pair[0]))[:most]
    return [(own, theirs) for own, (_weight, theirs) in best]


def nearness(theme: Theme, texts: Sequence[lexicon.Text]) -> list[float]:
    """How near each text lies to the idea, as the engine of meaning reckons; 0 and below is nothing in common."""
    if not texts:
        return []
    engine = lexicon.engine()
    scores: list[float] = matching.scores(engine.profiles([theme.profile]), engine.features(texts))[:, 0].tolist()
    return scores
