"""The languages of the public pages. They stand in the address, so that each has a place of its own that can be linked to."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import register_converter

OWN_NAMES = {"sv": "Svenska", "en": "English"}
TERRITORIES = {"sv": "sv_SE", "en": "en_GB"}
CODES = tuple(code for code, _name in settings.TOOL_LANGUAGES)
ORIGINAL = "sv"
"""What the municipality writes in; the other languages have a text of their own where somebody has written one."""


ABROAD = "en"


def nearest(language: str) -> str:
    """The language in which these pages can be read by who reads that one."""
    return language if language in CODES else ABROAD


class LanguageConverter:
    regex = "|".join(CODES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "language")


@dataclass(frozen=True, slots=True)
class Words:
    """A text for the reader. `lang` is empty where it is in the page's own language, else the language it is in."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def in_language(language: str, original: str, english: str = "") -> Words:
    """The text in this language, or the Swedish original where there is none."""
    if language == ORIGINAL:
        return Words(original)
    return Words(english) if english else Words(original, ORIGINAL)
