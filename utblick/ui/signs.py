"""The signs that a text may hold in a file."""

import re

# What XML cannot hold at all.
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def possible(value: object) -> object:
    """Without the signs that XML cannot hold."""
    return _IMPOSSIBLE.sub("", value) if isinstance(value, str) else value
