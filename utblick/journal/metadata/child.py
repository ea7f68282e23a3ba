"""Reads and cleans a file's metadata in quarantine.

Places: "author", "changed" (last changed by), "company", "comment" (comments, tracked changes, notes in the margin),
"photographer", "position" (where a picture was taken).
"""

import base64
from collections.abc import Callable
from typing import Any

from utblick.journal.metadata import office, pictures
from utblick.quarantine.child import About, serve

MEMORY = 1024 * 1024 * 1024
LONGEST, MOST = 200, 200
"""Letters of a name, and names of a file, that are told."""

type Names = list[tuple[str, str]]
type Reading = Callable[[bytes], Names]
type Cleaning = Callable[[bytes, set[str]], bytes]


def told(about: About, body: bytes) -> dict[str, Any]:
    read, clean = _by_kind(body)
    try:
        if "without" not in about:
            found = [(place, " ".join(name.split())[:LONGEST]) for place, name in read(body)]
            return {"named": sorted({one for one in found if one[1]})[:MOST]}
        cleaned = clean(body, {name.casefold() for name in about["without"]})
    except Exception:  # whatever a library says of a stranger's file: it is kept as it came
        return {"named": []}
    return {"body": base64.b64encode(cleaned).decode()}


def _by_kind(body: bytes) -> tuple[Reading, Cleaning]:
    if body.startswith(b"%PDF-"):
        from utblick.journal.metadata import portable  # half a second to import, and most runs read no PDF

        return portable.names_in, portable.without
    if body.startswith(b"PK\x03\x04"):
        return office.names_in, office.without
    return pictures.names_in, pictures.without


if __name__ == "__main__":
    serve(told, memory=MEMORY)
