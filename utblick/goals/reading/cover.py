"""The cover: the title, the kind of document alone on a line, and the name of the municipality."""

import re
from collections.abc import Sequence

from utblick.goals.reading import dates
from utblick.goals.reading.facts import Header
from utblick.goals.reading.fields import BARE_CASE, DOCUMENT_TYPE, key_name, pairs_in
from utblick.goals.reading.headings import is_owner, roles_of
from utblick.goals.reading.marks import MarkKind, cells_of, mark_of
from utblick.goals.reading.text import Line, Span, clean

TITLE_AND_SUBJECT = 5  # score
_TYPE_ALONE = re.compile(rf"(?:{DOCUMENT_TYPE.pattern})", re.IGNORECASE)
_ISSUER = re.compile(
    r"(?:[\w.’'-]+\s){1,4}(?:kommuns?|stads?|region|kommune|landsting|municipality|council|borough|county|city)|(?:city|"
    r"town|municipality|county|region|borough|shire) of (?:[\w.’'-]+\s?){1,4}|(?:region|kommun)\s[\w-]+",
    re.IGNORECASE,
)
# "Kalix kommun – Styrdokument": where the document is kept, not what it is called.
_COLLECTION = re.compile(r"\s*[–—-]\s*(?:styrdokument|författningssamling|governing documents?)$", re.IGNORECASE)
_PERIOD_ALONE = re.compile(r"(?:(?:för\s)?(?:mandatperioden|perioden|åren|period)\s)?[\d\s–—/-]+", re.IGNORECASE)


def read_cover(lines: Sequence[Line], top: int, header: Header) -> None:
    """The title, the kind of document alone on a line, and the name of the municipality."""
    title = header.first("title") or _title_in_columns(lines[: top + 3], header) or _find_title(lines, top, header)
    for i, line in enumerate(lines):
        text = line.text.strip("# ")
        if i in header.used:
            continue
        if title and text.casefold() == title.casefold():
            header.title_lines.append(i)
        elif i >= top + 5:
            continue
        elif _TYPE_ALONE.fullmatch(text) and not _far_below(i, header.title_lines):
            header.add("type_alone", text.capitalize(), Span(line.start, line.end))
            header.used.add(i)
        elif is_issuer(text):
            header.add("issuer", text, Span(line.start, line.end))
            header.used.add(i)
        elif is_owner(text) and header.title_lines and i < header.title_lines[0]:
            header.add("issuer", text, Span(line.start, line.end))  # the office whose letterhead it is
            header.used.add(i)
        elif BARE_CASE.fullmatch(text):
            header.add("case_number", text, Span(line.start, line.end))
            header.used.add(i)
        elif _PERIOD_ALONE.fullmatch(text) and dates.period(text) and i < top:
            header.add("valid", text, Span(line.start, line.end))
            header.used.add(i)
    header.used |= set(header.title_lines)


def _far_below(i: int, title: Sequence[int]) -> bool:
    """Whether the line stands so far below the title that it is a heading ("Riktlinjer") of what comes next."""
    return bool(title) and i > title[-1] + 3


def is_issuer(text: str) -> bool:
    name = _COLLECTION.sub("", text)
    titled = DOCUMENT_TYPE.search(name) or re.search(r"\s(?:för|for|till)\s", name)
    return len(text) < 50 and bool(_ISSUER.fullmatch(name)) and not titled


def _title_in_columns(lines: Sequence[Line], header: Header) -> str | None:
    """A title beside the case number: no doubt is left by its words, which name a kind of document and the subject."""
    for stretch in header.without_field:
        line = stretch.lines[0]
        if not pairs_in(line.text) and _could_be_title(line) and _title_score(line) > TITLE_AND_SUBJECT:
            header.without_field.remove(stretch)
            if any(
                each.text.casefold().startswith(stretch.text.casefold()) for each in lines if each.start != line.start
            ):
                return None
            header.add("title", stretch.text, stretch.spans[0])
            return stretch.text
    return None


def _find_title(lines: Sequence[Line], top: int, header: Header) -> str | None:
    reach = range(min(max(top, 1) + 1, len(lines)))
    candidates = [i for i in reach if i not in header.used and _could_be_title(lines[i])]
    candidates = [i for i in candidates if _title_score(lines[i]) > 0] or candidates[:1]
    if not candidates:
        return None
    if _title_score(lines[candidates[0]]) < 0:
        return None
    best = max(candidates, key=lambda i: (_title_score(lines[i]), -i))
    run = [best]
    while (
        run[-1] + 1 < len(lines)
        and _title_goes_on(lines[run[-1]], lines[run[-1] + 1], len(run))
        and run[-1] + 1 not in header.used
    ):
        run.append(run[-1] + 1)
    header.title_lines = run
    header.used |= set(run)
    title = clean("\n".join(lines[i].text.lstrip("# ") for i in run))
    header.add("title", title, Span(lines[run[0]].start, lines[run[-1]].end))
    return title


def _could_be_title(line: Line) -> bool:
    text = line.text.lstrip("# ")
    if len(text) > 120 or len(text.split()) > 15 or re.search(r"[.;:|]$", text) or not re.search(r"[^\W\d_]{3}", text):
        return False
    number = mark_of(line)
    plain = number.kind in (MarkKind.NONE, MarkKind.HEADING) and not number.number
    return plain and not key_name(text) and not dates.first_day(text) and not is_issuer(text)


def _title_score(line: Line) -> int:
    text = line.text.lstrip("# ")
    score = 2 * line.text.startswith("# ")
    words = len(text.split())
    # A line in columns is a page header: the title has a line of its own.
    score -= 3 * (len(cells_of(line)) > 1)
    score += 4 * bool(DOCUMENT_TYPE.search(text)) * (words > 1 or len(text) > 14)
    score += 2 * bool(
        re.search(r"internation|\beu\b|\beu-|europ|omvärld|vänort|twin|sister|global", text, re.IGNORECASE)
    )
    return score - 3 * (text[:1].islower() or bool(roles_of(text) and words < 4 and not DOCUMENT_TYPE.search(text)))


def _title_goes_on(last: Line, line: Line, taken: int) -> bool:
    runs_on = (
        line.text[:1].islower()
        or re.search(r"\b(?:för|for|och|and|of|av|i|in|–|-)$", last.text, re.IGNORECASE)
        or re.fullmatch(r"(?:19|20)\d\d\s*[-–—]\s*(?:20)?\d\d", line.text)
    )
    between = {line.text.casefold(), last.text.casefold()} & {"för", "for"}
    return (
        bool(runs_on)
        and (not line.gap or bool(between))
        and taken < 4
        and len(line.text) < 80
        and not line.text.endswith(".")
        and mark_of(line).kind is not MarkKind.BULLET
    )
