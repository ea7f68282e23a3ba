"""The file of anchors: once a day the end of the chain of seals, outside the database. Lines are only added."""

import re
from pathlib import Path

# When, the number of the last seal, its digest.
ANCHOR = re.compile(r"\S+ (\d{1,18}) ([0-9a-f]{64})")


def lines(path: Path) -> list[str]:
    """None where there is no such file."""
    return path.read_text(encoding="ascii", errors="replace").splitlines() if path.exists() else []


def anchored(path: Path) -> list[tuple[int, str]]:
    """Number and digest of each line; a line that is no anchor has the number 0, which no seal has."""
    matches = map(ANCHOR.fullmatch, lines(path))
    return [(int(one[1]), one[2]) if one else (0, "") for one in matches]
