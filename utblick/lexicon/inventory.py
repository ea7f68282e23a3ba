"""Which vocabularies an installation learns from: those that come along, and those that were added (adding.py)."""

import os
from pathlib import Path

from . import vocabulary


def folder() -> Path:
    """Where the installation's own vocabularies lie: `vocabularies/` in its data folder."""
    return Path(os.environ.get("UTBLICK_DATA") or Path(__file__).parents[2] / "data") / "vocabularies"


def in_use() -> list[Path]:
    return [*vocabulary.shipped(), *sorted(folder().glob("lex_*.tsv.gz"))]
