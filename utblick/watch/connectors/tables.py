"""Tables that somebody keeps by hand or gets from a programme (CSV, Excel, OpenDocument): each row is one thing."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from hashlib import blake2b
from zoneinfo import ZoneInfo

from python_calamine import CalamineError, CalamineWorkbook

from utblick.partners.tables import Fault, UnreadableTable, look_inside
from utblick.watch.addresses import canonical
from utblick.watch.cleaning import MOST_SUMMARY, MOST_TITLE, absolute, plain, visible
from utblick.watch.connectors import Deadline, Finding, Kind
from utblick.watch.connectors.dates import moment
from utblick.watch.errors import TooLarge, UnreadableAnswer

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 60, 4_000
HERE = ZoneInfo("Europe/Stockholm")
END_OF_DAY = time(23, 59)
# What a column can hold, and the beginnings of the words by which such columns are headed.
FIELDS: dict[str, str] = {
    "title": "titel|rubrik|namn|title|name|utlysning|call|projektnamn|project title|benämning",
    "link": "länk|url|webb|link|web|adress till",
    "summary": "beskriv|sammanfatt|text|summary|descr|innehåll|objective",
    "deadline": "sista|deadline|stänger|slutdatum|closes|closing|end|ansök",
    "published": "publicer|datum|date|published|created|utlyst|start",
    "authority": "finansiär|utgivare|avsändare|organisation|myndighet|authority|publisher|funder|buyer|beställare|köpare",
    "programme": "program|programme|fond",
    "kind": "typ|slag|kind|type",
    "budget": "budget|belopp|bidrag|summa|amount|total",
    "currency": "valuta|currency",
    "identifier": "id|identifier|diarie|nummer|number|reference|referens",
}
KINDS: dict[Kind, str] = {
    "call": "utlys|call|bidrag|grant",
    "tender": "upphandl|tender|anbud",
    "partner_search": "partner",
    "event": "event|evenemang|möte|webbin|konferens|seminar|kurs",
    "news": "nyhet|news",
}


@dataclass(frozen=True, slots=True)
class Table:
    header: list[str]
    rows: list[list[str]]


def opened(body: bytes, name: str) -> Table:
    """The first sheet with a heading and rows. Raises UnreadableAnswer, TooLarge."""
    if not body.strip():
        raise UnreadableAnswer("empty")
    sheets = [lines_of(body)] if name.lower().endswith((".csv", ".tsv", ".txt")) else sheets_of(body)
    for rows in sheets:
        filled = [row for row in rows if any(row)]
        if len(filled) > 1:
            return tidied(filled)
    raise UnreadableAnswer("no_table")


def tidied(rows: list[list[str]]) -> Table:
    """The heading is the first row with several cells; what stands above it is a title. Empty columns are dropped."""
    if len(rows) > MOST_ROWS or len(rows[0]) > 1_000:
        raise TooLarge("too_many_parts", str(len(rows)))
    start = next((number for number, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)
    wide = max(len(row) for row in rows)
    whole = [[*row, *[""] * (wide - len(row))] for row in rows[start:]]
    kept = [column for column in range(wide) if any(row[column] for row in whole)][:MOST_COLUMNS]
    header, *body = [[row[column] for column in kept] for row in whole]
    if not body:
        raise UnreadableAnswer("no_table")
    return Table([name or str(number) for number, name in enumerate(header, start=1)], body)


def sheets_of(body: bytes) -> Iterator[list[list[str]]]:
    try:
        if body.startswith(b"PK\x03\x04"):
            look_inside(body)
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python()
            yield [[written(cell) for cell in row] for row in rows[: MOST_ROWS + 1]]
    except UnreadableTable as error:
        raise UnreadableAnswer("too_hard" if error.fault is Fault.BOMB else "no_table", error.fault) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableAnswer("no_table", str(error)) from error


def written(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return visible(str(cell)).strip()[:LONGEST_CELL]


def lines_of(body: bytes) -> list[list[str]]:
    text = decoded(body)
    if "\x00" in text:
        raise UnreadableAnswer("no_table")
    first = text[:20_000]
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(";\t,|", key=lambda sign: first.count(sign)))
        return [[written(cell) for cell in row] for row, _ in zip(rows, range(MOST_ROWS + 1), strict=False)]
    except csv.Error as error:
        raise UnreadableAnswer("no_table", str(error)) from error


def decoded(body: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else what Excel on Windows writes."""
    for encoding in ("utf-16",) if body[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("cp1252", "replace")


def guessed(header: Sequence[str]) -> dict[str, int]:
    """Which column holds what, by their headings: field → column. Each column is taken once."""
    told: dict[str, int] = {}
    for field, beginnings in FIELDS.items():
        pattern = re.compile(rf"\b(?:{beginnings})", re.IGNORECASE)
        found = next((n for n, name in enumerate(header) if n not in told.values() and pattern.search(name)), None)
        if found is not None:
            told[field] = found
    return told


def findings(table: Table, columns: Mapping[str, int], kind: Kind = "news") -> Iterator[Finding]:
    """One for each row that has a title; `kind` is that of rows which do not say."""
    for row in table.rows:
        told = {field: row[column] for field, column in columns.items() if 0 <= column < len(row)}
        if title := plain(told.get("title", ""), MOST_TITLE):
            yield finding(title, told, kind)


def finding(title: str, told: Mapping[str, str], kind: Kind) -> Finding:
    link, deadline = absolute(told.get("link", "")), day_of(told.get("deadline", ""))
    budget = amount(told.get("budget", ""))
    return Finding(
        external_id=external_id(title, told, link),
        title=title,
        link=link,
        summary=plain(told.get("summary", ""), MOST_SUMMARY),
        published=day_of(told.get("published", ""), time(0)),
        kind=kind_of(told.get("kind", "")) or kind,
        deadlines=(Deadline(deadline),) if deadline else (),
        contribution=budget,
        currency=currency(told) if budget else "",
        authority=plain(told.get("authority", ""), 300),
        programme=plain(told.get("programme", ""), 200),
    )


def external_id(title: str, told: Mapping[str, str], link: str) -> str:
    """The row's own identifier, else what tells it from others; the same when the table is handed in again."""
    if own := told.get("identifier", "").strip():
        return f"id:{own}"[:500]
    return "row:" + blake2b(f"{title}\x1f{canonical(link)}".encode(), digest_size=16).hexdigest()


def day_of(told: str, clock: time = END_OF_DAY) -> datetime | None:
    """A day as tables write it (2026-05-01, 1/5/2026, 1 maj 2026); without a time of day, `clock` in Sweden."""
    text = told.strip()
    if found := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    at = moment(text)
    if at is None or re.search(r"\d[:.]\d\d", text.replace("-", "")) or "T" in text:
        return at
    return datetime.combine(at.date(), clock, HERE).astimezone(UTC)


def kind_of(told: str) -> Kind | None:
    return next((kind for kind, words in KINDS.items() if re.match(words, told.strip(), re.IGNORECASE)), None)


def amount(told: str) -> Decimal | None:
    """A number as it is written here or there; zero and nonsense are unknown."""
    digits = re.sub(r"[^\d.,-]", "", told)
    if re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})+", digits):
        digits = re.sub(r"[.,]", "", digits)
    elif re.search(r",\d{1,2}$", digits):
        digits = digits.replace(".", "").replace(",", ".")
    else:
        digits = digits.replace(",", "")
    try:
        return Decimal(digits) or None
    except InvalidOperation:
        return None


def currency(told: Mapping[str, str]) -> str:
    said = f"{told.get('currency', '')} {told.get('budget', '')}".upper()
    return "EUR" if "EUR" in said or "€" in said else "NOK" if "NOK" in said else "SEK"
