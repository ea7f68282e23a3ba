"""Spreadsheets and CSV files as people have them: read, or refused with a reason, never run and never unpacked without end."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utblick.tables import DELIMITERS, MOST_ROWS, Fault, Table, UnreadableTable, table_of

WORDS = st.text("abcåäöÕø123", min_size=1, max_size=8)


def workbook(*rows: list[object], merged: str = "", above: int = 0, macros: bool = False) -> bytes:
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number + above, column, cell, book.add_format({"num_format": "yyyy-mm-dd"}))
            else:
                sheet.write(number + above, column, cell)
    if merged:
        sheet.merge_range(merged, "NO")
    book.close()
    return with_member(body.getvalue(), "xl/vbaProject.bin", b"macro") if macros else body.getvalue()


def with_member(body: bytes, name: str, content: bytes) -> bytes:
    packed = io.BytesIO(body)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def fault(body: bytes) -> Fault:
    with pytest.raises(UnreadableTable) as told:
        table_of(body)
    return told.value.fault


def test_a_workbook_is_read_with_its_numbers_days_and_title_above() -> None:
    rows = (["Våra partner"], ["Namn", "Från", "Antal"], ["Lierne", date(2026, 5, 1), 3], ["Snåsa", "", 2.5])
    table = table_of(workbook(*rows))
    assert table == Table(["Namn", "Från", "Antal"], [["Lierne", "2026-05-01", "3"], ["Snåsa", "", "2.5"]], 3)


def test_a_merged_cell_says_the_same_in_every_row_that_it_covers() -> None:
    table = table_of(workbook(["Namn", "Land"], ["Lierne", ""], ["Snåsa", ""], ["Åre", "SE"], merged="B2:B3"))
    assert table.rows == [["Lierne", "NO"], ["Snåsa", "NO"], ["Åre", "SE"]]


def test_of_a_formula_the_last_value_is_taken_and_nothing_is_reckoned() -> None:
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Namn", "Ort"])
    sheet.write_formula(1, 0, '=HYPERLINK("http://x","Lierne")', None, "Lierne")
    sheet.write(1, 1, "Nordli")
    book.close()
    assert table_of(body.getvalue()).rows == [["Lierne", "Nordli"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", list(DELIMITERS))
def test_csv_is_read_whatever_its_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    rows = [["Namn", "Ort", "Om dem"], ["Põlva" if encoding != "cp1252" else "Åre", "Östersund", 'sa "hej"\noch gick']]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    table = table_of(text.getvalue().encode(encoding))
    assert table.header == rows[0]
    assert table.rows == [[*rows[1][:2], 'sa "hej" och gick']]


# A busy machine draws slowly; that is not what is tested.
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=2, max_size=8), st.sampled_from(DELIMITERS))
def test_what_is_written_as_csv_comes_back_the_same(rows: list[list[str]], delimiter: str) -> None:
    rows = [["Namn", "Land", "Ort"], *rows]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    assert table_of(text.getvalue().encode()).rows == rows[1:]


@given(st.binary(max_size=400))
def test_no_file_does_more_than_be_refused(body: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        try:
            table_of(start + body)
        except UnreadableTable:
            continue


def test_what_is_no_table_is_refused_with_its_reason(tmp_path: Path) -> None:
    assert fault(b"") == Fault.EMPTY
    assert fault(b"  \n") == Fault.EMPTY
    assert fault(b"Namn;Land\n") == Fault.EMPTY
    assert fault(b"\x00\x01\x02" * 20) == Fault.WRONG_KIND
    assert fault(b"PK\x03\x04 trasig") == Fault.DAMAGED
    assert fault(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")) == Fault.ENCRYPTED
    assert fault(with_member(workbook(["a"]), "xl/vbaProject.bin", b"x")) == Fault.MACROS
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert fault(word.getvalue()) == Fault.WRONG_KIND


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = io.BytesIO(workbook(["Namn", "Land"], ["Lierne", "NO"]))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as member:
        for _ in range(200):
            member.write(b"\0" * 1024 * 1024)
    assert len(bomb.getvalue()) < 1024 * 1024
    assert fault(bomb.getvalue()) == Fault.BOMB


def sheet_of(cells: str, after: str = "") -> bytes:
    """A workbook whose first sheet is this XML."""
    packed, told = io.BytesIO(), zipfile.ZipFile(io.BytesIO(workbook(["Namn"])))
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in told.namelist():
            whole = f"<worksheet {space}><sheetData>{cells}</sheetData>{after}</worksheet>".encode()
            archive.writestr(name, whole if name == "xl/worksheets/sheet1.xml" else told.read(name))
    return packed.getvalue()


@pytest.mark.parametrize("far", ["XFD1048576", "XFD110000", "ZZZZZZZZZ1"])
def test_a_cell_far_out_costs_nothing(far: str) -> None:
    """The library asks for memory for every cell before it: half a terabyte, and the process is gone."""
    first, last = '<c r="A1"><v>1</v></c>', f'<c r="{far}"><v>1</v></c>'
    assert fault(sheet_of(f"<row>{first}</row><row>{last}</row>")) in {Fault.BOMB, Fault.TOO_MANY_ROWS}


def test_too_many_rows_and_columns_are_told_with_their_number() -> None:
    with pytest.raises(UnreadableTable) as told:
        table_of(b"Namn;Land\n" + b"Lierne;NO\n" * (MOST_ROWS + 1))
    assert (told.value.fault, told.value.count) == (Fault.TOO_MANY_ROWS, MOST_ROWS + 1)
    assert fault(b";".join([b"x"] * 100) + b"\n1;2") == Fault.TOO_MANY_COLUMNS
    assert len(table_of(b"Namn;Land\n" + b"Lierne;NO\n" * MOST_ROWS).rows) == MOST_ROWS
