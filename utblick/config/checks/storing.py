"""The store that uploads lie in and the virus scanner that they pass, where there are any (UTBLICK_S3_…, UTBLICK_CLAMD)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from utblick.config.checks.boxes import AT_HOME
from utblick.files import StoreAway, store
from utblick.files.scanning import is_there


@register(Tags.security)
def store_can_be_asked(**kwargs: Any) -> Iterator[CheckMessage]:
    """A bucket and its key are set together."""
    if settings.S3_BUCKET and not _has_key():
        hint = "Set UTBLICK_S3_KEY, and UTBLICK_S3_SECRET or UTBLICK_S3_SECRET_FILE."
        yield Error("The store of files has no key.", hint=hint, id="utblick.E020")
    if settings.S3_ENDPOINT and not settings.S3_BUCKET:
        hint = "Set UTBLICK_S3_BUCKET: without it uploads lie in the data folder."
        yield Error("The store of files has no bucket.", hint=hint, id="utblick.E021")


@register(Tags.security, deploy=True)
def store_is_asked_in_safety(**kwargs: Any) -> Iterator[CheckMessage]:
    address = urlsplit(settings.S3_ENDPOINT)
    if settings.S3_BUCKET and address.scheme == "http" and (address.hostname or "") not in AT_HOME:
        hint = (
            "Let UTBLICK_S3_ENDPOINT begin with https://, and UTBLICK_S3_CA name the file of an authority of your own."
        )
        yield Warning("Files go to the store and back without encryption.", hint=hint, id="utblick.W017")


@register(Tags.security, deploy=True)
def store_answers_us_alone(**kwargs: Any) -> Iterator[CheckMessage]:
    """The one check that asks another host."""
    try:
        open_to_anyone = bool(_has_key() and (held := store()) and held.is_open_to_anyone())
    except StoreAway as error:
        hint = "Compare UTBLICK_S3_… with what the store says: address, bucket, region and key."
        yield Error(f"The store of files cannot be used: {error}", hint=hint, id="utblick.E022")
        return
    if open_to_anyone:
        hint = "Take away the bucket's public access: what is confidential lies there."
        yield Error("Anybody may look into the store of files.", hint=hint, id="utblick.E023")


@register(Tags.security, deploy=True)
def scanner_answers(**kwargs: Any) -> Iterator[CheckMessage]:
    if settings.CLAMD and not is_there():
        hint = "Start clamd, or compare UTBLICK_CLAMD with what its clamd.conf says: until then no file is taken in."
        yield Error("The virus scanner does not answer.", hint=hint, id="utblick.E025")


def _has_key() -> bool:
    return bool(settings.S3["access_key"] and settings.S3["secret_key"])
