"""What an idea is about, as words of every language with their weights, and which of its own words each of them came from."""

from collections.abc import Sequence
from dataclasses import dataclass

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
# What an idea says of itself: that it is a plan, an application, together with somebody. It names no subject to meet in.
_FRAME = {
    "sv": """
        ansökan ansöka ansöker tillsammans plan planen planer planera projekt projektet samarbete samarbeta partner
        lokal lokala lokalt gemensam gemensamt gemensamma kommun kommunen kommuner söker vill
    """,
    "en": """
        application apply together plan plans planning project projects cooperation cooperate partner partners local
        joint common municipality municipalities seek looking want
    """,
}
FRAME = {lang: frozenset(words.split()) for lang, words in _FRAME.items()}


@dataclass(frozen=True, slots=True)
class Theme:
    """`weights`: word of the index → weight; `origin`: the same word → the idea's own word."""

    profile: lexicon.Profile
    weights: dict[str, float]
    origin: dict[str, str]


def theme(text: str, lang: str) -> Theme:
    engine, shown = lexicon.engine(), text[:LONGEST]
    profile = engine.profile(shown, lang)
    said = engine.said(profile)
    rows = engine.translator.rows(said, ())[:-1]
    units = engine.model.units
    weights: dict[str, float] = {}
    origin: dict[str, str] = {}
    strongest: dict[str, float] = {}
    lines = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    for line, place, weight in zip(lines.tolist(), rows.indices.tolist(), rows.data.tolist(), strict=True):
        if place < len(units):
            word = units[place]
            weights[word] = weights.get(word, 0.0) + weight
            if weight > strongest.get(word, 0.0):
                strongest[word], origin[word] = weight, said[line].word
    _add_own(shown, lang, weights, origin)
    kept = sorted(weights, key=lambda word: (-weights[word], word))[:MOST]
    return Theme(profile, {word: weights[word] for word in kept}, {word: origin[word] for word in kept})


def _add_own(text: str, lang: str, weights: dict[str, float], origin: dict[str, str]) -> None:
    """The words as they stand, in the idea's language and as if they were English: names are the same everywhere."""
    stems = Stems()
    for word in dict.fromkeys(tokens.words(text)):
        if carries_meaning(word, lang):
            for stem in sorted(stems.of(word, lang) | stems.of(word, "en")):
                weights.setdefault(stem, STRANGE / 2)
                origin.setdefault(stem, word)


def met(theme: Theme, text: str, lang: str, most: int = 4) -> list[tuple[str, str]]:
    """Pairs of the idea's own word and the text's, those that say most first; each own word once."""
    lang_of_idea = theme.profile.lang
    stems, common = Stems(), COMMONPLACE.get(lang_of_idea, frozenset()) | FRAME.get(lang_of_idea, frozenset())
    found: dict[str, tuple[float, str]] = {}
    for word in dict.fromkeys(tokens.words(text)):
        for stem in stems.of(word, lang):
            own, weight = theme.origin.get(stem), theme.weights.get(stem, 0.0)
            if own and own not in common and weight > found.get(own, (0.0, ""))[0]:
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
