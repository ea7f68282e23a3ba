"""Style sheets, scripts and icons, named by their content and packed: made once, not at each start (it takes some ten seconds)."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> bool:
    """Collect them, unless what was collected last is made of these very files and still stands. Returns whether it did."""
    stamp = Path(settings.STATIC_ROOT) / ".made-of"
    if stamp.exists() and stamp.read_text() == _standing():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(_standing())
    return True


def _standing() -> str:
    """What it is made of, and what came of it: another version may have collected its own in the same folder since."""
    found = [str(settings.STORAGES["staticfiles"]["BACKEND"])]
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            found.append(f"{path} {facts.st_size} {facts.st_mtime_ns}")
    names = Path(settings.STATIC_ROOT) / "staticfiles.json"
    found.append(names.read_text() if names.exists() else "")
    return hashlib.sha256("\n".join(found).encode()).hexdigest()
