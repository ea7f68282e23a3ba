"""`utblick lexicon build`: learn from the vocabularies now, so that nothing waits for it later."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TextIO

from . import vocabulary
from .model import opened
from .reading import cache_folder


def arguments(parser: ArgumentParser) -> None:
    """The options of `lexicon build`."""
    parser.add_argument("action", choices=["build"])
    parser.add_argument("--lexicon", type=Path, nargs="+", action="extend", help="vocabularies to learn from instead")
    parser.add_argument("--cache", type=Path, help="where learnt vocabularies are kept")


def run(options: Namespace, out: TextIO) -> None:
    """Learn or find learnt, and say what there is. Raises vocabulary.UnreadableVocabulary or OSError."""
    paths = tuple(options.lexicon or vocabulary.shipped())
    cache = options.cache or cache_folder()
    began = time.perf_counter()
    model = opened(paths, cache)
    took = time.perf_counter() - began
    schemes = ", ".join(sorted({entry.scheme for entry in model.entries}))
    out.write(f"{len(model.entries)} concepts ({schemes}), {len(model.units)} word units\n")
    out.write(f"languages: {' '.join(model.languages)}\n")
    out.write(f"version {model.version} in {cache}, {took:.1f} s\n")
