"""The mark by which an entry shows that Utblick wrote it: nobody who can only reach the database can make one."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

if TYPE_CHECKING:
    from utblick.journal.models import Entry

ONCE = 8
"""Bytes by chance in each mark, so that an entry that is copied has the mark of another."""


def core(entry: "Entry") -> bytes:
    """What never changes of an entry: which municipality, when, who, what kind of change, and of which object."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return _always_alike([entry.municipality_id, at, entry.by_id, entry.act, entry.kind, entry.object_id])


def content(entry: "Entry") -> bytes:
    """All that it tells. Not its key, which it gets when it is written, and not `secret`, which follows from its object's mark."""
    return core(entry) + _always_alike([entry.label, entry.before, entry.after])


def _always_alike(told: list[Any]) -> bytes:
    """As either database gives it back: there a key is text, and a whole number is one however it was written."""
    plain = json.loads(json.dumps(told, cls=DjangoJSONEncoder), parse_float=_number)
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


def _number(told: str) -> float | int:
    number = float(told)
    return int(number) if number.is_integer() else number


def mark(entry: "Entry") -> str:
    once = secrets.token_hex(ONCE)
    return once + _signed(once, entry, settings.SECRET_KEY)


def is_marked(entry: "Entry") -> bool:
    """By the key in use, or by one that was in use before it (SECRET_KEY_FALLBACKS)."""
    once, told = entry.mark[: 2 * ONCE], entry.mark[2 * ONCE :]
    return any(hmac.compare_digest(told, _signed(once, entry, key)) for key in _keys())


def _keys() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


def _signed(once: str, entry: "Entry", key: str) -> str:
    told = b"utblick.journal:" + once.encode() + b":" + content(entry)
    return hmac.digest(key.encode(), told, hashlib.sha256).hex()
