"""Where uploaded files lie: in the data folder of this host, or in an S3-compatible store that several hosts share."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.files.storage import storages

if TYPE_CHECKING:
    from utblick.files.folder import Folder
    from utblick.files.s3 import Store

# What is being made lies in such folders of the data folder; no backup looks there.
MAKING = ".making-"


class StoreAway(Exception):
    """The store does not answer, or refuses us: what is asked of it may be asked again later.

    No OSError: who catches one treats the file as missing, and it is not.
    """


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder of this host for what is being made, kept as safe as the data and thrown away at the end."""
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=MAKING, dir=settings.DATA) as folder:
        yield Path(folder)


def uploads() -> "Folder | Store":
    """Where they lie in this installation."""
    return cast("Folder | Store", storages["default"])


def store() -> "Store | None":
    """The store, where this installation has one."""
    return cast("Store", storages["default"]) if settings.S3_BUCKET else None
