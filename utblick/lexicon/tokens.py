"""Text to words to stems: the same cutting for a label, a goal, a call and a search query."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

LANGUAGES = ("sv", "en", "da", "nb", "fi", "de", "fr")

_SNOWBALL = {
    "sv": "swedish",
    "en": "english",
    "da": "danish",
    "nb": "norwegian",
    "fi": "finnish",
    "de": "german",
    "fr": "french",
    "nl": "dutch",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "hu": "hungarian",
    "ro": "romanian",
    "et": "estonian",
    "lt": "lithuanian",
}
# Norwegian has three codes.
STEMMED = frozenset({*_SNOWBALL, "nn", "no"})
_WORD = re.compile(r"[^\W_]+")
# Plain letters need no expression: small letters and digits stay, capitals become small, the rest separates.
_PLAIN = "".join(sign.lower() if sign.isalnum() else " " for sign in map(chr, range(128)))
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@lru_cache(maxsize=32)
def stemmer(lang: str) -> Stemmer.Stemmer:
    """The Snowball stemmer of a language; for a language without one, the English."""
    return Stemmer.Stemmer(_SNOWBALL.get(lang, "english"), 0)


def words(text: str) -> list[str]:
    """The words of a text in lower case, composed, without soft hyphens and other invisible marks."""
    if text.isascii():
        return text.translate(_PLAIN).split()
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _WORD.findall(text.lower())


def folded(word: str) -> str:
    """A word in plain letters, so that relatives in two languages look alike: `fackförening` → `fackforening`."""
    if word.isascii():
        return word
    word = word.replace("æ", "ä").replace("ø", "ö").replace("ß", "ss").replace("œ", "oe")
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
