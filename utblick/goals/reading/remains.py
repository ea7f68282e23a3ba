"""The net under the reader: whatever no rule took hold of is unplaced, so that nothing of a document is lost."""

import re
from dataclasses import replace

from utblick.goals.reading.passages import Kind, Passage, PolicyReading
from utblick.goals.reading.text import Span

# Within one line, from its first visible character to its last, where a letter or a figure is among them.
_SAID = re.compile(r"[^\W_](?:[^\n\f]*[^\s])?")


def with_remains(source: str, reading: PolicyReading) -> PolicyReading:
    """The reading, with every stretch that holds a letter or a figure and lies in no passage as an unplaced passage."""
    left = [Passage(Kind.UNPLACED, source[span.start : span.end], (span,)) for span in _gaps(source, reading.passages)]
    if not left:
        return reading
    passages = sorted((*reading.passages, *left), key=lambda passage: passage.spans)
    return replace(reading, passages=tuple(passages), unplaced=(*reading.unplaced, *(passage.text for passage in left)))


def _gaps(source: str, passages: tuple[Passage, ...]) -> list[Span]:
    at, gaps = 0, []
    for span in [*sorted(span for passage in passages for span in passage.spans), Span(len(source), len(source))]:
        gaps += [Span(at + hit.start(), at + hit.end()) for hit in _SAID.finditer(source[at : span.start])]
        at = max(at, span.end)
    return gaps
