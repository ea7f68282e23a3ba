"""`utblick lexicon build` learns from the vocabularies ahead of need; `utblick lexicon` says what there is."""

import os
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from . import references, sentences, vocabulary
from .model import opened, version_of, whole
from .reading import cache_folder, engine
from .tokens import LANGUAGES


def arguments(parser: ArgumentParser) -> None:
    """The options of `lexicon`."""
    parser.add_argument(
        "action", choices=["build", "describe"], nargs="?", default="describe", help="describe if left out"
    )
    parser.add_argument("--lexicon", type=Path, nargs="+", action="extend", help="vocabularies to learn from instead")
    parser.add_argument("--cache", type=Path, help="where learnt vocabularies are kept")


def run(options: Namespace, out: TextIO) -> None:
    """Build or describe. Raises vocabulary.UnreadableVocabulary or OSError."""
    paths = tuple(options.lexicon or vocabulary.shipped())
    folder = (options.cache or cache_folder()) / version_of(paths)
    if options.action == "build":
        _build(paths, folder.parent, out)
    _describe(paths, folder, out)


def _build(paths: Sequence[Path], cache: Path, out: TextIO) -> None:
    began, worked = time.perf_counter(), sum(os.times()[:4])
    opened(paths, cache)
    if sentences.installed():
        engine(tuple(paths), cache).prepare()
    took, cost = time.perf_counter() - began, sum(os.times()[:4]) - worked
    out.write(f"ready after {took:.1f} s ({cost:.1f} s of processor time)\n")


def _describe(paths: Sequence[Path], folder: Path, out: TextIO) -> None:
    entries = vocabulary.read(paths)
    for scheme, number in sorted(Counter(entry.scheme for entry in entries).items()):
        out.write(f"{scheme}: {number} concepts\n")
    spoken = {lang for entry in entries for lang in entry.labels}
    out.write(f"languages: {' '.join(lang for lang in LANGUAGES if lang in spoken)}\n")
    out.write(f"version {folder.name}, {'learnt' if whole(folder) else 'not learnt yet'}, kept in {folder.parent}\n")
    out.write(f"sentence model: {_sentence_model(folder)}\n")


def _sentence_model(folder: Path) -> str:
    model = sentences.model()
    if not model:
        return "none (the extra `semantic` is not installed)"
    return f"{model.version}, {'ready' if references.are_read(folder, model) else 'not ready: utblick lexicon build'}"
