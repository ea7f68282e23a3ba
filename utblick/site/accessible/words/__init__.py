"""What the statement and the form say, in the reader's language. One file a language."""

import tomllib
from functools import cache
from pathlib import Path

from utblick.partners.documents import guests

HERE = Path(__file__).parent


@cache
def words(language: str) -> dict[str, str]:
    """With the words that all forms for guests share."""
    return {**guests.words(language), **tomllib.loads((HERE / f"{language}.toml").read_text("utf-8"))}
