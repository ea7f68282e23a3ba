"""Words to units: the stem of a word and the stems of its parts, each marked with its language."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from .compounds import JOINING, Splitter
from .inflections import dictionary_form
from .tokens import stemmer, words
from .vocabulary import Entry

PART = 0.7
_READ_AS = {"nb": "da", "nn": "da", "no": "da"}
_REMEMBERED = 400_000


def spoken_as(lang: str) -> str:
    """The language whose vocabulary a text is read with: no official vocabulary here speaks Norwegian, so Danish serves."""
    return _READ_AS.get(lang, lang)


def splitters(entries: Iterable[Entry]) -> dict[str, Splitter]:
    """One for each language that joins words, learnt from the labels."""
    spoken: dict[str, list[str]] = {lang: [] for lang in JOINING}
    for entry in entries:
        for lang, label in entry.labels.items():
            if lang in spoken:
                spoken[lang] += words(label)
    return {lang: Splitter(lang, found) for lang, found in sorted(spoken.items())}


class Cutter:
    """Cuts words with what the vocabularies know of each language's compounds; a language's splitter comes at first need."""

    def __init__(self, splitter: Callable[[str], Splitter]) -> None:
        self._splitter = lru_cache(maxsize=None)(splitter)
        self._stems: dict[tuple[str, str], list[str]] = {}

    def cut(self, word: str, lang: str) -> list[tuple[str, float]]:
        """The units of one word, the whole first; a part weighs less than a whole."""
        whole, *parts = self._stems_of(word, lang)
        return [(f"{lang}:{whole}", 1.0)] + [(f"{lang}:{part}", PART) for part in parts]

    def stems(self, text: str, lang: str) -> list[str]:
        """Every stem of a text in reading order, a compound followed by its parts: what a search index holds."""
        known, lang, found = self._stems, spoken_as(lang), []
        for word in words(text):
            found += known.get((lang, word)) or self._stems_of(word, lang)
        return found

    def _stems_of(self, word: str, lang: str) -> list[str]:
        key = (lang, word)
        found = self._stems.get(key)
        if found is None:
            stem = stemmer(lang).stemWord
            form = dictionary_form(word, self._splitter(lang)) if lang == "sv" else word
            found = list(dict.fromkeys([stem(form), *(stem(part) for part in self._parts(form, lang))]))
            if len(self._stems) >= _REMEMBERED:
                self._stems.clear()
            self._stems[key] = found
        return found

    def _parts(self, word: str, lang: str) -> list[str]:
        return self._splitter(lang).parts(word) if lang in JOINING else []
