"""Funding programmes as they are counted over municipalities: by family ("Erasmus+"), however each has written them."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from utblick.projects import programmes
from utblick.projects.programmes.reading import OTHER
from utblick.watch.eligibility import Words


def _listed() -> dict[str, Words]:
    return {key: one.name for key, one in programmes.programmes().items() if key != OTHER}


def _short(name: str) -> str:
    return name.partition(",")[0]


def _ways(name: str) -> tuple[str, ...]:
    """As it is called, its family, and the code that calls are found under: ERASMUS for Erasmus+."""
    short = _short(name)
    return name, short, short.upper(), short.removesuffix("+").upper()


@cache
def families() -> Mapping[str, list[str]]:
    """The keys of the listed programmes by family, which goes by its English name."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, name in _listed().items():
        found[_short(name.en)].append(key)
    return found


@cache
def _written() -> dict[str, str]:
    """Every way to write a listed programme, with its family."""
    names = [(name, full) for name in _listed().values() for full in (name.sv, name.en)]
    return {text: _short(name.en) for name, full in names for text in _ways(full)}


NAMES = frozenset(_written())
"""Every way to write a listed programme."""


def family_of_words(text: str) -> str:
    """Of what is written in an initiative: the family of a listed programme, else the words themselves."""
    return _written().get(text, text)


UNTOLD = "*"
"""The family of what is written in a municipality's own words, which it does not share."""


def words_of(family: str) -> list[str]:
    return [text for text, known in _written().items() if known == family] or [family]


def label(family: str) -> str:
    """In the reader's language."""
    if family == UNTOLD:
        return _("Another programme")
    keys = families().get(family)
    return _short(_listed()[keys[0]].in_language(get_language() or "sv")) if keys else family
