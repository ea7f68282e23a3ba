"""The facts about the document itself: its header block, its cover, and the sentences that tell who adopted it and when."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from utblick.goals.reading import dates
from utblick.goals.reading.fields import (
    AMBIGUOUS,
    DOCUMENT_TYPE,
    case_in,
    facts_in,
    key_name,
    organ_in,
    pairs_in,
    section_in,
    type_in,
)
from utblick.goals.reading.headings import roles_of
from utblick.goals.reading.marks import MarkKind, cells_of, mark_of
from utblick.goals.reading.passages import Fact
from utblick.goals.reading.text import Line, Span, Stretch, clean

TOP = 60
_TYPE_ALONE = re.compile(rf"(?:{DOCUMENT_TYPE.pattern})", re.IGNORECASE)
_ISSUER = re.compile(
    r"(?:[\w.’'-]+\s){1,4}(?:kommuns?|stads?|region|kommune|landsting|municipality|council|borough|county|city)|(?:city|town|municipality|county|region|borough|shire) of (?:[\w.’'-]+\s?){1,4}|(?:region|kommun)\s[\w-]+",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"\b(?:antag(?:en|et|na|its?)|antogs?|antog|fastställ(?:d|t|da|des|de|ts)|beslut(?:ad|at|ade|ades|ats)|godkän(?:d|t|da|des)|vedtatt|vedtaget|vedtok|adopted|approved|endorsed)\b",
    re.IGNORECASE,
)
_ADOPTION_LINE = re.compile(r"\W{0,2}(?:\w+\s){0,4}?(?:antag|fastställ|beslut|godkän|vedta|adopted|approved|endorsed)", re.IGNORECASE)
_OTHER_DOCUMENT = re.compile(r"\b(?:tidigare|ersätter|former(?:ly)?|previous|replaces|supersedes|förra|upphäv|utgår från|enligt|bygger på|vision|budget|nya vänort|projekt)\b", re.IGNORECASE)
_VALIDITY = re.compile(
    r"\b(?:gäller|giltig|giltighet\w*|valid|in force|remains? in (?:force|effect)|takes? effect|effective|träder i kraft|gjelder|gælder|avser perioden|omfattar (?:åren|perioden)|covers the (?:years|period))\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\b(?:\w*polic\w+|\w*strateg\w+|riktlinje\w*|\w*program\w*|\w*plan(?:en)?|dokument\w*|document|framework|retningslinje\w*|guidelines?)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:från och med|från|fr\.? ?o\.? ?m\.?|from|fra|träder i kraft|effective|takes? effect)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:till och med|t\.? ?o\.? ?m\.?|längst till|till|until|through|expires?|til)\b", re.IGNORECASE)


@dataclass
class Header:
    """What was found so far: facts by name (the first wins), the lines used, and what has no field of its own."""

    facts: list[Fact] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    without_field: list[Stretch] = field(default_factory=list)
    title_lines: list[int] = field(default_factory=list)

    def first(self, name: str) -> str | None:
        """The first value of a fact."""
        return next((fact.value for fact in self.facts if fact.name == name), None)

    def all(self, name: str) -> list[str]:
        """Every value of a fact, in the order found."""
        return [fact.value for fact in self.facts if fact.name == name]

    def add(self, name: str, value: str, span: Span) -> None:
        """Keep a fact that has a value."""
        self.facts += [Fact(kind, text, span) for kind, text in facts_in(name, value)]
        validity = _VALIDITY.search(value) if name == "adopted" else None
        if validity and is_validity(value[validity.start() :]):
            self.facts.append(Fact("valid", value[validity.start() :], span))


def read_header(lines: Sequence[Line]) -> Header:
    """The header of a document whose page furniture has been taken away."""
    header = Header()
    top = _top(lines)
    _read_tables(lines, top, header)
    for i, line in enumerate(lines):
        if i not in header.used:
            _read_pairs(i, line, header, within=i < top)
    _read_columns(lines, top, header)
    _read_adoption_lines(lines, top, header)
    _read_cover(lines, top, header)
    return header


def _top(lines: Sequence[Line]) -> int:
    """Where the header can reach at most: the first line of running text."""
    for i, line in enumerate(lines[:TOP]):
        words = len(line.text.split())
        if (words > 22 and not pairs_in(line.text)) or (i > 3 and mark_of(line).kind is MarkKind.BULLET):
            return i
        if i > 2 and words < 4 and roles_of(line.text) and not key_name(line.text) and not pairs_in(line.text):
            return i
    return min(len(lines), TOP)


def _read_tables(lines: Sequence[Line], top: int, header: Header) -> None:
    """Rows of key and value, and a row of keys above a row of values."""
    for i in range(min(top + 12, len(lines))):
        cells = cells_of(lines[i])
        names = [key_name(cell.text) for cell in cells]
        if i in header.used or len(cells) < 2 or not names[0]:
            continue
        below = cells_of(lines[i + 1]) if i + 1 < len(lines) else []
        if all(names) and len(below) == len(cells):
            header.used |= {i, i + 1}
            for name, key, value in zip(names, cells, below, strict=True):
                _keep(header, name or "other", value, key)
        elif len(cells) % 2 == 0 and all(names[::2]) and not any(names[1::2]):
            header.used.add(i)
            for name, key, value in zip(names[::2], cells[::2], cells[1::2], strict=True):
                _keep(header, name or "other", value, key)


def _keep(header: Header, name: str, value: Line, key: Line | None = None) -> None:
    header.add(name, clean(value.text), Span(value.start, value.end))
    if name in ("other", "review_by") and value.text.strip(" -–"):
        header.without_field.append(Stretch((key, value) if key else (value,)))


def _read_pairs(i: int, line: Line, header: Header, *, within: bool) -> None:
    pairs = pairs_in(line.text)
    if not pairs or (not within and (pairs[0].name in AMBIGUOUS or len(line.text) > 160)):
        return
    if not within and pairs[0].name == "review_by" and len(line.text) > 60:
        return
    if all(not line.text[p.start : p.end].strip() for p in pairs):
        return
    header.used.add(i)
    for pair in pairs:
        value = line.text[pair.start : pair.end].strip(" |\t")
        header.add(pair.name, clean(value), Span(line.start + pair.start, line.start + pair.end))
        if pair.name in ("other", "review_by") and value.strip(" -–"):
            header.without_field.append(Stretch((_sub(line, pair.key_start, pair.end),)))


def _sub(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    return Line(line.start + start, text.rstrip(" |\t"), line.indent, line.gap, line.page)


def _read_columns(lines: Sequence[Line], top: int, header: Header) -> None:
    """Keys alone on their lines: one with its value below it, or several with as many values after them."""
    i = 0
    while i < min(top, len(lines)):
        keys = _run_of_keys(lines, i, top, header)
        values = _values(lines, i + len(keys), len(keys), header)
        if keys and len(values) == len(keys):
            for k, v in zip(keys, values, strict=True):
                _keep(header, key_name(lines[k].text) or "other", lines[v], lines[k])
        if keys:
            header.used |= {*keys, *values} if len(values) == len(keys) else {k for k in keys if lines[k].text.endswith(":")}
        i += max(len(keys), 1)


def _run_of_keys(lines: Sequence[Line], start: int, top: int, header: Header) -> list[int]:
    run: list[int] = []
    for i in range(start, min(top, len(lines))):
        if i in header.used or not key_name(lines[i].text) or (run and lines[i].gap):
            break
        run.append(i)
    return run


def _values(lines: Sequence[Line], start: int, count: int, header: Header) -> list[int]:
    found: list[int] = []
    for i in range(start, min(start + count, len(lines))):
        if (lines[i].gap and count == 1) or i in header.used or len(lines[i].text) > 120 or roles_of(lines[i].text):
            break
        found.append(i)
    return found


def _read_adoption_lines(lines: Sequence[Line], top: int, header: Header) -> None:
    """Lines on the cover such as "Antagen av kommunfullmäktige den 12 december 2012, § 121"."""
    for i in range(len(lines)):
        near_edge = i < top + 3 or i >= len(lines) - 6
        if i in header.used or not near_edge or len(lines[i].text) > 220:
            continue
        if len(lines[i].text) < 90 and _VALIDITY.match(lines[i].text) and is_validity(lines[i].text):
            header.used.add(i)
            header.add("valid", lines[i].text, Span(lines[i].start, lines[i].end))
        if not _ADOPTION_LINE.match(lines[i].text):
            continue
        text, last = lines[i].text, i
        while last + 1 < len(lines) and _goes_on(text, lines[last + 1]) and last + 1 not in header.used:
            last += 1
            text = f"{text} {lines[last].text}"
        if is_adoption(text):
            header.used |= set(range(i, last + 1))
            span = Span(lines[i].start, lines[last].end)
            header.add("adopted", clean(text), span)


def _goes_on(text: str, line: Line) -> bool:
    begins = re.match(r"[Dd]en\b|\d|§|[Dd]nr|[Oo]n\b|KF\b|KS\b|Senast|Reviderad|Gäller|[a-zåäö]", line.text)
    return bool(begins) and not line.gap and len(line.text) <= 90 and len(text) < 200 and not text.endswith(".") and mark_of(line).kind is not MarkKind.BULLET


def is_adoption(sentence: str) -> bool:
    """Whether the sentence tells who adopted this document, and when."""
    if len(sentence) > 350 or not _ADOPTED.search(sentence) or _OTHER_DOCUMENT.search(sentence):
        return False
    dated = dates.first_day(sentence) or section_in(sentence) or dates.opening_day(sentence)
    return bool(organ_in(sentence) and dated) or bool(organ_in(sentence) and len(sentence) < 60 and _ADOPTION_LINE.match(sentence))


def is_validity(sentence: str) -> bool:
    """Whether the sentence tells for how long this document holds."""
    if len(sentence) > 350 or not _VALIDITY.search(sentence):
        return False
    about = _DOCUMENT.search(sentence) or _VALIDITY.match(sentence)
    limit = dates.INDEFINITE.search(sentence) or dates.period(sentence) or dates.closing_day(sentence)
    return bool(about) and bool(limit or dates.duration(sentence))


def take_sentence(sentence: str, span: Span, header: Header) -> None:
    """Keep what a sentence of adoption or validity tells."""
    text = clean(sentence)
    if is_adoption(text):
        header.add("adopted", text, span)
    if is_validity(text):
        header.add("valid", text, span)


def _read_cover(lines: Sequence[Line], top: int, header: Header) -> None:
    """The title, the kind of document alone on a line, and the name of the municipality."""
    title = header.first("title")
    if not title:
        title = _find_title(lines, top, header)
    for i, line in enumerate(lines):
        text = line.text.strip("# ")
        if i in header.used:
            continue
        if title and text.casefold() == title.casefold():
            header.title_lines.append(i)
        elif i >= top + 5:
            continue
        elif _TYPE_ALONE.fullmatch(text):
            header.add("type_alone", text.capitalize(), Span(line.start, line.end))
            header.used.add(i)
        elif _is_issuer(text):
            header.add("issuer", text, Span(line.start, line.end))
            header.used.add(i)
    header.used |= set(header.title_lines)


def _is_issuer(text: str) -> bool:
    return len(text) < 50 and bool(_ISSUER.fullmatch(text)) and not DOCUMENT_TYPE.search(text)


def _find_title(lines: Sequence[Line], top: int, header: Header) -> str | None:
    candidates = [i for i in range(min(max(top, 1) + 1, len(lines))) if i not in header.used and _could_be_title(lines[i])]
    if not candidates:
        return None
    best = max(candidates, key=lambda i: (_title_score(lines[i]), -i))
    run = [best]
    while run[-1] + 1 < len(lines) and _title_goes_on(lines[run[-1]], lines[run[-1] + 1], len(run)) and run[-1] + 1 not in header.used:
        run.append(run[-1] + 1)
    header.title_lines = run
    header.used |= set(run)
    title = clean("\n".join(lines[i].text.lstrip("# ") for i in run))
    header.add("title", title, Span(lines[run[0]].start, lines[run[-1]].end))
    return title


def _could_be_title(line: Line) -> bool:
    text = line.text.lstrip("# ")
    if len(text) > 120 or len(text.split()) > 15 or re.search(r"[.;:]$", text) or not re.search(r"[^\W\d_]{3}", text):
        return False
    number = mark_of(line)
    plain = number.kind in (MarkKind.NONE, MarkKind.HEADING) and not number.number
    return plain and not key_name(text) and not dates.first_day(text) and not _is_issuer(text)


def _title_score(line: Line) -> int:
    text = line.text.lstrip("# ")
    score = 2 * line.text.startswith("# ")
    words = len(text.split())
    score += 4 * bool(DOCUMENT_TYPE.search(text)) * (words > 1 or len(text) > 14)
    score += 2 * bool(re.search(r"internation|\beu\b|\beu-|europ|omvärld|vänort|twin|sister|global", text, re.IGNORECASE))
    return score - 3 * (text[:1].islower() or bool(roles_of(text) and words < 4 and not DOCUMENT_TYPE.search(text)))


def _title_goes_on(last: Line, line: Line, taken: int) -> bool:
    runs_on = line.text[:1].islower() or re.search(r"\b(?:för|for|och|and|of|av|i|in|–|-)$", last.text, re.IGNORECASE) or re.fullmatch(r"(?:19|20)\d\d\s*[-–—]\s*(?:20)?\d\d", line.text)
    return bool(runs_on) and not line.gap and taken < 4 and len(line.text) < 80 and not line.text.endswith(".") and mark_of(line).kind is not MarkKind.BULLET


@dataclass(frozen=True, slots=True)
class Particulars:
    """The header's facts in their normal form."""

    title: str | None = None
    id_number: str | None = None
    type: str | None = None
    version: str | None = None
    adopted_by: str | None = None
    adopted_on: date | None = None
    section: str | None = None
    case_number: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    valid_indefinitely: bool = False
    review_by: date | None = None


def particulars(header: Header) -> Particulars:
    """The facts in their normal form: bodies in full, dates as dates, section without its sign."""
    title = header.first("title")
    adopted = header.all("adopted")
    adopted_on = _first(dates.first_day, adopted) or _first(dates.opening_day, adopted)
    since, until, indefinitely = _validity(header, title or "", adopted_on)
    case = header.first("case_number")
    return Particulars(
        title=title,
        id_number=header.first("id_number"),
        type=header.first("type") or _own_type(header.first("type_alone"), type_in(title or "")),
        version=header.first("version"),
        adopted_by=_adopter(header, adopted),
        adopted_on=adopted_on,
        section=_section(header, adopted),
        case_number=case_in(case, keyed=True) if case else _first(case_in, adopted),
        valid_from=since,
        valid_until=until,
        valid_indefinitely=indefinitely,
        review_by=_first(dates.closing_day, header.all("review_by")),
    )


def _own_type(alone: str | None, of_title: str | None) -> str | None:
    """The word alone on the cover, except that "Styrdokument" says less than the title does."""
    return of_title if alone == "Styrdokument" and of_title else alone or of_title


def _first[T](read: Callable[[str], T | None], texts: Sequence[str]) -> T | None:
    return next((value for text in texts if (value := read(text)) is not None), None)


def _adopter(header: Header, adopted: Sequence[str]) -> str | None:
    named = _first(organ_in, adopted)
    if named or not adopted:
        return named
    value = re.sub(r"[§\d].*$", "", adopted[0]).strip(" ,.-–")
    return value if 0 < len(value.split()) < 6 and not _ADOPTED.search(value) and not dates.opening_day(value) else None


def _section(header: Header, adopted: Sequence[str]) -> str | None:
    own = header.first("section")
    digits = re.search(r"\d+(?:/\d+)?", own) if own else None
    return digits[0] if digits else _first(section_in, adopted)


def _validity(header: Header, title: str, adopted_on: date | None) -> tuple[date | None, date | None, bool]:
    """First and last day, and whether it holds until further notice. Keys go before sentences, those before the title."""
    since = _first(dates.opening_day, header.all("valid_from"))
    until = _first(dates.closing_day, header.all("valid_until"))
    stated = [*header.all("valid"), *header.all("valid_until")]
    indefinitely = until is None and any(dates.INDEFINITE.search(text) for text in [*stated, *header.all("valid_from")])
    for text in stated:
        span = _stated(text, since or adopted_on)
        since, until = since or span[0], until or (None if indefinitely else span[1])
    if not (since or until or indefinitely) and (years := dates.period(title)):
        since, until = years
    return since, until, indefinitely


def _stated(text: str, start: date | None) -> tuple[date | None, date | None]:
    """The days of a value such as "2022-2026", "t.o.m. 2025-12-31", "fyra år från antagandet", "2026"."""
    if span := dates.period(text):
        return span
    until, since = _UNTIL.search(text), _FROM.search(text)
    first = dates.opening_day(text[since.end() :]) if since else None
    last = dates.closing_day(text[until.end() :]) if until and until.start() != (since.start() if since else -1) else None
    years = dates.duration(text)
    if not last and years and (first or start):
        last = dates.years_later(first or start, years)
    if not (first or last or since or years or dates.INDEFINITE.search(text)):
        last = dates.closing_day(text)
    return first, last
