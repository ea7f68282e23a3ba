"""What stands first on a line: heading markup, a bullet, a number, or the cells of a table."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from utblick.goals.reading.dates import MONTHS
from utblick.goals.reading.text import Line


class MarkKind(Enum):
    """How a line announces itself."""

    NONE = auto()
    HEADING = auto()
    BULLET = auto()
    NUMBER = auto()
    LETTER = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a line: `width` characters of it; `number` is (3, 2) for "3.2", `dotted`: "." or ")" ends it."""

    kind: MarkKind
    width: int = 0
    level: int = 0
    number: tuple[int, ...] = ()
    dotted: bool = False
    sign: str = ""


UNMARKED = Mark(MarkKind.NONE)
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_BULLET = re.compile(
    r"(?:[•●▪■□◦○‣⁃∙·⚫➢➤►▶▸→➔⇒✓✔❖◆★♦\ue000-\uf8ff]\s*|[*»>¤§]\s+|[-–—−]\s*|o\s+)(?=[^\W\d_]|[\"”“'‘(\d])"
)
_LONE_BULLET = re.compile(r"[•●▪■□◦○‣⁃∙·➢➤►▶▸→➔⇒✓❖◆*\-–—\ue000-\uf8ff]|o")
_SECTION = re.compile(r"(?:§\s?(\d{1,2})|(\d{1,2})\s?§)(?:[.:]|\s[–—-])?\s+(?=[^\W\d_])")  # "§ 3 Mål", "3 § Mål"
_NUMBER = re.compile(r"(?:(\d{1,2}(?:\.\d{1,2}){0,3})([.):]?)|\((\d{1,2})(\)))\s+(?=\S)")
_LETTER = re.compile(r"(?:\(?[a-zåäö]\)|[a-h]\.|\(?[ivx]{1,4}\)|[ivx]{1,4}\.)\s+(?=\S)")
_ROMAN = re.compile(r"(?:[IVX]{1,4}|[A-H])[.)]\s+(?=\S)")
_MONTH_NEXT = re.compile(rf"(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_CELL_BREAK = re.compile(r"\s*\|\s*|\t+|\s{3,}")
MOST_CELLS = 12
LONGEST_ROW = 3_000


def mark_of(line: Line) -> Mark:
    """The mark at the head of the line."""
    text = line.text
    if found := _HEADING.match(text):
        inner = mark_of(line.after(found.end()))
        width = found.end() + (inner.width if inner.kind is MarkKind.NUMBER else 0)
        return Mark(MarkKind.HEADING, width, len(found[1]), inner.number)
    if found := _SECTION.match(text):
        return Mark(MarkKind.NUMBER, found.end(), 1, (int(found[1] or found[2]),), dotted=True)
    if found := _BULLET.match(text):
        return Mark(MarkKind.BULLET, found.end(), sign=text[0])
    if (found := _NUMBER.match(text)) and not _MONTH_NEXT.match(text, found.end()):
        return _numbered(found)
    if found := _LETTER.match(text) or _ROMAN.match(text):
        return Mark(MarkKind.LETTER, found.end(), dotted=True)
    return UNMARKED


def _numbered(found: re.Match[str]) -> Mark:
    number = tuple(int(part) for part in (found[1] or found[3]).split("."))
    return Mark(MarkKind.NUMBER, found.end(), len(number), number, bool(found[2] or found[4]))


def is_lone_bullet(line: Line) -> bool:
    """Whether the line is a bullet whose text stands on the next line."""
    return _LONE_BULLET.fullmatch(line.text) is not None


def goes_on_in_row(line: Line) -> bool:
    """Whether the line holds further cells of the row above it; one that ends with a bar too is a row of its own."""
    return line.text.startswith("|") and not line.text.endswith("|")


def cells_of(line: Line) -> list[Line]:
    """The cells of a table row: split at bars, tabs or wide gaps; one cell where there is no table."""
    if len(line.text) > LONGEST_ROW:
        return [line]
    cells, at = [], 0
    for gap in _CELL_BREAK.finditer(line.text):
        if gap.start() > at:
            cells.append(Line(line.start + at, line.text[at : gap.start()], line.indent + at, line.gap, line.page))
        at = gap.end()
    if at < len(line.text):
        cells.append(Line(line.start + at, line.text[at:], line.indent + at, line.gap, line.page))
    return cells if len(cells) <= MOST_CELLS else [line]
