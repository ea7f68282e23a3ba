"""The source text as lines and stretches of lines, each knowing where in the source it stands."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

LONGEST_LINE = 8_000
MOST_LINES = 12_000  # some 250 pages
_SPLIT = re.compile(r"\n|\r\n?|\f|\v|\x1c|\x1d|\x1e|\x85|\u2028|\u2029")
_SAME_WIDTH = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\ufeff": " ", "\u200b": " ", "\0": " "})
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n\s*(?=[^\W\d_])(?!(?:och|eller|and|or|og|eller|samt)\b)")
_SUSPENDED = re.compile(r"(?<=[^\W\d_])[-\u2010]\n\s*(?=[A-ZÅÄÖ0-9])")
_SPACE = re.compile(r"\s+")


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of the source text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source without the white space round it; `page` counts form feeds, `gap` blank lines before it."""

    start: int
    text: str
    indent: int = 0
    gap: bool = True
    page: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def after(self, width: int) -> "Line":
        """The line without its first `width` characters and the space after them."""
        rest = self.text[width:]
        stripped = rest.lstrip()
        return Line(self.end - len(stripped), stripped, self.indent, self.gap, self.page)


def lines_of(source: str) -> tuple[list[Line], Line | None]:
    """The lines that hold something, and all that comes after `MOST_LINES` of them as one.

    Over-long lines are cut, so that no rule meets unbounded text.
    """
    lines: list[Line] = []
    at, page, gap = 0, 0, True
    even = source.translate(_SAME_WIDTH)
    for raw, mark in _raw_lines(even):
        if len(lines) >= MOST_LINES:
            return lines, _beyond(even, at)
        text = raw.strip()
        if text:
            lead = len(raw) - len(raw.lstrip())
            for offset in range(0, len(text), LONGEST_LINE):
                piece = text[offset : offset + LONGEST_LINE]
                lines.append(_line(at + lead + offset, piece, lead, gap, page))
        gap = not text or mark == "\f"
        page += mark == "\f"
        at += len(raw) + len(mark)
    return lines, None


def _beyond(source: str, at: int) -> Line | None:
    rest = source[at:].strip()
    return Line(source.index(rest[0], at), rest) if rest else None


def _line(start: int, piece: str, lead: int, gap: bool, page: int) -> Line:
    stripped = piece.strip()
    return Line(start + len(piece) - len(piece.lstrip()), stripped, lead, gap, page)


def _raw_lines(source: str) -> Iterator[tuple[str, str]]:
    at = 0
    for mark in _SPLIT.finditer(source):
        yield source[at : mark.start()], mark[0]
        at = mark.end()
    yield source[at:], ""


def ending(text: str) -> str:
    """The last words of a text: what patterns that look at its end are given, so that its length costs nothing."""
    return text[-100:]


def clean(raw: str) -> str:
    """Readable text: words joined over lines, soft hyphens and ligatures resolved, white space single."""
    text = raw
    if "\n" in text:
        text = _SUSPENDED.sub("-", text)
        text = _HYPHENATED.sub("", text)
    text = text.replace("\u00ad", "")
    if not text.isascii():
        text = "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in text)
        text = unicodedata.normalize("NFC", text)
    return _SPACE.sub(" ", text).strip()


@dataclass(frozen=True)
class Stretch:
    """Text that may run over several lines, with page headers left out. `mark` is where its bullet or number begins."""

    lines: tuple[Line, ...]
    mark: int | None = None

    @cached_property
    def raw(self) -> str:
        """The lines with a line feed between them: what the rules search, and what `part` is cut by."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def text(self) -> str:
        return clean(self.raw)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it stands in the source, with its mark."""
        spans = [Span(line.start, line.end) for line in self.lines]
        if self.mark is not None and spans:
            spans[0] = Span(self.mark, spans[0].end)
        return tuple(spans)

    def part(self, start: int, end: int) -> "Stretch":
        """The characters `start` to `end` of `raw`, as a stretch of its own."""
        return Stretch(tuple(self._cut(start, end)), self.mark if start == 0 else None)

    def _cut(self, start: int, end: int) -> Iterator[Line]:
        at = 0
        for line in self.lines:
            first, last = max(start - at, 0), min(end - at, len(line.text))
            if first < last and (text := line.text[first:last].strip()):
                lead = len(line.text[first:last]) - len(line.text[first:last].lstrip())
                yield Line(line.start + first + lead, text, line.indent, line.gap, line.page)
            at += len(line.text) + 1

    def parts(self, cuts: Iterable[int]) -> list["Stretch"]:
        """The stretch cut at each offset of `raw`; empty pieces are left out."""
        bounds = [0, *cuts, len(self.raw)]
        pieces = (self.part(a, b) for a, b in pairwise(bounds))
        return [piece for piece in pieces if piece.lines]


def joined(stretches: Sequence[Stretch]) -> Stretch:
    """Several stretches as one; the mark of the first is kept, later marks are read as part of their lines."""
    lines: list[Line] = []
    for number, stretch in enumerate(stretches):
        first, *rest = stretch.lines
        if number and stretch.mark is not None:
            first = Line(first.start, first.text, first.indent, first.gap, first.page)
        lines += [first, *rest]
    return Stretch(tuple(lines), stretches[0].mark if stretches else None)


# A full stop after these ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:bl|t|s|d|f|o|m|p|g|e|i|dvs|osv|m\.m|etc|ca|kap|resp|nr|no|dnr|jfr|jf|mfl|ev|exkl|inkl|st|mr|ms|dr|"
    r"sid|art|max|min|fr|u|tel|bil|vs|approx|dept)|(?<!\w)\d{1,2}|(?<![\w])[A-ZÅÄÖ])$",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(r"[.!?][\"”'’)\]\d]{0,3}\s+(?=[\"”“'‘(]?[A-ZÅÄÖÆØÉ0-9])")


def sentences(stretch: Stretch) -> list[Stretch]:
    """The stretch as sentences, abbreviations (bl.a., t.ex., e.g.) respected."""
    raw = stretch.raw
    cuts = []
    for stop in _FULL_STOP.finditer(raw):
        before = raw[max(0, stop.start() - 12) : stop.start()]
        ordinal = before[-1:].isdigit() and "\n" not in stop[0]  # "18. Hållbarhet" over two lines is none
        if raw[stop.start()] != "." or not _ABBREVIATION.search(before) or (before[-1:].isdigit() and not ordinal):
            cuts.append(stop.end())
    return stretch.parts(cuts)
