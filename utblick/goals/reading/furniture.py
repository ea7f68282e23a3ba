"""What is printed on the page but says nothing of its own: page numbers, running headers and footers, tables of contents."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from utblick.goals.reading.marks import MarkKind, is_lone_bullet, mark_of
from utblick.goals.reading.text import Line, ending
from utblick.goals.reading.vocabulary import HEADINGS, LEAD_END, Role

_PAGE_NUMBER = re.compile(
    r"(?:(?:sid(?:an?|a nr)?|page|side|s)\.?\s*)?\d{1,3}\s*(?:\(\s*\d{1,3}\s*\)|(?:/|av|of|af)\s*\d{1,3})"
    r"|(?:sida?n?|page|side|pg)\.?:?\s*\d{1,3}|[-–—|]\s*\d{1,3}\s*[-–—|]|sida?|[\W_]{2,}",
    re.IGNORECASE,
)
_PAGE_NUMBER_WITHIN = re.compile(
    r"(?:\b(?:sida?n?|page|side)\s*)?\b\d{1,3}\s*(?:\(\s*\d{1,3}\s*\)|/\s*\d{1,3}$|\b(?:av|of)\s\d{1,3}$)|\b(?:sida?n?|page|side)\s\d{1,3}\b",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"[^\W\d][^\d:]{0,60}[\s|]\s*\d{1,3}\s?\(\s?\d{1,3}\s?\)"
    r"|[^\W\d][^:]{0,100}?(?:\s{3,}|\s\|\s)(?:sida?n?|page|side)\s\d{1,3}(?:\s(?:av|of|\()\s?\d{1,3}\)?)?",
    re.IGNORECASE,
)  # "Granby kommun   1 (4)"
_BARE_NUMBER = re.compile(r"\d{1,3}")
_LEADERS = re.compile(r"(?:\.{3,}|…+|(?:\s\.){3,}|_{3,}|\t|\s{3,})\s*\d{1,3}$")
_TRAILING_PAGE = re.compile(r"\s*(?:\.{2,}|…+|(?:\s\.){2,}|\s)?\s*\d{1,3}$")
_TERMINATED = re.compile(r"[.:;!?]$")


def page_numbers(lines: Sequence[Line]) -> set[int]:
    """The indices of lines that hold nothing but a page number."""
    alone = {i for i, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text) or _HEADED.fullmatch(line.text)}
    return alone | _bare_numbers(lines)


def _bare_numbers(lines: Sequence[Line]) -> set[int]:
    """A number alone on its line is a page number where it stands at the edge of a page or they count upwards."""
    alone = [i for i, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line.text)]
    values = [int(lines[i].text) for i in alone]
    rising = len(values) > 1 and all(a < b for a, b in pairwise(values))
    return {i for i in alone if rising or _at_edge(lines, i)}


def _at_edge(lines: Sequence[Line], i: int) -> bool:
    return i in (0, len(lines) - 1) or lines[i].page != lines[i + 1].page or lines[i].page != lines[i - 1].page


def running_lines(lines: Sequence[Line], near: set[int]) -> set[int]:
    """Later copies of a line that is repeated and stands like a header or footer.

    Headings and leads that a document repeats on purpose ("Mål", "Vi ska:") are content. `near` are lines that are
    known to be furniture: their neighbours are suspect.
    """
    copies: defaultdict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if i not in near and len(line.text) <= 120 and (_paged(line.text) or not _repeatable(line)):
            copies[_key(line.text)].append(i)
    repeated = {i for same in copies.values() if len(same) > 1 for i in same}
    found: set[int] = set()
    for same in copies.values():
        if len(same) > 1 and _is_furniture(lines, same, repeated | near):
            first = same[0]
            on_every_page = _paged(lines[first].text) or (first >= 12 and _at_edge(lines, first))
            found.update(same if on_every_page else same[1:])
    return found


def _key(text: str) -> str:
    return _PAGE_NUMBER_WITHIN.sub("#", text).casefold()


def _paged(text: str) -> bool:
    return bool(_PAGE_NUMBER_WITHIN.search(text))


def _repeatable(line: Line) -> bool:
    mark = mark_of(line)
    role = len(line.text.split()) <= 2 and any(pattern.match(line.text) for _, pattern in HEADINGS)
    lead = LEAD_END.search(ending(line.text)) and not re.search(r":\s*\S", line.text)
    return mark.kind is MarkKind.BULLET or is_lone_bullet(line) or role or bool(lead)


def _is_furniture(lines: Sequence[Line], same: Sequence[int], furniture: set[int]) -> bool:
    """Paged, at the edge of pages, next to other furniture, or breaking a sentence; or a fact of the header again."""
    text = lines[same[0]].text
    if _paged(text):
        return True
    if re.match(r"[A-ZÅÄÖ][\w .]{1,25}:\s*\S", text) and same[0] < 25 and not _TERMINATED.search(text):
        return True
    if same[0] < 4 and len(same) > 2 and not _TERMINATED.search(text):
        return True
    again = same[1:]
    return sum(_at_edge(lines, i) or _beside(i, furniture) or _interrupts(lines, i) for i in again) * 2 >= len(again)


def _beside(i: int, furniture: set[int]) -> bool:
    return i - 1 in furniture or i + 1 in furniture


def _interrupts(lines: Sequence[Line], i: int) -> bool:
    if not 0 < i < len(lines) - 1:
        return True
    return not _TERMINATED.search(lines[i - 1].text) and lines[i + 1].text[:1].islower()


def contents(lines: Sequence[Line]) -> set[int]:
    """The indices of a table of contents, with its heading."""
    tables = HEADINGS[0]
    found = {
        i
        for i, line in enumerate(lines)
        if len(line.text) < 300 and _LEADERS.search(line.text) and re.search(r"[^\W\d_]", line.text)
    }
    found = found if len(found) > 1 else set()
    known = Counter(_entry(line.text) for line in lines)
    for i, line in enumerate(lines[:400]):
        if tables[0] is Role.CONTENTS and tables[1].fullmatch(_entry(line.text)):
            found |= {i} | _entries(lines, i + 1, known)
    return found


def _entry(text: str) -> str:
    if len(text) > 200:
        return ""
    bare = re.sub(r"^(?:#+\s+)?(?:\d+(?:\.\d+)*\.?\s+)?", "", text)
    return _TRAILING_PAGE.sub("", bare).strip(" .\t").casefold()


def _entries(lines: Sequence[Line], start: int, known: Counter[str]) -> set[int]:
    """Lines after the heading that lead to a page or to a later heading of the same words."""
    taken: set[int] = set()
    seen: set[str] = set()
    for i in range(start, min(start + 80, len(lines))):
        entry = _entry(lines[i].text)
        paged = bool(re.search(r"\D\s*\d{1,3}$", lines[i].text))
        if entry in seen or not (paged or known[entry] > 1) or len(lines[i].text) > 120:
            break
        seen.add(entry)
        taken.add(i)
    return taken
