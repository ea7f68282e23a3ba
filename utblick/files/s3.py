"""Uploaded files as objects in a bucket of an S3-compatible store (settings: UTBLICK_S3_…).

Nobody but us ever asks the store: what it holds goes through our own views, which know who may see it.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any, cast
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from utblick.files import StoreAway

IN_MEMORY = 1024 * 1024
"""A file up to so many bytes is read without touching this host's disk."""
WAITS = {"connect_timeout": 4, "read_timeout": 20, "retries": {"max_attempts": 2, "mode": "standard"}}
# Checksums of the newer kind are unknown to many stores that are not Amazon's; we compare our own.
LENIENT = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}


class Store(S3Storage):  # type: ignore[misc]
    """A bucket, or what lies in it under a prefix. Every method raises StoreAway where the store fails us."""

    def __init__(self, **options: Any) -> None:
        style = {"addressing_style": options.pop("addressing_style", None) or "auto"}
        config = Config(s3=style, **WAITS, **LENIENT)
        transfer = TransferConfig(use_threads=False)
        super().__init__(**options, client_config=config, transfer_config=transfer, file_overwrite=False)

    @property
    def bucket(self) -> Any:
        """One for each thread: they cannot be shared."""
        return self.connection.Bucket(self.bucket_name)

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Of our own view, as for a file on this host; never of the store."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name) or "")

    def names(self) -> Iterator[str]:
        """Of everything that it holds."""
        start = f"{self.location.strip('/')}/" if self.location else ""
        with answered():
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name, Prefix=start):
                names = (one["Key"].removeprefix(start) for one in page.get("Contents", ()))
                yield from (name for name in names if not name.endswith("/"))  # what some programs call a folder

    def is_open_to_anyone(self) -> bool:
        """Whether somebody without a key may list it, or read the first of what it holds."""
        asked = {"Bucket": self.bucket_name, "MaxKeys": 1}
        with answered():
            held = self._client.list_objects_v2(**asked).get("Contents", [])
        anyone = self._create_session().client(
            "s3",
            region_name=self.region_name,
            endpoint_url=self.endpoint_url,
            verify=self.verify,
            config=self.client_config.merge(Config(signature_version=UNSIGNED)),
        )
        return _is_let(anyone.list_objects_v2, **asked) or any(
            _is_let(anyone.head_object, Bucket=self.bucket_name, Key=one["Key"]) for one in held
        )

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """A copy of the object, whole: a reader may go back and forth in it."""
        if mode != "rb":
            raise ValueError("What lies in the store is read or replaced as a whole.")
        copy = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by who reads it
        with answered(name):
            found = self._client.get_object(Bucket=self.bucket_name, Key=self._normalize_name(name))
            shutil.copyfileobj(found["Body"], copy)
        copy.seek(0)
        return File(copy, name)

    def _save(self, name: str, content: File[bytes]) -> str:
        with answered():
            return str(super()._save(name, content))

    def put(self, name: str, content: File[bytes]) -> None:
        """Under this very name, in place of what lies there: at every moment one of them is there, whole."""
        self._save(name, content)

    def delete(self, name: str) -> None:
        with answered():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with answered():
            return bool(super().exists(name))

    def get_modified_time(self, name: str) -> datetime:
        with answered(name):
            return cast(datetime, super().get_modified_time(name))

    def size(self, name: str) -> int:
        with answered(name):
            return int(self.bucket.Object(self._normalize_name(name)).content_length)


@contextmanager
def answered(name: str = "") -> Iterator[None]:
    """What the store or the way to it got wrong, as StoreAway; that it does not hold the name, as FileNotFoundError."""
    try:
        yield
    except (BotoCoreError, Boto3Error, ClientError) as error:
        code = error.response["Error"]["Code"] if isinstance(error, ClientError) else ""
        if name and code in {"NoSuchKey", "404"}:
            raise FileNotFoundError(f"{name} is not in the store.") from error
        raise StoreAway(f"The store of files failed: {code or type(error).__name__}.") from error


def _is_let(ask: Any, **what: Any) -> bool:
    try:
        ask(**what)
    except (BotoCoreError, ClientError):
        return False
    return True
