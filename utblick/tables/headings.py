"""Which column of a table holds what, by the words that such columns are headed with."""

import re
from collections.abc import Mapping, Sequence


def guessed(header: Sequence[str], fields: Mapping[str, str], last: str = "name") -> dict[str, int]:
    """Field → column, by a pattern for each field's headings. Each column is taken once; `last` is content with what is left."""
    told: dict[str, int] = {}
    for name, pattern in sorted(fields.items(), key=lambda pair: pair[0] == last):
        words = re.compile(rf"\b(?:{pattern})", re.IGNORECASE)
        found = next((n for n, text in enumerate(header) if n not in told.values() and words.search(text)), None)
        if found is not None:
            told[name] = found
    return told
