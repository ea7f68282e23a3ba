"""What is typed, as what the index holds."""

from utblick import lexicon
from utblick.lexicon import tokens

MOST_WORDS = 12
SHORTEST = 3
"""What has fewer letters is no deed: to take it for one would find anything."""

type Form = tuple[str, ...]
"""One way in which a word may stand: a stem, or several that all must stand there."""

type Terms = list[list[Form]]
"""Per word of the query, the ways in which it may stand."""


def terms(query: str, language: str, *, in_all_languages: bool = False, in_parts: bool = False) -> Terms:
    """Each word by its stem in the reader's language, by its stem in English, and as it was typed.

    If asked for, also by its stems in the other languages and as what answers to it there; and, with `in_parts`, a compound as
    its parts, and what is done as the doing of it.
    """
    engine, found = lexicon.engine(), []
    for word in tokens.words(query)[:MOST_WORDS]:
        whole, *parts = engine.stems(word, language) or [word]
        forms: list[Form] = [(whole,), *((stem,) for stem in engine.stems(word, "en")[:1]), (word,)]
        if in_all_languages:
            forms += [(stem,) for other in tokens.LANGUAGES for stem in engine.stems(word, other)[:1]]
            forms += engine.translations(word, language)
        if in_parts:
            compound = [tuple(parts)] if len(parts) > 1 else []
            forms += [*compound, *(_kin(known, language) for known in [(word,), (whole,), *compound])]
        found.append(_clean(forms))
    return [forms for forms in found if forms]


def _kin(form: Form, language: str) -> Form:
    """The doing for what is done and the other way about: övning for öva. Empty where the last stem is neither."""
    *before, last = form
    if language != "sv" or len(last) < SHORTEST:
        return ()
    if last.endswith("ning") and len(last) > len("ning") + 1:
        kin = f"{last.removesuffix('ning')}a"
    elif last.endswith("a"):
        kin = f"{last.removesuffix('a')}ning"
    else:
        return ()
    return (*before, *lexicon.engine().stems(kin, language)[:1])


def _clean(forms: list[Form]) -> list[Form]:
    """Each once, and nothing that a database could read as its own syntax."""
    return [form for form in dict.fromkeys(forms) if form and all(stem.isalnum() for stem in form)]
