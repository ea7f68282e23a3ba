"""What readers of newsletters meet, in their own language: the mails, the pages, the feed and the calendar. One file a language."""

import tomllib
from functools import cache
from pathlib import Path

from utblick.partners.documents import guests
from utblick.tenancy import scope

HERE = Path(__file__).parent


@cache
def words(language: str) -> dict[str, str]:
    """With the words that all forms for guests share."""
    return {**guests.words(language), **tomllib.loads((HERE / f"{language}.toml").read_text("utf-8"))}


def filled(language: str, **facts: object) -> dict[str, str]:
    """With the municipality's name, and these facts, in their places."""
    told = {"municipality": scope.municipality(), **facts}
    said = words(language)
    for name, value in told.items():
        said = {key: text.replace(f"{{{name}}}", str(value)) for key, text in said.items()}
    return said
