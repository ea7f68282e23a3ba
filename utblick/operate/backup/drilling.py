"""The newest backup restored into an empty place and compared, so that somebody knows that it can be; what came of it is kept."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.utils.translation import gettext_noop as _

from utblick.operate.backup import archive, making
from utblick.operate.backup.archive import Identity
from utblick.operate.backup.errors import BackupError, with_a_file
from utblick.operate.backup.making import BASES, DATA, ENDING
from utblick.operate.backup.manifest import Manifest
from utblick.operate.backup.restoring import compare, unpacked
from utblick.operate.models import BackupRun


def back_up(folder: Path, keys: list[str], *, keep: int = 0) -> BackupRun:
    """Make a backup for these public keys and keep what came of it; then, of the folder's, so many of the newest (0: all)."""

    def work(run: BackupRun) -> Manifest:
        path, told = making.make(folder, archive.recipients(keys))
        run.name, run.size = path.name, path.stat().st_size
        return told

    run = _kept(BackupRun(kind=BackupRun.Kind.BACKUP), work)
    if keep and not run.fault:
        for old in backups(folder)[:-keep]:
            old.unlink()
    return run


def drill(given: Path, key: Path) -> BackupRun:
    """Try a backup, or the newest in a folder, with the secret key in this file."""

    def work(run: BackupRun) -> Manifest:
        path = newest(given) if given.is_dir() else given
        run.name, run.size = path.name, path.stat().st_size
        return try_to_restore(path, archive.identity(key))

    return _kept(BackupRun(kind=BackupRun.Kind.DRILL), work)


def try_to_restore(path: Path, identity: Identity) -> Manifest:
    """Into a place that is thrown away afterwards. Raises BackupError."""
    base = BASES[connection.vendor]
    with TemporaryDirectory(prefix="utblick-drill-") as folder, base.scratch() as name:
        told = unpacked(path, identity, Path(folder))
        base.load(Path(folder) / base.FILE, name)
        compare(told, name, Path(folder) / DATA)
    return told


def backups(folder: Path) -> list[Path]:
    """The oldest first."""
    return sorted(folder.glob(f"utblick-*{ENDING}"))


def newest(folder: Path) -> Path:
    if found := backups(folder):
        return found[-1]
    raise BackupError(_("There is no backup in %(folder)s."), folder=folder)


def _kept(run: BackupRun, work: Callable[[BackupRun], Manifest]) -> BackupRun:
    began = time.monotonic()
    try:
        told = work(run)
        run.tables, run.rows, run.files = len(told.tables), told.rows, len(told.files)
    except (BackupError, OSError) as error:
        found = (
            error if isinstance(error, BackupError) else with_a_file(error, _("A file could not be used: %(error)s."))
        )
        run.fault, run.told = found.words, found.told
    run.seconds = round(time.monotonic() - began)
    run.save()
    return run
