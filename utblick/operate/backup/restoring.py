"""An encrypted file → an empty database and an empty data folder, compared with what the backup says of itself."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection

from utblick.operate.backup import archive
from utblick.operate.backup import manifest as manifests
from utblick.operate.backup.archive import Identity
from utblick.operate.backup.errors import Damaged, NotEmpty
from utblick.operate.backup.making import BASES, DATA, SETTINGS
from utblick.operate.backup.manifest import Manifest


def restore(path: Path, identity: Identity) -> Manifest:
    """Into the database and the data folder of the environment, both empty. Raises BackupError, with nothing changed; where only
    the comparison at the end fails, what was restored is left in the database to be looked at.

    The settings are laid beside as `settings.env`, to be looked at: an installation elsewhere has other addresses.
    """
    base, folder = BASES[connection.vendor], Path(settings.DATA)
    base.refuse_if_taken(base.target())
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty(f"{folder} is not empty. Move what lies there away, or set UTBLICK_DATA to an empty folder.")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".utblick-restoring-", dir=folder.parent) as nearby:
        told = unpacked(path, identity, Path(nearby))
        base.load(Path(nearby) / base.FILE, base.target())
        compare(told, base.target(), Path(nearby) / DATA)
        if (found := Path(nearby) / DATA).exists():
            shutil.copytree(found, folder, dirs_exist_ok=True)
        shutil.copy2(Path(nearby) / SETTINGS, folder / SETTINGS)
    return told


def unpacked(path: Path, identity: Identity, into: Path) -> Manifest:
    """All members in the folder, and what the backup says of itself. Raises Damaged."""
    with archive.reading(path, identity) as tar:
        for member in tar:
            if not (member.isfile() and _is_ours(member.name)):
                raise Damaged(f"{path} holds what is no part of a backup: {member.name!r}.")
            tar.extract(member, into, filter="data")
    told = into / manifests.FILE
    if not told.exists():
        raise Damaged(f"{path} ends too early.")
    found = Manifest.from_json(told.read_bytes())
    if found.vendor != connection.vendor:
        raise Damaged(f"The backup is of {found.vendor}, and DATABASE_URL names {connection.vendor}.")
    return found


def _is_ours(name: str) -> bool:
    return name.startswith(DATA) or name in {SETTINGS, manifests.FILE, BASES[connection.vendor].FILE}


def compare(told: Manifest, name: str, folder: Path) -> None:
    """Raises Damaged where the database or the folder holds anything else than the backup says."""
    held = Manifest(told.made_at, told.version, told.vendor, BASES[told.vendor].sums(name), dict(_digests(folder)))
    if lines := list(told.differences(held)):
        raise Damaged(f"Not as it was backed up: {', '.join(lines[:10])}{' …' if len(lines) > 10 else ''}.")


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                yield path.relative_to(folder).as_posix(), hashlib.file_digest(file, "sha256").hexdigest()
