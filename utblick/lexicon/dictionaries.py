"""Folkets lexikon as the package svlang carries it: a Swedish word, a tab, its English translations between commas."""

from collections.abc import Iterator
from pathlib import Path

from .vocabulary import UnreadableVocabulary


def labels(path: Path) -> Iterator[dict[str, str]]:
    """A row for each translation. Beginnings and endings of words are left out. Raises UnreadableVocabulary."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise UnreadableVocabulary(f"{path.name} is not a text in UTF-8.") from error
    for number, line in enumerate(lines):
        word, _, told = line.partition("\t")
        if word.startswith(("#", "-")) or word.endswith("-"):
            continue
        for place, translation in enumerate(filter(None, (one.strip() for one in told.split(",")))):
            yield {"id": f"{number}.{place}", "sv": word, "en": translation}
