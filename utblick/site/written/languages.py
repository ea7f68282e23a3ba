"""The languages that pages are written in, each with its own name."""

from django.conf import settings

CODES = tuple(code for code, _name in settings.LANGUAGES)
OWN_NAMES = {"sv": "Svenska", "en": "English", "de": "Deutsch", "nb": "Norsk", "fi": "Suomi"}
TERRITORIES = {"sv": "sv_SE", "en": "en_GB", "de": "de_DE", "nb": "nb_NO", "fi": "fi_FI"}
ORIGINAL = settings.LANGUAGE_CODE
"""What is written first, and shown where a page has no translation yet."""


class PublicLanguageConverter:
    regex = "|".join(CODES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def address_of(language: str, path: str) -> str:
    """Of a page, by its path below the language."""
    return f"/{language}/{path}"


def path_of(language: str, url_path: str) -> str:
    """The address of Wagtail's own path, whose first part is the municipality's."""
    return address_of(language, url_path.split("/", 2)[2])
