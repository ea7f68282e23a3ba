"""The facts about the document itself, from its header block and its page headers, with the cover and what sentences tell."""

import re
from collections.abc import Sequence

from utblick.goals.reading import dates
from utblick.goals.reading.adoption import ADOPTION_LINE, BARE_DECISION, VALIDITY, is_adoption, is_validity
from utblick.goals.reading.cover import is_issuer, read_cover
from utblick.goals.reading.facts import Header
from utblick.goals.reading.fields import AMBIGUOUS, BARE_CASE, FACTS, key_name, organ_in, pairs_in
from utblick.goals.reading.headings import roles_of
from utblick.goals.reading.labels import Column, kind_of
from utblick.goals.reading.marks import MarkKind, cells_of, goes_on_in_row, mark_of
from utblick.goals.reading.text import Line, Span, Stretch, clean, sentences
from utblick.goals.reading.vocabulary import COMMITMENT, FINITE, NUMBERED_GOAL
from utblick.goals.reading.wording import STATED_GOAL

TOP = 60
# A date of its own ("Datum: 2023-02-27") is that of the decision where the decision has none.
WITHOUT_FIELD = ("other", "dated", "review_by")
OF_A_HEADER = set(FACTS) - {"title", "review_by", "dated", "other"}  # the others stand in ordinary lists too
RUNNING = ("id_number", "version", "case_number")
_GOES_ON = re.compile(
    rf"[Dd]en\b|\d|§|[Dd]nr|[Oo]n\b|KF\b|KS\b(?!\s?\d{{4}}/)|Gäller|[a-zåäö]|(?i:{'|'.join(dates.MONTHS)})\s\d"
)
_REVISED = re.compile(r"(?:senast\s|last\s)?(?:reviderad|ändrad|uppdaterad|revised|amended|updated)\b", re.IGNORECASE)
_SECTION_LINE = re.compile(r"§\s?\d{1,4}(?:$|[,;]|\s+(?:dnr|diarie\w*|ärende\w*)\b)", re.IGNORECASE)
_UNKNOWN_PAIR = re.compile(r"[A-ZÅÄÖ][^:.]{2,50}:\s+\S.{0,100}")


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
    read_cover(lines, top, header)
    return header


def _top(lines: Sequence[Line]) -> int:
    """Where the header can reach at most: the first line of running text."""
    for i, line in enumerate(lines[:TOP]):
        words = len(line.text.split())
        if (words > 22 and not pairs_in(line.text)) or (i > 3 and mark_of(line).kind is MarkKind.BULLET):
            return i
        if i and (NUMBERED_GOAL.match(line.text) or STATED_GOAL.match(line.text)):
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
            elif not pairs and not is_issuer(cell.text):
                header.without_field.append(Stretch((cell,)))


def _told_alone(text: str) -> str | None:
    """The fact that a text tells without a key."""
    if is_adoption(text):
        return "adopted"
    if VALIDITY.match(text) and is_validity(text):
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
        if len(lines[i].text) < 90 and VALIDITY.match(lines[i].text) and is_validity(lines[i].text):
            header.used.add(i)
            header.add("valid", lines[i].text, Span(lines[i].start, lines[i].end))
        if i - 1 in header.used and not lines[i].gap and _SECTION_LINE.match(lines[i].text) and header.first("adopted"):
            header.used.add(i)
            header.add("adopted", lines[i].text, Span(lines[i].start, lines[i].end))
        if not (ADOPTION_LINE.match(lines[i].text) or BARE_DECISION.match(lines[i].text)):
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
    return any(not (is_adoption(text) or VALIDITY.search(text)) for text in told)


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
