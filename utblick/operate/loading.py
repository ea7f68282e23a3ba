"""Loads what pages need, before the first is asked for.

Pages, templates, words and the engine of meaning take a process several seconds. Left to the first visitors, each of them waits;
done before gunicorn's first process divides itself (`preload_app` in operate/web.py), it is done once for all that serve, in memory
that they share, and a process that dies is replaced at once. The database is not asked: a connection cannot be divided.
"""

import gc
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import resolve
from django.utils.translation import gettext, override

from utblick import lexicon
from utblick.search.wording import terms
from utblick.watch.card import themes

OURS = settings.ROOT / "utblick"


def load() -> None:
    resolve("/")
    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("Goals")
    for name in templates():
        get_template(name)
    _engine()


def load_to_divide() -> None:
    """As above, and what is here now stays: a collection that walked through it would give each process a copy of its own."""
    load()
    gc.collect()
    gc.freeze()


def templates() -> Iterator[str]:
    """The names of all that are our own."""
    for folder in map(Path, get_app_template_dirs("templates")):
        if folder.is_relative_to(OURS):
            yield from (str(path.relative_to(folder)) for path in folder.rglob("*.*"))


def _engine() -> None:
    """What pages ask of it: proposals, stems in all languages, the names of codes and themes."""
    lexicon.warm()
    terms("skola", "sv", in_all_languages=True, in_parts=True)
    themes.codes()
    themes.labels()
