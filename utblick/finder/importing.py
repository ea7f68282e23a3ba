"""A published file of project data is read to its end, however often it is interrupted; the same file twice adds nothing."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import batched, islice
from pathlib import Path
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.text import get_valid_filename

from utblick.accounts.models import User
from utblick.files import uploads, workplace
from utblick.finder import index, readers
from utblick.finder.models import ProjectFile
from utblick.finder.readers import NothingKnown, Unreadable
from utblick.finder.storing import Overtaken, count_projects, take

BATCH = 4_000
type Say = Callable[[ProjectFile, int], object]


def noted(path: Path, *, name: str = "") -> ProjectFile:
    """The row of a file on this host, by its content: a file that is known already is the same one wherever it lies."""
    with path.open("rb") as file:
        digest = _digest(file)
    return _noted(digest, str(path), name=name or path.name, size=path.stat().st_size)


def taken(upload: UploadedFile[bytes], *, by: User) -> ProjectFile:
    """The row of a file that was handed in: it is laid where a worker on any host finds it."""
    digest = _digest(upload)
    place = f"projects/{digest}-{get_valid_filename((upload.name or '')[-80:])}"
    uploads().put(place, upload)
    return _noted(digest, place, name=upload.name or "", size=upload.size or 0, by=by)


def _noted(digest: str, path: str, *, name: str, size: int, by: User | None = None) -> ProjectFile:
    defaults = {"name": name[:200], "size": size, "by": by}
    found, _new = ProjectFile.objects.get_or_create(digest=digest, defaults=defaults)
    if found.path != path:
        found.path = path
        found.save(update_fields=["path"])
    return found


def _digest(file: IO[bytes]) -> str:
    told = blake2b(digest_size=32)
    file.seek(0)
    while piece := file.read(1 << 20):
        told.update(piece)
    return told.hexdigest()


@contextmanager
def _at_hand(file: ProjectFile) -> Iterator[Path]:
    """On this host, whose readers go back and forth in it."""
    if Path(file.path).is_absolute():
        yield Path(file.path)
        return
    with workplace() as folder:
        path = folder / Path(file.path).name
        with uploads().open(file.path) as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        yield path


def read_on(file: ProjectFile, say: Say = lambda _file, _indexed: None) -> None:
    """From where the last batch ended to the end of the file, and into the index."""
    try:
        _read(file, say)
        count_projects()
        for count in index.catch_up():
            say(file, count)
        _ended(file, ProjectFile.State.DONE)
    except Overtaken:
        return
    except NothingKnown:
        _ended(file, ProjectFile.State.FAILED, "unknown")
    except Unreadable:
        _ended(file, ProjectFile.State.FAILED, "damaged")
    except FileNotFoundError:
        _ended(file, ProjectFile.State.FAILED, "gone")


def _read(file: ProjectFile, say: Say) -> None:
    if file.state == ProjectFile.State.DONE:
        return
    file.state, file.trouble, file.ended_at = ProjectFile.State.READING, "", None
    file.save(update_fields=["state", "trouble", "ended_at"])
    with _at_hand(file) as path:
        for batch in batched(islice(readers.told(path), file.position, None), BATCH, strict=False):
            take(file, batch)
            say(file, 0)


def _ended(file: ProjectFile, state: str, trouble: str = "") -> None:
    file.state, file.trouble, file.ended_at = state, trouble, timezone.now()
    file.save(update_fields=["state", "trouble", "ended_at"])
