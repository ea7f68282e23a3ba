"""Tables that somebody keeps by hand or gets from a programme (CSV, Excel, OpenDocument): each row is one thing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal, InvalidOperation
from hashlib import blake2b

from utblick.tables import MOST_COLUMNS, Fault, UnreadableTable, sheets
from utblick.watch.addresses import canonical
from utblick.watch.cleaning import MOST_SUMMARY, MOST_TITLE, absolute, plain
from utblick.watch.connectors import Deadline, Finding, Kind
from utblick.watch.connectors.dates import END_OF_DAY, HERE, moment
from utblick.watch.errors import TooLarge, UnreadableAnswer

MOST_ROWS = 5_000
FAULTS = {Fault.EMPTY: "empty", Fault.BOMB: "too_hard"}
# What a column can hold, and the beginnings of the words by which such columns are headed.
FIELDS: dict[str, str] = {
    "title": "titel|rubrik|namn|title|name|utlysning|call|projektnamn|project title|benämning",
    "link": "länk|url|webb|link|web|adress till|adress$",
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


def opened(body: bytes) -> Table:
    """The first sheet with a heading and rows. Raises UnreadableAnswer, TooLarge."""
    try:
        for rows in sheets(body):
            filled = [row for row in rows if any(row)]
            if len(filled) > 1:
                return tidied(filled)
    except UnreadableTable as error:
        if error.fault is Fault.TOO_MANY_ROWS:
            raise TooLarge("too_many_parts", str(error.count)) from error
        raise UnreadableAnswer(FAULTS.get(error.fault, "no_table"), error.fault) from error
    raise UnreadableAnswer("no_table")


def tidied(rows: list[list[str]]) -> Table:
    """The heading is the first row with several cells; what stands above it is a title. Empty columns are dropped."""
    if len(rows) > MOST_ROWS:
        raise TooLarge("too_many_parts", str(len(rows)))
    start = next((number for number, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)
    wide = max(len(row) for row in rows)
    whole = [[*row, *[""] * (wide - len(row))] for row in rows[start:]]
    kept = [column for column in range(wide) if any(row[column] for row in whole)][:MOST_COLUMNS]
    header, *body = [[row[column] for column in kept] for row in whole]
    if not body:
        raise UnreadableAnswer("no_table")
    return Table([name or str(number) for number, name in enumerate(header, start=1)], body)


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
