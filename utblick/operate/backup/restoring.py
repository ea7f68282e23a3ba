"""An encrypted file → an empty database and an empty data folder, compared with what the backup says of itself."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files import File
from django.db import connection
from django.utils.translation import gettext_noop as _

from utblick.files import store
from utblick.operate.backup import archive
from utblick.operate.backup import manifest as manifests
from utblick.operate.backup.archive import Identity
from utblick.operate.backup.errors import Damaged, NotEmpty
from utblick.operate.backup.making import BASES, DATA, SETTINGS, UPLOADS
from utblick.operate.backup.manifest import Manifest

if TYPE_CHECKING:
    from utblick.files.s3 import Store


def restore(path: Path, identity: Identity) -> Manifest:
    """Into the places that the environment names, all empty: database, data folder, store. Raises BackupError, with nothing
    changed; where only the comparison at the end fails, what was restored is left in the database to be looked at.

    The settings are laid beside as `settings.env`, to be looked at: an installation elsewhere has other addresses.
    """
    base, folder = BASES[connection.vendor], Path(settings.DATA)
    base.refuse_if_taken(base.target())
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty(
            "%(folder)s is not empty. Move what lies there away, or set UTBLICK_DATA to an empty folder.", folder=folder
        )
    if (held := store()) and any(held.names()):
        raise NotEmpty("The store of files is not empty. Set UTBLICK_S3_BUCKET or UTBLICK_S3_PREFIX to an empty place.")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".utblick-restoring-", dir=folder.parent) as nearby:
        told = unpacked(path, identity, Path(nearby))
        base.load(Path(nearby) / base.FILE, base.target())
        compare(told, base.target(), Path(nearby) / DATA)
        found = Path(nearby) / DATA
        if held:
            _into_the_store(held, found / UPLOADS)
        if found.exists():
            shutil.copytree(found, folder, dirs_exist_ok=True)
        shutil.copy2(Path(nearby) / SETTINGS, folder / SETTINGS)
    return told


def _into_the_store(held: "Store", folder: Path) -> None:
    """All that lies in the folder, each read again and compared; it is then no longer in the folder."""
    for name, digest in list(_digests(folder)):
        with (folder / name).open("rb") as file:
            held.put(name, File(file))
        with held.open(name) as kept:
            if hashlib.file_digest(kept.file, "sha256").hexdigest() != digest:
                raise Damaged("The store of files did not keep %(name)s as it is.", name=name)
    shutil.rmtree(folder, ignore_errors=True)


def unpacked(path: Path, identity: Identity, into: Path) -> Manifest:
    """All members in the folder, and what the backup says of itself. Raises Damaged."""
    with archive.reading(path, identity) as tar:
        for member in tar:
            if not (member.isfile() and _is_ours(member.name)):
                raise Damaged(_("%(path)s holds what is no part of a backup: %(name)s."), path=path, name=member.name)
            tar.extract(member, into, filter="data")
    told = into / manifests.FILE
    if not told.exists():
        raise Damaged(_("%(path)s ends too early."), path=path)
    found = Manifest.from_json(told.read_bytes())
    if found.vendor != connection.vendor:
        raise Damaged(
            _("The backup is of %(found)s, and DATABASE_URL names %(here)s."),
            found=found.vendor,
            here=connection.vendor,
        )
    return found


def _is_ours(name: str) -> bool:
    return name.startswith(DATA) or name in {SETTINGS, manifests.FILE, BASES[connection.vendor].FILE}


def compare(told: Manifest, name: str, folder: Path) -> None:
    """Raises Damaged where the database or the folder holds anything else than the backup says."""
    held = Manifest(told.made_at, told.version, told.vendor, BASES[told.vendor].sums(name), dict(_digests(folder)))
    if lines := list(told.differences(held)):
        raise Damaged(_("Not as it was backed up: %(what)s."), what=", ".join(lines[:10]) + " …" * (len(lines) > 10))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                yield path.relative_to(folder).as_posix(), hashlib.file_digest(file, "sha256").hexdigest()
