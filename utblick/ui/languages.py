"""Languages by their code, named in the reader's language (CLDR, through Babel), and recognised by name."""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale
from django.utils.translation import get_language

# Names that lists use, for what CLDR calls otherwise.
OTHERWISE = {"norska": "nb", "norwegian": "nb", "no": "nb", "norsk": "nb", "samiska": "se", "sami": "se"}


class UnknownLanguage(ValueError):
    """A word that names no language."""


def language_names(codes: Iterable[str]) -> str:
    """One after the other; a code itself where it has no name."""
    names = Locale((get_language() or "sv").split("-")[0]).languages
    return ", ".join(names.get(code, code) for code in codes)


def language_codes(text: str) -> list[str]:
    """The codes of languages written by name or code, in Swedish, English or their own tongue. Raises UnknownLanguage."""
    words = [word.strip() for word in re.split(r"[,;/&]|\b(?:och|and|og)\b", text)]
    return list(dict.fromkeys(_code(word) for word in words if word))


def _code(word: str) -> str:
    told = word.casefold()
    found = OTHERWISE.get(told) or _codes().get(told)
    if found is None:
        raise UnknownLanguage(word)
    return found


@cache
def _codes() -> dict[str, str]:
    """Of languages with a code of two or three letters; the tongues that are asked for most speak last."""
    found: dict[str, str] = {}
    for tongue in ("fi", "da", "nb", "de", "fr", "es", "it", "pl", "en", "sv"):
        named = [(str(code), str(name)) for code, name in Locale(tongue).languages.items()]
        found |= {name.casefold(): code for code, name in named if code.isalpha() and len(code) < 4}
    return found | {code: code for code in found.values()}
