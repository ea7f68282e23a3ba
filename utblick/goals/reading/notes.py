"""Footnotes at the bottom of a page: told of a word in the text above, and no part of the section that they stand in."""

import re
from collections.abc import Sequence

from utblick.goals.reading.text import Line

REACH = 80  # lines above the note in which its mark must stand
_NOTE = re.compile(r"(\d{1,2})\s+(?=[^\W\d_])")


def notes(lines: Sequence[Line]) -> set[int]:
    """The indices of lines that begin with a number that is a note mark in a word above, and of those they go on in."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        opening = _NOTE.match(line.text)
        if (opening and _is_marked(opening[1], lines[max(0, i - REACH) : i])) or (
            i - 1 in found and not line.gap and line.text[:1].islower()
        ):
            found.add(i)
    return found


def _is_marked(number: str, above: Sequence[Line]) -> bool:
    mark = re.compile(rf"[^\W\d_]{{3}}[.,]?{number}(?=[\s.,;:]|$)")
    return any(mark.search(line.text) for line in above)
