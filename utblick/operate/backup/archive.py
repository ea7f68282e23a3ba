"""The file of a backup: a packed tar, encrypted as age (https://age-encryption.org/v1), written and read as a stream.

Whoever has the key can open it without Utblick: `age -d -i key.txt utblick-….tar.gz.age | tar xz`.
"""

import os
import tarfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

import pyrage
from django.utils.translation import gettext_noop as _

from utblick.operate.backup.errors import OF_FILES, BackupError, Damaged

type Recipient = pyrage.x25519.Recipient
type Identity = pyrage.x25519.Identity


@contextmanager
def writing(path: Path, recipients: list[Recipient]) -> Iterator[tarfile.TarFile]:
    """A tar to add to. The file bears its name only once it is whole and on the disk."""
    part = path.with_name(f"{path.name}.part")
    try:
        with _piped(lambda source: _encrypt(source, part, recipients), "w") as tar:
            yield tar
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def reading(path: Path, identity: Identity) -> Iterator[tarfile.TarFile]:
    """The tar, member by member in its order. Raises Damaged."""
    try:
        with _piped(lambda sink: _decrypt(path, sink, identity), "r") as tar:
            yield tar
    except pyrage.DecryptError as error:
        told = _(
            "%(path)s cannot be opened. Is it whole, and is this its key? Try your other keys, then an older backup."
        )
        raise Damaged(told, path=path) from error
    except (tarfile.TarError, EOFError, OSError) as error:
        # That of age's own library has no number: a part of the file is not as it was encrypted.
        broken = _(
            "%(path)s opens but is damaged further in. Fetch the file anew from where it is kept, or take an older backup."
        )
        raise Damaged(OF_FILES.get(getattr(error, "errno", None) or 0, broken), path=path) from error


@contextmanager
def _piped(work: Callable[[IO[bytes]], None], mode: Literal["r", "w"]) -> Iterator[tarfile.TarFile]:
    """A tar on one end of a pipe, and the work on its other end in a thread of its own."""
    out, into = os.pipe()
    ours, theirs = (into, out) if mode == "w" else (out, into)
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(_on, theirs, "rb" if mode == "w" else "wb", work)
        try:
            with os.fdopen(ours, f"{mode}b") as end, _tar(end, mode) as tar:
                yield tar
        except (BrokenPipeError, tarfile.ReadError):
            done.result()  # What went wrong at the other end tells more.
            raise
        done.result()


def _tar(end: IO[bytes], mode: Literal["r", "w"]) -> tarfile.TarFile:
    return tarfile.open(fileobj=end, mode="w|gz") if mode == "w" else tarfile.open(fileobj=end, mode="r|gz")


def _on(end: int, mode: str, work: Callable[[IO[bytes]], None]) -> None:
    with os.fdopen(end, mode) as file:
        work(file)


def _encrypt(source: IO[bytes], path: Path, recipients: list[Recipient]) -> None:
    with path.open("wb") as file:
        path.chmod(0o600)
        pyrage.encrypt_io(source, file, recipients)
        file.flush()
        os.fsync(file.fileno())


def _decrypt(path: Path, sink: IO[bytes], identity: Identity) -> None:
    with path.open("rb") as file:
        pyrage.decrypt_io(file, sink, [identity])


def make_key(path: Path) -> str:
    """Write a new secret key into a new file that only its owner can read. Returns the public key, which encrypts."""
    identity = pyrage.x25519.Identity.generate()
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BackupError("%(path)s is there already: a key is never written over.", path=path) from error
    with os.fdopen(file, "w") as key:
        key.write(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())


def recipients(keys: list[str]) -> list[Recipient]:
    """The public keys that a backup is encrypted for: any of their secret keys opens it."""
    if not keys:
        raise BackupError(
            _(
                "No key to encrypt for. Make one (utblick backup --make-key FILE) and set UTBLICK_BACKUP_KEYS to its public key."
            )
        )
    try:
        return [pyrage.x25519.Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError as error:
        raise BackupError(
            _("UTBLICK_BACKUP_KEYS holds what is no public key of age: %(error)s."), error=error
        ) from error


def identity(path: Path) -> Identity:
    """The secret key in a file, as make_key or age-keygen write it."""
    try:
        lines = [line for line in path.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-")]
        return pyrage.x25519.Identity.from_str(lines[0])
    except (OSError, UnicodeDecodeError, IndexError, pyrage.IdentityError) as error:
        raise BackupError(_("%(path)s holds no secret key of age."), path=path) from error
