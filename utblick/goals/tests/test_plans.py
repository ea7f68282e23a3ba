"""Plans of action set as tables, in every format that they come in: goals, what is done for them, and who does it."""

import io
import time
from typing import Any

import docx
import pytest

from utblick.goals.documents import text_of
from utblick.goals.reading import read_policy
from utblick.goals.tests.test_documents import make_odt, make_pdf

ROWS = (
    ("Mål", "Aktivitet", "Ansvarig", "När"),
    ("Fler unga har kontakter i andra länder", "Skapa vänklasser i varje årskurs 7", "Skolnämnden", "2025"),
    ("", "Ta emot volontärer inom Europeiska solidaritetskåren", "Kulturnämnden", "Löpande"),
    ("Företagen hittar nya marknader och partner", "Starta ett nätverk för export", "Näringslivsenheten", "2026"),
    ("", "Bjuda in till exportfrukost två gånger om året", "", "Årligen"),
)
GOALS = [
    {"text": ROWS[1][0], "actions": [ROWS[1][1], ROWS[2][1]]},
    {"text": ROWS[3][0], "actions": [ROWS[3][1], ROWS[4][1]]},
]
DUTIES = [
    {"owner": ROWS[1][2], "text": ROWS[1][1]},
    {"owner": ROWS[2][2], "text": ROWS[2][1]},
    {"owner": ROWS[3][2], "text": ROWS[3][1]},
    {"owner": ROWS[3][2], "text": ROWS[4][1]},
]


def word() -> bytes:
    """The table with the goals' cells merged, and the owner's where two rows share it."""
    document = docx.Document()
    document.add_heading("Handlingsplan", 1)
    table = document.add_table(rows=0, cols=4)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for column, first, last in ((0, 1, 2), (0, 3, 4), (2, 3, 4)):
        table.cell(first, column).merge(table.cell(last, column))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def opendocument() -> bytes:
    """The table with the cells that others cover as OpenDocument has them."""
    covered = "<table:covered-table-cell/>"
    cells = (
        "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" if c else covered for c in r) for r in ROWS
    )
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return make_odt(f'<text:h text:outline-level="1">Handlingsplan</text:h><table:table>{rows}</table:table>')


def pdf(css: str) -> bytes:
    head, *rows = ROWS
    cells = "".join(f"<th>{text}" for text in head)
    body = "".join(
        "<tr>" + "".join(f"<td rowspan={2 if n == 0 else 1}>{text}" for n, text in enumerate(row) if text or n)
        for row in rows
    )
    page = f"<h1>Handlingsplan</h1><table><tr>{cells}{body}</table><p>{'Planen följs upp av styrelsen varje år. ' * 6}"
    return make_pdf(
        page, f"td, th {{vertical-align: top; text-align: left; {css}}} table {{border-collapse: collapse}}"
    )


TEXT = "Handlingsplan\n\n" + "\n".join(" | ".join(row).strip() for row in ROWS)
FORMATS: dict[str, Any] = {
    "text": TEXT.encode,
    "text with tabs": lambda: TEXT.replace(" | ", "\t").replace("| ", "\t").encode(),
    "Word": word,
    "OpenDocument": opendocument,
    "PDF with rules": lambda: pdf("border: 1px solid; padding: 1pt 5pt; width: 25%"),
    "PDF with white space": lambda: pdf("padding: 4pt 8pt"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_plan_reads_the_same_in_every_format(name: str) -> None:
    reading = read_policy(text_of(FORMATS[name]())).as_json()

    assert reading["goals"] == GOALS
    told = reading["duties"]
    assert isinstance(told, list)
    assert told[:4] == DUTIES
    assert isinstance(reading["unplaced"], list)
    assert "När: Löpande" in reading["unplaced"]


def test_a_row_over_all_columns_is_the_goal_of_those_below_it() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=3)
    rows = (
        ("Åtgärd", "Ansvarig", "Klart"),
        ("Mer pengar från EU",),
        ("Mall för ansökningar", "KS", "2025"),
        ("Utbildning", "HR", "2026"),
    )
    for cell, text in zip(table.rows[0].cells, rows[0], strict=True):
        cell.text = text
    for row in rows[1:]:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[2])
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)

    reading = read_policy(text_of(buffer.getvalue())).as_json()

    assert reading["goals"] == [{"text": "Mer pengar från EU", "actions": ["Mall för ansökningar", "Utbildning"]}]
    assert reading["duties"] == [
        {"owner": "Kommunstyrelsen", "text": "Mall för ansökningar"},
        {"owner": "HR", "text": "Utbildning"},
    ]


def test_a_goal_that_comes_again_in_a_table_is_one_goal() -> None:
    rows = "Mål | Aktivitet\nFler utbyten | Resor\nFler språk | Kurser\nFler utbyten | Besök\n"

    assert read_policy(f"Plan\n\n{rows}").as_json()["goals"] == [
        {"text": "Fler utbyten", "actions": ["Resor", "Besök"]},
        {"text": "Fler språk", "actions": ["Kurser"]},
    ]


def test_a_document_of_thirty_pages_takes_seconds_at_most() -> None:
    prose = "<p>Kommunens arbete bygger på kontakter mellan skolor, föreningar och företag i många länder. </p>" * 25
    data = make_pdf("".join(f"<h2 style='break-before:page'>{n} Avsnitt</h2>{prose}" for n in range(1, 31)))

    before = time.process_time()
    text = text_of(data)
    read_policy(text)

    # Some 1.5 s; what is caught is a cost that grows faster than the pages do.
    assert time.process_time() - before < 8
    assert text.count(" Avsnitt") == 30
