"""Whom a file names beside its text, as author, in comments, as photographer; and the same file without a name.

Read by a child of the quarantine: these are strangers' files, and the libraries that read them can be brought down by one.

    told = names_in(body)                   # [Named("author", "Anna Berg"), Named("comment", "Bo Ek")]
    body = without(body, {"Anna Berg"})     # None where the file cannot be changed without breaking it
"""

import base64
from collections.abc import Collection
from dataclasses import dataclass

from utblick.quarantine import Died, Pool

SECONDS = 20
"""Of CPU for a file."""
POOL = Pool("utblick.journal.metadata.child")


@dataclass(frozen=True, slots=True)
class Named:
    """`place`: where in the file (child.py); `name` as it stands there."""

    place: str
    name: str


def names_in(body: bytes) -> list[Named]:
    """Empty for a file that nobody can read."""
    try:
        told = POOL.ask({}, body, seconds=SECONDS)
    except Died:
        return []
    return [Named(place, name) for place, name in told["named"]]


def without(body: bytes, names: Collection[str]) -> bytes | None:
    """The same file without these names in its metadata; None for a signed, locked or unreadable one."""
    try:
        told = POOL.ask({"without": sorted(names)}, body, seconds=SECONDS)
    except Died:
        return None
    return base64.b64decode(told["body"]) if "body" in told else None
