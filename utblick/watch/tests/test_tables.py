import io
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from utblick.watch.connectors import Finding, tables
from utblick.watch.errors import TooLarge, Trouble, UnreadableAnswer

CSV = (
    "Utlysning;Finansiär;Sista ansökningsdag;Belopp;Länk;Beskrivning\r\n"
    "Unga ledare;Fjällfonden;2026-05-20;1 234,50 kr;https://example.org/a;Om ungdomar\r\n"
    ";;;;;\r\n"
    "Språkbro;Fjällfonden;20/6/2026;€ 20 000;;Om skolor\r\n"
)


def read(body: bytes) -> list[Finding]:
    table = tables.opened(body)
    return list(tables.findings(table, tables.guessed(table.header), "call"))


def sheet(*rows: tuple[object, ...], empty_first: bool = False) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd", "in_memory": True})
    if empty_first:
        book.add_worksheet("Tomt")
    page = book.add_worksheet("Utlysningar")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return file.getvalue()


def test_a_table_from_excel_in_swedish_is_read_by_its_headings() -> None:
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        first, second = read(CSV.encode(encoding))

        assert (first.title, first.authority, first.link) == ("Unga ledare", "Fjällfonden", "https://example.org/a")
        assert first.deadlines[0].at.isoformat() == "2026-05-20T21:59:00+00:00"
        assert (first.contribution, first.currency, first.kind) == (Decimal("1234.50"), "SEK", "call")
        assert second.deadlines[0].at.date().isoformat() == "2026-06-20"
        assert (second.contribution, second.currency) == (Decimal(20000), "EUR")


def test_a_workbook_is_read_where_its_table_begins() -> None:
    body = sheet(
        ("Utlysningar våren 2026",),
        (),
        ("Titel", "Deadline", "Typ", "Belopp"),
        ("Webbinarium om Interreg", "2026-05-20", "Evenemang", 0),
        ("Ny omgång", "2026-06-01", "", 6000000.0),
        empty_first=True,
    )
    first, second = read(body)

    assert (first.title, first.kind, first.contribution) == ("Webbinarium om Interreg", "event", None)
    assert (second.title, second.kind, second.contribution) == ("Ny omgång", "call", Decimal(6_000_000))


def test_a_file_as_cordis_publishes_it_is_read() -> None:
    body = b'id;status;title;startDate;totalCost\n"101";"SIGNED";"Cities; green";"2026-01-01";"1234567,89"'
    (one,) = read(body)
    assert (one.title, one.external_id, one.contribution) == ("Cities; green", "id:101", Decimal("1234567.89"))


def test_the_same_table_handed_in_again_tells_the_same_things() -> None:
    first, again = read(CSV.encode()), read(CSV.replace("Om ungdomar", "Om unga").encode())
    assert [one.external_id for one in first] == [one.external_id for one in again]
    assert first[0].content_hash() != again[0].content_hash()


@pytest.mark.parametrize(
    ("told", "amount"),
    [
        *(("1 234,50", "1234.50"), ("1.234.567", "1234567"), ("6,000,000", "6000000"), ("€ 20", "20")),
        *(("0", None), ("okänt", None), ("", None)),
    ],
)
def test_an_amount_is_read_as_it_is_written_here_or_there(told: str, amount: str | None) -> None:
    assert tables.amount(told) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b"bara en rad", "no_table"),
        (b"a\x00b;c\nd;e", "no_table"),
        (b"PK\x03\x04 not a workbook", "no_table"),
        (b"%PDF-1.7", "no_table"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(body: bytes, code: str) -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        tables.opened(body)
    assert caught.value.code == code


def test_a_table_of_too_many_rows_is_refused() -> None:
    with pytest.raises(TooLarge):
        tables.opened(b"a;b\n" * 6_000)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fall(body: bytes) -> None:
    try:
        table = tables.opened(body)
    except Trouble:
        return
    assert all(one.title for one in tables.findings(table, tables.guessed(table.header) | {"title": 0}))
