"""Which scheme an item is a call of: by the call's own name, its programme and type of action, or words of its title."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from utblick.watch.eligibility.reading import Scheme, schemes

NOT_AT_ALL = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Traits:
    """What an item says of itself."""

    identifiers: tuple[str, ...] = ()
    programme: str = ""
    actions: tuple[str, ...] = ()
    title: str = ""


def scheme_of(item: Traits, among: Iterable[Scheme] | None = None) -> Scheme | None:
    """The scheme that says most surely that the item is its call; None where none does."""
    found = [(sureness(one, item), one) for one in (schemes() if among is None else among)]
    best = max(found, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] > NOT_AT_ALL else None


def sureness(scheme: Scheme, item: Traits) -> tuple[int, int, int]:
    """How sure: the name of the call before the words of the title, before the type of action; the longer the surer.

    Of schemes that share a name of calls, the one for the call's type of action; where it tells none, the one that is for none.
    """
    typed = [len(kind) for kind in scheme.actions if item.programme == scheme.programme and kind in item.actions]
    fits = max(typed, default=-1 if scheme.actions else 0)
    names = [name.removeprefix("call:").upper() for name in item.identifiers if name.startswith("call:")]
    named = [len(glob) for glob in scheme.identifiers if any(fnmatchcase(name, glob.upper()) for name in names)]
    if named:
        return 3, max(named), fits
    if names and scheme.programme and item.programme not in ("", scheme.programme):
        return NOT_AT_ALL
    said = [len(phrase) for phrase in scheme.phrases if stands_in(phrase, item.title)]
    if said:
        return 2, max(said), fits
    return (1, fits, 0) if typed else NOT_AT_ALL


def stands_in(phrase: str, title: str) -> bool:
    """All of its parts: what many write of ("youth exchange") says nothing without the name of the scheme beside it."""
    return all(whole(part).search(title) for part in phrase.split(" + "))


@cache
def whole(phrase: str) -> re.Pattern[str]:
    """The words as a whole, in any case; a word may have an ending in Swedish ("ungdomsutbyte" meets "ungdomsutbyten")."""
    ending = r"\w{0,3}" if phrase[-1:].islower() else ""
    return re.compile(rf"(?<!\w){re.escape(phrase)}{ending}(?!\w)", re.IGNORECASE)
