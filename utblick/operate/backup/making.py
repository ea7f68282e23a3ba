"""Database, uploads and settings → one encrypted file, while Utblick is in use."""

import hashlib
import io
import os
import shlex
import tarfile
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import File
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from utblick.files import MAKING, StoreAway, store, uploads, workplace
from utblick.operate.backup import archive, postgres, sqlite
from utblick.operate.backup import manifest as manifests
from utblick.operate.backup.archive import Recipient
from utblick.operate.backup.errors import BackupError, with_a_file
from utblick.operate.backup.manifest import Manifest
from utblick.operate.version import version

DATA = "data/"
SETTINGS = "settings.env"
ENDING = ".tar.gz.age"
UPLOADS = "uploads/"
LEFT_OUT = {"static", "uploads/exports"}

type Readable = IO[bytes] | File[bytes]

BASES = {"sqlite": sqlite, "postgresql": postgres}


def make(folder: Path, recipients: list[Recipient]) -> tuple[Path, Manifest]:
    """Write a backup into the folder. The database first: a file that it names was there before. Raises BackupError."""
    now = timezone.now().astimezone(UTC)
    made = Manifest(f"{now:%Y-%m-%dT%H:%M:%SZ}", version(), connection.vendor)
    path = folder / f"utblick-{now:%Y%m%dT%H%M%SZ}{ENDING}"
    base = BASES[connection.vendor]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Here the copy of the database lies, not encrypted.
        with workplace() as nearby, archive.writing(path, recipients) as tar:
            dump = nearby / base.FILE
            made.tables = base.dump(dump)
            tar.add(dump, base.FILE)
            for name in _stored():
                _add_stored(tar, name, made)
            for file in _files(folder):
                _add_own(tar, file, made)
            _add(tar, SETTINGS, _settings())
            _add(tar, manifests.FILE, made.to_json())
    except OSError as error:
        raise with_a_file(error, _("The backup could not be written: %(error)s.")) from error
    except StoreAway as error:
        raise BackupError(_("The store of files does not answer, or refuses Utblick."), error=error) from error
    return path, made


def _files(backups: Path) -> Iterator[Path]:
    """All that lies in the data folder beside the database, except backups and what is made again by itself."""
    root, name, out = _root(), str(connection.settings_dict["NAME"]), backups.resolve()
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = [one for one in folders if not _is_left_out((here / one).relative_to(root).as_posix())]
        folders[:] = [one for one in folders if here / one != out]
        yield from (
            here / one for one in sorted(files) if not str(here / one).startswith(name) and (here / one).is_file()
        )


def _is_left_out(folder: str) -> bool:
    """What the program makes again, by itself or when it is asked."""
    return folder in LEFT_OUT or folder.startswith(MAKING)


def _stored() -> Iterator[str]:
    """All that lies in the store, by the names that it would have in the data folder."""
    if held := store():
        names = map(UPLOADS.__add__, held.names())
        yield from (name for name in names if name.rpartition("/")[0] not in LEFT_OUT)


def _add_stored(tar: tarfile.TarFile, name: str, made: Manifest) -> None:
    try:
        file = uploads().open(name.removeprefix(UPLOADS))
    except FileNotFoundError:
        return  # Deleted meanwhile: the database, which was copied before, may still name it.
    with file:
        _add_file(tar, name, file, (file.size, timezone.now().timestamp()), made)


def _add_own(tar: tarfile.TarFile, path: Path, made: Manifest) -> None:
    """As long as it was when it was opened: to the file of anchors lines are added meanwhile."""
    name = path.relative_to(_root()).as_posix()
    if name in made.files:
        return  # The store has it too, and that one is used.
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # Taken away meanwhile, as above.
    with file:
        facts = os.fstat(file.fileno())
        _add_file(tar, name, file, (facts.st_size, facts.st_mtime), made)


def _add_file(tar: tarfile.TarFile, name: str, file: Readable, facts: tuple[int, float], made: Manifest) -> None:
    told = tarfile.TarInfo(DATA + name)
    told.size, told.mtime = facts[0], int(facts[1])
    summed = _Summed(file)
    tar.addfile(told, summed)
    made.files[name] = summed.digest.hexdigest()


def _root() -> Path:
    return Path(settings.DATA).resolve()


class _Summed(io.RawIOBase):
    """What is read of it goes into its digest too."""

    def __init__(self, file: Readable) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        read = self.file.read(size)
        self.digest.update(read)
        return read


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    told = tarfile.TarInfo(name)
    told.size, told.mode, told.mtime = len(content), 0o600, int(timezone.now().timestamp())
    tar.addfile(told, io.BytesIO(content))


def _settings() -> bytes:
    """What the environment says to Utblick, as a shell reads it; what it names a file for, by the file's content."""
    names = {name.removesuffix("_FILE") for name in os.environ if name.startswith(("UTBLICK_", "DATABASE_URL"))}
    lines = [f"{name}={shlex.quote(_value(name))}" for name in sorted(names)]
    return "\n".join([*lines, ""]).encode()


def _value(name: str) -> str:
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text().strip() if path else os.environ.get(name, "")
