"""The facts about the document itself: its header block, its cover, and the sentences that tell who adopted it and when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from utblick.goals.reading import dates
from utblick.goals.reading.fields import (
    AMBIGUOUS,
    BARE_CASE,
    DOCUMENT_TYPE,
    facts_in,
    key_name,
    organ_in,
    pairs_in,
    section_in,
)
from utblick.goals.reading.headings import is_owner, roles_of
from utblick.goals.reading.labels import Column, kind_of
from utblick.goals.reading.marks import MarkKind, cells_of, goes_on_in_row, mark_of
from utblick.goals.reading.passages import Fact
from utblick.goals.reading.text import Line, Span, Stretch, clean, sentences
from utblick.goals.reading.vocabulary import COMMITMENT, FINITE

TOP = 60
# A date of its own ("Datum: 2023-02-27") is that of the decision where the decision has none.
WITHOUT_FIELD = ("other", "dated", "review_by")
OF_A_HEADER = {
    "id_number",
    "type",
    "version",
    "adopted",
    "section",
    "case_number",
    "valid",
    "valid_from",
    "valid_until",
}
RUNNING = ("id_number", "version", "case_number")
TITLE_AND_SUBJECT = 5  # score
_TYPE_ALONE = re.compile(rf"(?:{DOCUMENT_TYPE.pattern})", re.IGNORECASE)
_ISSUER = re.compile(
    r"(?:[\w.’'-]+\s){1,4}(?:kommuns?|stads?|region|kommune|landsting|municipality|council|borough|county|city)|(?:city|"
    r"town|municipality|county|region|borough|shire) of (?:[\w.’'-]+\s?){1,4}|(?:region|kommun)\s[\w-]+",
    re.IGNORECASE,
)
ADOPTED = re.compile(
    r"\b(?:antag(?:en|et|na|its?)|antogs?|antog|fastställ(?:d|t|da|des|de|ts)|beslut(?:ad|at|ade|ades|ats)|godkän(?:d|t|"
    r"da|des)|vedtatt|vedtaget|vedtok|adopted|approved|endorsed)\b",
    re.IGNORECASE,
)
# "Kalix kommun – Styrdokument": where the document is kept, not what it is called.
_COLLECTION = re.compile(r"\s*[–—-]\s*(?:styrdokument|författningssamling|governing documents?)$", re.IGNORECASE)
_ADOPTION_LINE = re.compile(
    r"\W{0,2}(?:\w+\s){0,4}?(?:antag|fastställ|beslut|godkän|vedta|adopted|approved|endorsed)", re.IGNORECASE
)
_GOES_ON = re.compile(
    rf"[Dd]en\b|\d|§|[Dd]nr|[Oo]n\b|KF\b|KS\b(?!\s?\d{{4}}/)|Gäller|[a-zåäö]|(?i:{'|'.join(dates.MONTHS)})\s\d"
)
_REVIEW = re.compile(
    r"\b(?:revideras|aktualiseras|ses över|uppdateras|omprövas|reviewed|revised|updated)\b.{0,40}?"
    r"\b(?:senast|by|no later than|in)\b",
    re.IGNORECASE,
)
_REVISED = re.compile(r"(?:senast\s|last\s)?(?:reviderad|ändrad|uppdaterad|revised|amended|updated)\b", re.IGNORECASE)
_PERIOD_ALONE = re.compile(r"(?:(?:för\s)?(?:mandatperioden|perioden|åren|period)\s)?[\d\s–—/-]+", re.IGNORECASE)
_SECTION_LINE = re.compile(r"§\s?\d{1,4}(?:$|[,;]|\s+(?:dnr|diarie\w*|ärende\w*)\b)", re.IGNORECASE)
# "Kommunfullmäktige 2018-11-26 § 201": who, when and which section, with nothing between them.
_BARE_DECISION = re.compile(
    r"(?:(?:kommun|region)?fullmäktige|(?:kommun|region)styrelsen|KF|KS|(?:(?:city|town|county|municipal|regional) )?(?:council|"
    r"board))(?:\s(?:den|on))?[,:]?\s\d[^;]{3,30}§\s?\d{1,4}\.?$",
    re.IGNORECASE,
)
_OTHER_DOCUMENT = re.compile(
    r"\b(?:tidigare|ersätter|former(?:ly)?|previous|replaces|supersedes|förra|upphäv|utgår från|enligt|bygger på|vision|"
    r"budget|nya vänort|projekt)\b",
    re.IGNORECASE,
)
# "Fullmäktige antog 2022 en internationell strategi": this document is not called "en", unless its very day is told.
_SOME_DOCUMENT = re.compile(
    r"\b(?:antog|antagit|beslutade|fastställde|adopted|approved)\b[^.]{0,40}?\s(?:en|ett|an?)\s(?:\w+\s){0,3}?"
    r"(?:\w*polic\w+|\w*strateg\w+|\w*program\w*|\w*plan|framework|riktlinje\w*)\b",
    re.IGNORECASE,
)
_VALIDITY = re.compile(
    r"\b(?:gäller|gälla|giltig|giltighet\w*|valid|in force|expires?|"
    r"remains? in (?:force|effect)|takes? effect|effective|appl(?:y|ies)|"
    r"träder i kraft|gjelder|gælder|avser perioden|omfattar (?:åren|perioden)|covers the (?:years|period))\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:\w*polic\w+|\w*strateg\w+|riktlinje\w*|\w*program\w*|\w*plan(?:en)?|dokument\w*|document|framework|"
    r"retningslinje\w*|guidelines?)\b",
    re.IGNORECASE,
)
_UNKNOWN_PAIR = re.compile(r"[A-ZÅÄÖ][^:.]{2,50}:\s+\S.{0,100}")


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
    foot = _foot(lines, top)
    _read_tables(lines, {*range(min(top + 12, len(lines))), *foot}, header)
    for i, line in enumerate(lines):
        if i not in header.used:
            _read_pairs(i, line, header, within=i < top or i in foot)
    _read_letterhead(lines, top, header)
    _read_cells(lines, top, header)
    _read_unknown_pairs(lines, top, header)
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


def read_running(lines: Sequence[Line], header: Header) -> None:
    """The facts that page headers tell and nothing else does: "Id: STY 2021-18   Sida 1 (6)"."""
    for cell in (cell for line in lines for cell in cells_of(line)):
        if BARE_CASE.fullmatch(cell.text) and not header.first("case_number"):
            header.add("case_number", cell.text, Span(cell.start, cell.end))
        for pair in pairs_in(cell.text):
            if pair.name in RUNNING and not header.first(pair.name):
                header.add(pair.name, clean(cell.text[pair.start : pair.end]), Span(cell.start + pair.start, cell.end))


def _foot(lines: Sequence[Line], top: int) -> set[int]:
    """The lines of a header block that stands last in the document: nothing but keys and values."""
    start = len(lines)
    known: set[str] = set()
    while start > top and (names := _facts_of(lines[start - 1])):
        start -= 1
        known |= names
    return set(range(start, len(lines))) if len(known & OF_A_HEADER) > 1 else set()


def _facts_of(line: Line) -> set[str]:
    cells = cells_of(line)
    row = key_name(cells[0].text) if len(cells) == 2 else None
    unknown = {"other"} if _UNKNOWN_PAIR.fullmatch(line.text) else set[str]()
    return {pair.name for pair in pairs_in(line.text)} or ({row} if row else unknown)


def _read_tables(lines: Sequence[Line], within: set[int], header: Header) -> None:
    """Rows of key and value, and a row of keys above a row of values."""
    for i in sorted(within):
        cells = cells_of(lines[i])
        names = [key_name(cell.text) for cell in cells]
        if i - 1 in header.used and len(cells) == 2 and cells[0].text in ("av", "by"):
            header.used.add(i)
            above = key_name(cells_of(lines[i - 1])[0].text) or "other"
            _keep(header, above, cells[1], cells[0])
        if i in header.used or len(cells) < 2 or not names[0] or _among_actions(lines, i):
            continue
        below = cells_of(lines[i + 1]) if i + 1 < len(lines) else []
        if (
            sum(map(bool, names)) * 2 > len(names)
            and len(below) == len(cells)
            and not any(pairs_in(v.text) for v in below)
        ):
            header.used |= {i, i + 1}
            for name, key, value in zip(names, cells, below, strict=True):
                _keep(header, name or "other", value, key)
        elif len(cells) % 2 == 0 and all(names[::2]) and not any(names[1::2]):
            header.used.add(i)
            for name, key, value in zip(names[::2], cells[::2], cells[1::2], strict=True):
                _keep(header, name or "other", value, key)


def _among_actions(lines: Sequence[Line], i: int) -> bool:
    """Whether the row says who answers for the goal or action in the row above: "Aktivitet | ...", "Ansvarig | ..."."""
    if not i or kind_of(cells_of(lines[i])[0].text) is not Column.OWNER:
        return False
    above = kind_of(cells_of(lines[i - 1])[0].text)
    return goes_on_in_row(lines[i - 1]) or above in (Column.GOAL, Column.ACTION)


def _read_letterhead(lines: Sequence[Line], top: int, header: Header) -> None:
    """Keys in columns beside the sender's name, each value in line under its key; some have none."""
    for i in range(min(top, len(lines) - 1)):
        keys = [(name, cell) for cell in cells_of(lines[i]) if (name := key_name(cell.text))]
        below = {cell.indent: cell for cell in cells_of(lines[i + 1])}
        under = [(name, key, value) for name, key in keys for at, value in below.items() if abs(at - key.indent) < 3]
        if header.used & {i, i + 1} or len(keys) < 2 or not under:
            continue
        header.used |= {i, i + 1}
        for name, key, value in under:
            _keep(header, name, value, key)


def _keep(header: Header, name: str, value: Line, key: Line | None = None) -> None:
    header.add(name, clean(value.text), Span(value.start, value.end))
    if name in WITHOUT_FIELD and value.text.strip(" -–"):
        header.without_field.append(Stretch((key, value) if key else (value,)))


def _read_pairs(i: int, line: Line, header: Header, *, within: bool) -> None:
    pairs = pairs_in(line.text)
    if not pairs or (not within and (pairs[0].name in AMBIGUOUS or len(line.text) > 160)):
        return
    if not within and pairs[0].name == "review_by" and len(line.text) > 60:
        return
    if ":" not in line.text[: pairs[0].start] and is_adoption(line.text):
        return  # "Adopted by the Council on ...": a sentence, which may go on in the next line
    if all(not line.text[p.start : p.end].strip() for p in pairs):
        return
    header.used.add(i)
    for pair in pairs:
        value = line.text[pair.start : pair.end].strip(" |\t")
        named = pair.name == "adopted" and organ_in(line.text[pair.key_start : pair.start])  # "Council approval: May 4"
        told = line.text[pair.key_start : pair.end] if named else value
        header.add(pair.name, clean(told), Span(line.start + pair.start, line.start + pair.end))
        if pair.name in WITHOUT_FIELD and value.strip(" -–"):
            header.without_field.append(Stretch((_sub(line, pair.key_start, pair.end),)))


def _read_cells(lines: Sequence[Line], top: int, header: Header) -> None:
    """A page header in columns, a key and its value in one of them: "Ängsta kommun    Dnr KS 2018/33"."""
    for i in range(min(top, len(lines))):
        cells = cells_of(lines[i])
        told = any(pairs_in(cell.text) or _told_alone(cell.text) for cell in cells)
        if i in header.used or len(cells) < 2 or not told:
            continue
        header.used.add(i)
        for cell in cells:
            pairs = [pair for pair in pairs_in(cell.text) if pair.name != "other"]
            for pair in pairs:
                header.add(pair.name, clean(cell.text[pair.start : pair.end]), Span(cell.start + pair.start, cell.end))
            if not pairs and (name := _told_alone(cell.text)):
                header.add(name, clean(cell.text), Span(cell.start, cell.end))
            elif not pairs and not _is_issuer(cell.text):
                header.without_field.append(Stretch((cell,)))


def _told_alone(text: str) -> str | None:
    """The fact that a text tells without a key."""
    if is_adoption(text):
        return "adopted"
    if _VALIDITY.match(text) and is_validity(text):
        return "valid"
    return "case_number" if BARE_CASE.fullmatch(text) else None


def _read_unknown_pairs(lines: Sequence[Line], top: int, header: Header) -> None:
    """ "Key: value" lines beside known ones: a fact that has no field here."""
    for i in range(min(top, len(lines))):
        line = lines[i]
        beside = (i - 1 in header.used and not line.gap) or (i + 1 in header.used and not lines[i + 1].gap)
        if i in header.used or is_adoption(line.text):
            continue
        if beside and _UNKNOWN_PAIR.fullmatch(line.text):
            header.used.add(i)
            header.without_field.append(Stretch((line,)))


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
            header.used |= (
                {*keys, *values} if len(values) == len(keys) else {k for k in keys if lines[k].text.endswith(":")}
            )
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
        if _REVISED.match(lines[i].text) and len(lines[i].text) < 90:
            header.used.add(i)
            header.without_field.append(Stretch((lines[i],)))
            continue
        if len(lines[i].text) < 90 and _VALIDITY.match(lines[i].text) and is_validity(lines[i].text):
            header.used.add(i)
            header.add("valid", lines[i].text, Span(lines[i].start, lines[i].end))
        if i - 1 in header.used and not lines[i].gap and _SECTION_LINE.match(lines[i].text) and header.first("adopted"):
            header.used.add(i)
            header.add("adopted", lines[i].text, Span(lines[i].start, lines[i].end))
        if not (_ADOPTION_LINE.match(lines[i].text) or _BARE_DECISION.match(lines[i].text)):
            continue
        text, last = lines[i].text, i
        while last + 1 < len(lines) and _goes_on(text, lines[last + 1]) and last + 1 not in header.used:
            last += 1
            text = f"{text} {lines[last].text}"
        if is_adoption(text) and not _says_more(lines[i : last + 1]):
            header.used |= set(range(i, last + 1))
            span = Span(lines[i].start, lines[last].end)
            header.add("adopted", clean(text), span)


def _says_more(lines: Sequence[Line]) -> bool:
    """Whether another sentence stands beside the one of adoption: then each is read by itself where it stands."""
    whole = (each.text for each in sentences(Stretch(tuple(lines))))
    told = (text for text in whole if COMMITMENT.search(text) or FINITE.search(text))
    return any(not (is_adoption(text) or _VALIDITY.search(text)) for text in told)


def _goes_on(text: str, line: Line) -> bool:
    begins = _GOES_ON.match(line.text)
    return (
        bool(begins)
        and not line.gap
        and len(line.text) <= 90
        and len(text) < 200
        and not text.endswith(".")
        and mark_of(line).kind is not MarkKind.BULLET
    )


def is_adoption(sentence: str) -> bool:
    """Whether the sentence tells who adopted this document, and when."""
    if len(sentence) < 90 and _BARE_DECISION.match(sentence) and dates.first_day(sentence):
        return True
    if len(sentence) > 350 or not ADOPTED.search(sentence):
        return False
    exact = dates.first_day(sentence) or section_in(sentence)
    if _OTHER_DOCUMENT.search(sentence) or (_SOME_DOCUMENT.search(sentence) and not exact):
        return False
    dated = exact or dates.opening_day(sentence)
    return bool(organ_in(sentence) and dated) or bool(
        organ_in(sentence) and len(sentence) < 60 and _ADOPTION_LINE.match(sentence)
    )


def is_validity(sentence: str) -> bool:
    """Whether the sentence tells for how long this document holds."""
    if len(sentence) > 350 or not _VALIDITY.search(sentence):
        return False
    about = _DOCUMENT.search(sentence) or _VALIDITY.match(sentence)
    limit = dates.INDEFINITE.search(sentence) or dates.period(sentence) or dates.closing_day(sentence)
    return bool(about) and bool(limit or dates.duration(sentence))


def is_review(sentence: str) -> bool:
    """Whether the sentence tells by when the document is to be looked at again."""
    return len(sentence) < 200 and bool(
        _DOCUMENT.search(sentence) and _REVIEW.search(sentence) and dates.closing_day(sentence)
    )


def take_sentence(sentence: str, span: Span, header: Header) -> None:
    """Keep what a sentence of adoption or validity tells."""
    text = clean(sentence)
    if is_adoption(text):
        header.add("adopted", text, span)
    if is_validity(text):
        header.add("valid", text, span)
    if is_review(text):
        header.add("review_by", text, span)


def _read_cover(lines: Sequence[Line], top: int, header: Header) -> None:
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
        elif _is_issuer(text):
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


def _is_issuer(text: str) -> bool:
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
    return plain and not key_name(text) and not dates.first_day(text) and not _is_issuer(text)


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
