"""Which language a text is written in, from its small words and its letters."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from .stopwords import GRAMMAR
from .tokens import LANGUAGES, words

_LETTERS = {
    "å": "sv da nb",
    "ä": "sv fi de",
    "ö": "sv fi de",
    "ø": "da nb",
    "æ": "da nb",
    "ß": "de",
    "ü": "de",
    "é": "fr",
    "è": "fr",
    "ç": "fr",
    "ê": "fr",
    "à": "fr",
}
_TELLING = {
    "sv": ("och", "för", "är", "från", "ett", "som", "sig"),
    "en": ("the", "and", "of", "for"),
    "da": ("og", "af", "ikke", "til", "fra", "et"),
    "nb": ("og", "av", "ikke", "til", "fra", "et"),
    "fi": ("ja", "on", "sekä"),
    "de": ("und", "der", "die", "für", "von"),
    "fr": ("et", "de", "la", "les", "des", "du"),
}
_ENDINGS = {
    "sv": ("ning", "ningar", "erna", "arna", "het", "skap", "else", "tjänster", "iska", "ande", "ering", "tion"),
    "en": ("ing", "tion", "ment", "ity", "ness", "ies", "ed", "al", "ship", "ance", "ces"),
    "da": ("ning", "else", "hed", "erne", "skab", "ydelser", "ende", "tion", "ering"),
    "nb": ("ning", "else", "het", "ene", "skap", "ende", "sjon", "ering", "tjenester"),
    "fi": ("inen", "iset", "ssa", "sta", "lla", "lle", "jen", "den", "ien", "minen", "uus", "us", "ut"),
    "de": ("ung", "ungen", "heit", "keit", "schaft", "lich", "isch", "tion", "eren", "enst", "gen"),
    "fr": ("tion", "ment", "ité", "eur", "eux", "elle", "ique", "aux", "ée", "ions", "ance"),
}  # fmt: skip
# Danish and Norwegian share most small words; these spellings tell them apart (Nynorsk counts as Norwegian).
_CUES = {
    "da": re.compile(
        r"(?:hed|heder|heden|skab|skaber|tion|tioner|tionen|bejde|bejder|ede|ejde)$|ej|øj|øg|bejd|udv|^ud|dvikl|ldre|hjæl|sprog"
        r"|^(?:af|nu|op|efter|sig|mig|fælles|børn|måde|adgang|mellem|gennemfør|bestyrelse|gennem|inden|uden|blandt|nogle|meget|hvad|herunder)$"
    ),
    "nb": re.compile(
        r"(?:het|heter|heten|skap|skaper|sjon|sjoner|sjonen|leik|beid|beide|beider)$|skj[eoøu][^rlo]|øy|øk|ei|utv|^ut|sjon|språk"
        r"|^(?:av|nå|opp|etter|seg|meg|felles|barn|måte|tilgang|mellom|gjennom|innen|uten|blant|noen|mye|hva|ikkje|eit|ein|frå"
        r"|dei|kva|meir|noko|korleis|deira|vere)$"
    ),
}
_ENOUGH = 120


def language_of(text: str, hint: str | None = None) -> str:
    """The language's code; `hint` (or English) where the text gives no reason to think otherwise."""
    found = words(text)[:_ENOUGH]
    scores = dict.fromkeys(LANGUAGES, 0.0)
    for lang, weight in chain.from_iterable(map(_speaks_for, found)):
        scores[lang] += weight
    if hint in scores:
        scores[hint] += 0.5 + 0.02 * len(found)
    best = max(scores, key=lambda lang: scores[lang])
    if best in _CUES:
        best = _told_apart(found, scores)
    return best if scores[best] > 0 else hint or "en"


def _told_apart(found: list[str], scores: dict[str, float]) -> str:
    """Danish or Norwegian; Danish where nothing tells."""
    cues = {lang: sum(bool(cue.search(word)) for word in found) for lang, cue in _CUES.items()}
    return max(_CUES, key=lambda lang: scores[lang] + cues[lang])


@lru_cache(maxsize=20_000)
def _speaks_for(word: str) -> tuple[tuple[str, float], ...]:
    return tuple(_weights(word))


def _weights(word: str) -> Iterator[tuple[str, float]]:
    """The languages that a word speaks for, and how much."""
    for lang, small in GRAMMAR.items():
        if word in small:
            yield lang, 2.0 if word in _TELLING[lang] else 1.0
    for letter in set(word) & _LETTERS.keys():
        yield from ((lang, 0.7) for lang in _LETTERS[letter].split())
    if len(word) > 5:
        yield from ((lang, 0.25) for lang, endings in _ENDINGS.items() if word.endswith(endings))
