"""A published file of project data is read to its end, however often it is interrupted; the same file twice adds nothing."""

from collections.abc import Callable
from hashlib import blake2b
from itertools import batched, islice
from pathlib import Path

from django.utils import timezone

from utblick.accounts.models import User
from utblick.finder import index, readers
from utblick.finder.models import ProjectFile
from utblick.finder.readers import NothingKnown, Unreadable
from utblick.finder.storing import Overtaken, count_projects, take

BATCH = 4_000
type Say = Callable[[ProjectFile, int], object]


def noted(path: Path, *, name: str = "", by: User | None = None) -> ProjectFile:
    """The file's row, by its content: a file that is known already is the same one wherever it lies."""
    digest = _digest(path)
    found, _new = ProjectFile.objects.get_or_create(
        digest=digest, defaults={"name": (name or path.name)[:200], "size": path.stat().st_size, "by": by}
    )
    if found.path != str(path):
        found.path = str(path)
        found.save(update_fields=["path"])
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        told = blake2b(digest_size=32)
        while piece := file.read(1 << 20):
            told.update(piece)
    return told.hexdigest()


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
    for batch in batched(islice(readers.told(Path(file.path)), file.position, None), BATCH, strict=False):
        take(file, batch)
        say(file, 0)


def _ended(file: ProjectFile, state: str, trouble: str = "") -> None:
    file.state, file.trouble, file.ended_at = state, trouble, timezone.now()
    file.save(update_fields=["state", "trouble", "ended_at"])
