"""Lists taken home: what stands in them, and that nothing in them runs."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from utblick.ui.sheets import DANGEROUS, Sheet, csv_lines, write_xlsx

SHEET = Sheet("Partner: [kommuner]", {"Namn": lambda row: row[0], "Värde": lambda row: row[1]})


def excel(rows: list[tuple]) -> list[list]:
    file = io.BytesIO()
    write_xlsx(file, SHEET, iter(rows))
    return CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()


def as_csv(rows: list[tuple]) -> list[list[str]]:
    text = "".join(csv_lines(SHEET, iter(rows)))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


def test_excel_keeps_dates_as_dates_and_money_as_numbers() -> None:
    told = excel([("Älvdal", date(2026, 2, 28)), ("Kostnad", Decimal("1234.50")), ("Antal", 3)])
    assert told == [["Namn", "Värde"], ["Älvdal", date(2026, 2, 28)], ["Kostnad", 1234.5], ["Antal", 3.0]]


def test_moments_are_told_in_swedish_time() -> None:
    moment = datetime(2026, 7, 1, 15, 0, tzinfo=UTC)
    assert excel([("a", moment)])[1][1] == datetime(2026, 7, 1, 17, 0)
    assert as_csv([("a", moment)])[1][1] == "2026-07-01 17:00"


def test_csv_has_decimals_as_a_swedish_spreadsheet_reads_them() -> None:
    assert as_csv([("a", Decimal("-1234.50")), ("b", None), ("c", date(2026, 1, 2))])[1:] == [
        ["a", "-1234,50"],
        ["b", ""],
        ["c", "2026-01-02"],
    ]


@pytest.mark.parametrize("start", DANGEROUS)
def test_no_text_becomes_a_formula(start: str) -> None:
    """The same prefixes as OWASP lists, in both kinds of file."""
    text = f"{start}cmd|' /C calc'!A0"
    assert as_csv([(text, 1)])[1][0] == f"'{text}"
    file = io.BytesIO()
    write_xlsx(file, SHEET, [(text, 1)])
    assert b"<f>" not in _parts(file)


def _parts(file: io.BytesIO) -> bytes:
    import zipfile

    with zipfile.ZipFile(file) as book:
        return b"".join(book.read(name) for name in book.namelist())


@given(
    st.lists(st.tuples(st.text(max_size=50), st.one_of(st.none(), st.text(max_size=50), st.integers(-(10**9), 10**9))))
)
def test_any_text_can_be_written(rows: list[tuple]) -> None:
    assert len(as_csv(rows)) == len(rows) + 1
    excel(rows)


def test_a_very_long_text_is_cut_where_excel_would_refuse_it() -> None:
    assert len(excel([("x" * 40_000, 1)])[1][0]) == 32_767
