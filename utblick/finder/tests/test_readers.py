"""What the published files say, and which of their lines cannot be used."""

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utblick.finder.readers import Bad, NothingKnown, Part, Project, Unreadable, told
from utblick.finder.readers.unpacking import records
from utblick.finder.readers.values import amount, country, day, degrees
from utblick.finder.tests.make import make_cordis, make_csv, make_json, part_line, project_line

KOHESIO = {
    "Operation_Unique_Identifier": "https://linkedopendata.eu/entity/Q7361953",
    "Operation_Name_English": "",
    "Operation_Name_Programme_Language": "Gottsunda växer",
    "Operation_Summary_Programme_Language": "<p>Fler unga i arbete &amp; studier.</p>",
    "Country": "Sweden",
    "Operation_Start_Date": "04/09/2023",
    "Operation_End_Date": "",
    "Total_Eligible_Expenditure_amount": "337478.4",
    "Project_EU_Budget": "134991.36",
    "Beneficiary_Name": "Uppsala kommun",
    "Programme_Name": "ESF+",
    "NUTS3_Code": "SE121",
}
INTERREG = {
    "program": "Interreg Aurora",
    "projekttyp": "Ordinarie",
    "startdatum": "2023-01-01",
    "slutdatum": "2025-12-31",
    "projektnamn": "Äldreomsorg i norr",
    "organisationsnamn": "Strömsunds kommun",
    "organisationstyp": "Lokal offentlig myndighet",
    "organisationsroll": "LP",
    "nuts3": "SE322",
    "partnerbudget": "120 000,50",
    "politisktmal": "Ett mer socialt Europa",
    "specifiktmal": "Vård och omsorg",
}
ERASMUS = {
    "Programme": "Erasmus+",
    "Key Action": "Cooperation",
    "Action Type": "Small-scale partnerships in school education",
    "Funding Year": "2023",
    "Project Identifier": "2023-1-SE01-KA210-SCH-000156",
    "Project Title": "Reading across borders",
    "Project Summary": "Pupils read together.",
    "Topics": "Reading",
    "EU Grant award in euros (This amount represents ...)": "60000",
    "Coordinating organisation name": "Strömsunds kommun",
    "Coordinating organisation type": "Local Public body",
    "Coordinator's address": "Storgatan 15, 83380, Strömsund",
    "Coordinator's country": "SE",
    "Coordinator's website": "www.stromsund.se",
    "Partner 1 name": "Snåsa skole",
    "Partner 1 organisation type": "School/Institute/Educational centre – General education",
    "Partner 1 country": "NO - Norway",
    "Partner 2 name": "",
    "Partner 2 organisation type": "",
    "Partner 2 country": "",
}


def test_cordis_tells_projects_before_those_who_take_part(tmp_path: Path) -> None:
    path = make_cordis(
        tmp_path, [project_line(101)], [part_line(101, role="coordinator"), part_line(101, "Oslo", country="UK")]
    )

    project, lead, partner = told(path)

    assert isinstance(project, Project)
    assert (project.cost, project.starts_on, project.programme) == (
        Decimal("2073781.25"),
        date(2022, 9, 1),
        "Horizon Europe",
    )
    assert project.link == "https://cordis.europa.eu/project/id/101"
    assert isinstance(lead, Part)
    assert (lead.name, lead.leads, lead.nuts, lead.latitude) == ("Municipality of Snåsa", True, "NO060", 64.25)
    assert lead.website == "https://www.snasa.no"
    assert isinstance(partner, Part)
    assert (partner.country, partner.leads) == ("GB", False)


def test_a_broken_line_costs_itself_and_no_other(tmp_path: Path) -> None:
    open_quote = project_line(102).replace('people";', "people;", 1)
    short = '"103";"ACR103"'
    path = make_cordis(
        tmp_path, [project_line(101), open_quote, short, project_line(104), project_line(105, title="")], []
    )

    found = list(told(path))

    assert [one.key for one in found if isinstance(one, Project)] == ["101", "104"]
    assert [one.reason for one in found if isinstance(one, Bad)] == ["columns", "columns", "no_title"]


def test_a_text_may_hold_line_breaks_and_quotes(tmp_path: Path) -> None:
    path = make_cordis(tmp_path, [project_line(101, text='First.\n"Second"; third.\n')], [])
    (project,) = told(path)
    assert isinstance(project, Project)
    assert project.text == 'First. "Second"; third.'


@pytest.mark.parametrize("make", [make_csv, make_json])
def test_kohesio_tells_an_operation_with_its_beneficiary_in_any_shape(tmp_path: Path, make) -> None:
    project, part = told(make(tmp_path, [KOHESIO]))
    assert (project.key, project.title, project.lang) == ("Q7361953", "Gottsunda växer", "")
    assert (project.text, project.starts_on) == ("Fler unga i arbete & studier.", date(2023, 9, 4))
    assert (part.name, part.country, part.nuts, part.leads) == ("Uppsala kommun", "SE", "SE121", True)


@pytest.mark.parametrize("make", [make_csv, make_json])
def test_a_row_for_each_partner_is_one_project(tmp_path: Path, make) -> None:
    other = {**INTERREG, "organisationsnamn": "Snåsa kommune", "organisationsroll": "PP", "nuts3": "NO060"}
    project, lead, partner = told(make(tmp_path, [INTERREG, other]))
    assert (project.title, project.programme) == ("Äldreomsorg i norr", "Interreg Aurora")
    assert (lead.name, lead.country, lead.leads, lead.grant) == ("Strömsunds kommun", "SE", True, Decimal("120000.50"))
    assert (partner.name, partner.country, partner.leads) == ("Snåsa kommune", "NO", False)
    assert lead.project == partner.project == project.key


def test_erasmus_tells_each_set_of_partner_columns(tmp_path: Path) -> None:
    project, lead, partner = told(make_csv(tmp_path, [ERASMUS]))
    assert (project.key, project.grant, project.starts_on) == (
        "2023-1-SE01-KA210-SCH-000156",
        Decimal(60000),
        date(2023, 1, 1),
    )
    assert (lead.name, lead.place, lead.leads) == ("Strömsunds kommun", "Strömsund", True)
    assert (partner.name, partner.country) == ("Snåsa skole", "NO")


def test_erasmus_is_read_from_excel_too(tmp_path: Path) -> None:
    path = tmp_path / "erasmus.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(ERASMUS))
        sheet.write_row(1, 0, list(ERASMUS.values()))
    assert [type(one) for one in told(path)] == [Project, Part, Part]


def test_a_workbook_with_a_cell_far_out_is_refused_and_ends_nobody(tmp_path: Path) -> None:
    """The library asks for memory for every cell before it, half a terabyte, and its process is gone."""
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(ERASMUS))
        sheet.write(1_048_575, 16_383, "långt ut")
    with pytest.raises(Unreadable):
        list(told(path))


def test_the_sheet_with_known_headings_is_found_behind_others(tmp_path: Path) -> None:
    path = tmp_path / "several.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Tom")
        book.add_worksheet("Läs mig").write_row(0, 0, ["Om", "filen"])
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, list(ERASMUS))
        sheet.write_row(1, 0, list(ERASMUS.values()))
    assert [type(one) for one in told(path)] == [Project, Part, Part]


def test_a_list_under_a_name_is_found_in_json(tmp_path: Path) -> None:
    path = tmp_path / "under.json"
    path.write_text(
        '{"count": 1, "data": [{"projektnamn": "A", "organisationsnamn": "B", "organisationsroll": "LP", "nuts3": "SE322"}]}'
    )
    assert [type(one) for one in told(path)] == [Project, Part]


def test_another_table_is_not_taken_for_project_data(tmp_path: Path) -> None:
    with pytest.raises(NothingKnown):
        list(told(make_csv(tmp_path, [{"name": "A", "price": 3}])))


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04broken", b"\x1f\x8bbroken", b'[{"a": 1', b"\x00" * 50])
def test_a_damaged_file_says_so(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(body)
    with pytest.raises(Unreadable):
        list(told(path))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2073781,25", "2073781.25"),
        ("75 354 267", "75354267"),
        ("1.234.567,5", "1234567.50"),
        ("56868.983", "56868.98"),
    ],
)
def test_amounts_are_read_as_they_are_written(text: str, value: str) -> None:
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "0", "N.a.", "abc", "9" * 40, "NaN", "-"])
def test_no_amount_is_unknown(text: str) -> None:
    assert amount(text) is None


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_values(text: str) -> None:
    assert amount(text) is None or abs(amount(text)) < 10**15
    assert day(text) is None or day(text).year > 0
    assert country(text) == "" or len(country(text)) == 2
    degrees(text)


def test_countries_are_told_by_code_and_by_name_in_several_languages() -> None:
    assert [country(text) for text in ("EL", "UK", "SE - Sweden", "Norge", "Deutschland", "Türkiye", "ZZZ")] == [
        *("GR", "GB", "SE", "NO", "DE", "TR", ""),
    ]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=20), max_size=30))
def test_records_keep_every_line(lines: list[str]) -> None:
    assert [line for _number, record in records(iter(lines), r"\d{4}") for line in record] == lines


def _archive() -> bytearray:
    """A zip of one table that is long enough to be damaged in its middle."""
    told = io.BytesIO()
    rows = "".join(f"{n};A{n};HORIZON;{blake2b(str(n).encode()).hexdigest()}\n" for n in range(3_000))
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.csv", "id;acronym;frameworkProgramme;objective\n" + rows)
    return bytearray(told.getvalue())


def _encrypted() -> bytes:
    packed = _archive()
    packed[6] |= 1
    packed[packed.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def _in_its_middle() -> bytes:
    packed = _archive()
    middle = len(packed) // 2
    packed[middle : middle + 200] = bytes(byte ^ 0x5A for byte in packed[middle : middle + 200])
    return bytes(packed)


def _by_an_unknown_method() -> bytes:
    packed = _archive()
    packed[8] = packed[packed.rfind(b"PK\x01\x02") + 10] = 97
    return bytes(packed)


def _cut_short() -> bytes:
    with zipfile.ZipFile(io.BytesIO(_archive())) as archive:
        packed = gzip.compress(archive.read("project.csv"))
    return packed[: len(packed) // 2]


@pytest.mark.parametrize("damaged", [_encrypted, _in_its_middle, _by_an_unknown_method, _cut_short])
def test_damage_is_said_wherever_it_lies(tmp_path: Path, damaged: Callable[[], bytes]) -> None:
    path = tmp_path / "damaged"
    path.write_bytes(damaged())
    with pytest.raises(Unreadable):
        list(told(path))
