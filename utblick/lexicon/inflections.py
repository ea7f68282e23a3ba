"""Swedish forms that Snowball's stemmer keeps apart from their dictionary form: skolan, projektet, vattnet, mötena, städer.

A form is led back only to what the vocabularies know, or to a compound that ends with a word that they know.
"""

from collections.abc import Iterator

from .compounds import Splitter

_SHORTEST = 4
# An ending and what stands in its place in the dictionary form; of those that fit the first that gives a known word.
_FORMS = (
    *(("mmet", "m"), ("mmen", "m"), ("eet", "eum"), ("eer", "eum"), ("eerna", "eum"), ("ret", "er"), ("et", "")),
    *(("net", "en"), ("ena", "e"), ("an", "a"), ("bart", "bar"), ("bara", "bar")),
)
# Whose vowel changes: sure without knowing the word.
_CHANGED = {"länder": "land", "städer": "stad", "bränder": "brand", "stränder": "strand"}
_OWNED = ("ets", "ans", "enas")
# Words of their own that only look like such a form.
_OTHERS = frozenset(
    "american annan australian balkan ballet banan bomban butan diskret fasan finans hemman herman hälsena internet isdans "  # noqa: SIM905
    "kabinett lakan magnet mangan market median medan metan multiplan nedan offset planet propan resistans roman sedan socket "
    "sorbet ticket undan urban".split()
)


def dictionary_form(word: str, splitter: Splitter) -> str:
    """The word itself where nothing is known that it may be a form of."""
    if word in _OTHERS:
        return word
    for plural, single in _CHANGED.items():
        if word.removesuffix("na").endswith(plural):
            return word.removesuffix("na").removesuffix(plural) + single
    bare = word.removesuffix("s") if word.endswith(_OWNED) else word
    return next((base for base in _bases(bare) if splitter.knows(base) or _is_compound(base, splitter)), word)


def _bases(word: str) -> Iterator[str]:
    for ending, other in _FORMS:
        if word.endswith(ending) and len(word) - len(ending) + len(other) >= _SHORTEST:
            yield word[: -len(ending)] + other


def _is_compound(base: str, splitter: Splitter) -> bool:
    """By a long last part: spelandet is no compound of and, the bird."""
    parts = splitter.parts(base)
    return bool(parts) and len(parts[-1]) >= _SHORTEST and base.endswith(parts[-1])
