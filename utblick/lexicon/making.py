"""`utblick lexicon` says which vocabularies there are; `add` and `remove` change that; `build` learns from them ahead of need."""

import os
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from . import adding, inventory, references, sentences, vocabulary
from .model import opened, version_of, whole
from .reading import cache_folder, engine
from .tokens import LANGUAGES

AFTERWARDS = "Run `utblick lexicon build`, and start Utblick anew; items and profiles are then read anew.\n"


def arguments(parser: ArgumentParser) -> None:
    """The options of `lexicon`."""
    actions = ["build", "describe", "add", "remove"]
    parser.add_argument("action", choices=actions, nargs="?", default="describe", help="describe if left out")
    parser.add_argument("name", choices=sorted(adding.KNOWN), nargs="?", help="the vocabulary to add or to remove")
    parser.add_argument("file", type=Path, nargs="?", help="the publisher's file; folkets may come from a package")
    parser.add_argument(
        "--edition", default="", help="what the publisher calls this edition (its file's day unless told)"
    )
    parser.add_argument("--sha256", default="", help="the checksum that the file must have")
    parser.add_argument("--lexicon", type=Path, nargs="+", action="extend", help="vocabularies to learn from instead")
    parser.add_argument("--cache", type=Path, help="where learnt vocabularies are kept")


def run(options: Namespace, out: TextIO) -> None:
    """Raises adding.NotAdded, vocabulary.UnreadableVocabulary or OSError."""
    if options.action in ("add", "remove"):
        _change(options, out)
        return
    paths = tuple(options.lexicon or inventory.in_use())
    folder = (options.cache or cache_folder()) / version_of(paths)
    if options.action == "build":
        _build(paths, folder.parent, out)
    _describe(paths, folder, out)


def _change(options: Namespace, out: TextIO) -> None:
    if not options.name:
        raise adding.NotAdded(
            f"Which one? `utblick lexicon {options.action}` and one of: {', '.join(sorted(adding.KNOWN))}."
        )
    if options.action == "add":
        out.write(told(adding.add(options.name, options.file, options.edition, options.sha256)))
    else:
        adding.remove(options.name)
    out.write(AFTERWARDS)


def told(added: adding.Added) -> str:
    return (
        f"{added.name}, edition {added.edition}: {added.concepts} concepts, added {added.added_at}. {added.publisher}. "
        f"Licence: {added.licence}. From {added.origin}: {added.size} bytes, sha256 {added.sha256}\n"
    )


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
    out.writelines(told(added) for added in adding.records())
    spoken = {lang for entry in entries for lang in entry.labels}
    out.write(f"languages: {' '.join(lang for lang in LANGUAGES if lang in spoken)}\n")
    out.write(f"version {folder.name}, {'learnt' if whole(folder) else 'not learnt yet'}, kept in {folder.parent}\n")
    out.write(f"sentence model: {_sentence_model(folder)}\n")


def _sentence_model(folder: Path) -> str:
    model = sentences.model()
    if not model:
        return "none (the extra `semantic` is not installed)"
    return f"{model.version}, {'ready' if references.are_read(folder, model) else 'not ready: utblick lexicon build'}"
