"""What is typed, as what the index holds."""

from utblick import lexicon
from utblick.lexicon import tokens

MOST_WORDS = 12

type Form = tuple[str, ...]
"""One way in which a word may stand: a stem, or several that all must stand there."""

type Terms = list[list[Form]]
"""Per word of the query, the ways in which it may stand."""


def terms(query: str, language: str, *, in_all_languages: bool = False, in_parts: bool = False) -> Terms:
    """Each word by its stem in the reader's language, by its stem in English, and as it was typed.

    If asked for, also by its stems in the other languages and as what answers to it there, and a compound as its parts.
    """
    engine, found = lexicon.engine(), []
    for word in tokens.words(query)[:MOST_WORDS]:
        whole, *parts = engine.stems(word, language) or [word]
        forms: list[Form] = [(whole,), *((stem,) for stem in engine.stems(word, "en")[:1]), (word,)]
        if in_all_languages:
            forms += [(stem,) for other in tokens.LANGUAGES for stem in engine.stems(word, other)[:1]]
            forms += engine.translations(word, language)
        forms += [tuple(parts)] if in_parts and len(parts) > 1 else []
        found.append(_clean(forms))
    return [forms for forms in found if forms]


def _clean(forms: list[Form]) -> list[Form]:
    """Each once, and nothing that a database could read as its own syntax."""
    return [form for form in dict.fromkeys(forms) if all(stem.isalnum() for stem in form)]
