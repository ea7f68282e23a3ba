"""The words that a new site begins with and that the public pages say around what is written, in each language (texts/*.toml)."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from utblick.accounts.models import Municipality

FOLDER = Path(__file__).parent / "words"
SECTIONS = ("visit", "live", "business", "work")


@cache
def words(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text())


def of(municipality: Municipality, language: str) -> dict[str, str]:
    """What a start page says."""
    return _filled(words(language)["start"], municipality)


def sections(municipality: Municipality, language: str) -> Iterator[tuple[str, dict[str, str]]]:
    """In the order of the menu: the name, and what the section says."""
    for name in SECTIONS:
        yield name, _filled(words(language)[name], municipality)


def _filled(told: dict[str, str], municipality: Municipality) -> dict[str, str]:
    return {key: text.replace("{municipality}", municipality.name) for key, text in told.items()}
