import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from lxml import etree
from pypdf import PdfReader
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks
from weasyprint import HTML

from accessible.papers import faults
from utblick.accounts.models import Municipality, User
from utblick.followup import freezing
from utblick.followup.documents import making, word
from utblick.followup.models import Rendering, Report, ReportSection
from utblick.followup.paper import Paper, paper_of
from utblick.followup.tests.make import make_goals, make_report, make_year
from utblick.indicators.tests.make import make_indicator
from utblick.initiatives.tests.make import make_initiative, make_result, make_step

pytestmark = pytest.mark.django_db
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
HOSTILE = "<script>alert(1)</script> & 'så' {{ 7*7 }} {% if %} \"x\" Ω"


def made(report: Report) -> dict[str, bytes]:
    return {format: kind.make(paper_of(report, linked=False)) for format, kind in making.KINDS.items()}


def words_of(word: bytes) -> str:
    document = Document(BytesIO(word))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(paragraphs + cells)


def words_of_pdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def words_of_html(html: bytes) -> str:
    from html import unescape

    return unescape(re.sub(r"<[^>]+>", " ", html.decode().split("</style>")[-1]))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def figures_of(paper: Paper) -> list[str]:
    rows = [row for part in paper.read for table in part.tables for row in [*table.rows, table.total]]
    return [box.text for row in rows for box in row]


def test_all_three_documents_have_each_figure_and_each_sentence_of_the_page(here: Municipality) -> None:
    make_year()
    report = make_report()
    ReportSection.objects.create(report=report, key="closing", heading="Avslutning", text="Vi tackar.\n\n- ett\n- två")
    paper, documents = paper_of(report), made(report)
    texts = {
        "word": words_of(documents["word"]),
        "pdf": words_of_pdf(documents["pdf"]),
        "html": words_of_html(documents["html"]),
    }
    wanted = [*figures_of(paper), *(block.text for part in paper.read for block in part.blocks), "ett", "två"]
    assert len(wanted) > 100
    for format, text in texts.items():
        missing = [one for one in wanted if squeezed(one) not in squeezed(text)]
        assert missing == [], format


def test_the_word_document_draws_each_chart_and_tells_it_to_those_who_hear_it(here: Municipality) -> None:
    goals = make_year()
    goals[0].name = "Skog\x0b & <trä>"
    goals[0].save()
    paper = paper_of(make_report(), linked=False)
    assert len(paper.charts) == 2
    package = zipfile.ZipFile(BytesIO(word.made_of(paper)))

    told = [one.get("descr", "") for one in etree.fromstring(package.read("word/document.xml")).iter(f"{{{WP}}}docPr")]
    for number, (chart, heard) in enumerate(zip(paper.charts, told, strict=True), start=1):
        assert chart.sentence in heard
        labels = [row.label.replace("\x0b", "") for row in chart.rows]
        assert "Skog & <trä>" in labels
        assert all(f"{label}: {row.value}" in heard for label, row in zip(labels, chart.rows, strict=True))
        drawing = etree.fromstring(package.read(f"word/charts/chart{number}.xml"))
        sizes = [value.text for value in drawing.iterfind(f".//{{{C}}}val//{{{C}}}v")]
        wanted = zip(*([part.size for part in row.parts] for row in chart.rows), strict=True)
        assert [float(size or 0) for size in sizes] == [float(size) for series in wanted for size in series]
        assert [name.text for name in drawing.iterfind(f".//{{{C}}}cat//{{{C}}}v")][: len(chart.rows)] == labels
        assert chart.place not in words_of(word.made_of(paper))


def test_hostile_signs_come_through_as_text(here: Municipality) -> None:
    goals = make_year()
    initiative = make_initiative(HOSTILE, goals=goals[2:])
    make_step(initiative=initiative, title=HOSTILE, place=HOSTILE, cost=1)
    make_result(initiative=initiative, text=f"{HOSTILE}\x0b\x00".replace("\x00", ""))
    report = make_report(HOSTILE[:60])
    documents = made(report)
    for text in (words_of(documents["word"]), words_of_pdf(documents["pdf"]), words_of_html(documents["html"])):
        assert squeezed(HOSTILE) in squeezed(text)
        assert "49" not in squeezed(text).replace("2026-05-04", "").split("alert(1)")[1][:40]
    assert b"<script>alert" not in documents["html"]
    assert Document(BytesIO(documents["word"])).core_properties.title == HOSTILE[:60]


def test_the_first_line_of_a_result_in_the_pdf_is_filled(here: Municipality) -> None:
    """The drawer of PDFs broke one in a hundred after its first word, where its source did not fit on the line."""
    text = "Vattudalsskolan har en fast utedag i veckan för årskurs 7. Frånvaron de dagarna är hälften så stor."
    initiative = make_initiative("Skogen som klassrum", goals=make_goals()[:1])
    make_result(initiative=initiative, text=text, noted_on=date(2026, 8, 25))
    assert "Vattudalsskolan har en fast utedag" in words_of_pdf(made(make_report())["pdf"])


def test_the_pdf_is_tagged_and_says_its_title_and_language(here: Municipality) -> None:
    make_year()
    documents = made(make_report())
    pdf = PdfReader(BytesIO(documents["pdf"]))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert _claims(root["/Metadata"].get_data()) == {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    assert "/OutputIntents" in root
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Uppföljning av det internationella arbetet 2026"
    assert "Företagskontakter" in str(pdf.outline)
    roles = _roles(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P", "/L"} <= roles
    # A validator of what a machine can see, as in `make accessible`; it would notice.
    assert [fault for name in ("pdf", "board_pdf") for fault in faults(documents[name])] == []
    assert len(faults(HTML(string="<h1>x</h1>").write_pdf() or b"")) > 3


def _claims(metadata: bytes) -> dict[str, str]:
    """The standards that the file says it keeps, read as a validator would: one packet of well-formed XML with one rdf:RDF."""
    packet = etree.fromstring(metadata.partition(b"?>")[2].rpartition(b"<?xpacket")[0])
    (rdf,) = packet
    names = {"http://www.aiim.org/pdfa/ns/id/": "pdfaid", "http://www.aiim.org/pdfua/ns/id/": "pdfuaid"}
    told = [pair for one in rdf for pair in one.attrib.items()] + [
        (one.tag, one.text) for one in rdf.iter() if one.text
    ]
    found = ((etree.QName(name), str(value)) for name, value in told)
    return {f"{names[name.namespace]}:{name.localname}": value for name, value in found if name.namespace in names}


def _roles(node: object) -> set[str]:
    found: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            found.add(str(one.get("/S", "")))
            waiting += [one["/K"]] if "/K" in one else []
    return found


def test_each_table_head_of_the_pdf_says_what_it_heads_and_running_heads_are_not_read(here: Municipality) -> None:
    make_year()
    pdf = PdfReader(BytesIO(made(make_report())["pdf"]))
    heads = [one for one in _elements(pdf.trailer["/Root"]["/StructTreeRoot"]) if one.get("/S") == "/TH"]
    assert {str(one["/A"]["/Scope"]) for one in heads} == {"/Column", "/Row"}
    for page in pdf.pages:
        assert b"/Pagination" in page.get_contents().get_data()
        assert all(link.get_object()["/F"] == 4 for link in page.get("/Annots", []))


def _elements(node: Any) -> Iterator[Any]:
    """The elements of a structure tree, each before those in it."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from _elements(node["/K"])


def test_the_word_document_has_real_headings_repeated_table_heads_and_its_language(here: Municipality) -> None:
    make_year()
    word = made(make_report())["word"]
    document = Document(BytesIO(word))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[0] == "Sammanfattning för styrelsen"
    shown = (one.text or one._p.xpath(".//w:drawing") for one in document.paragraphs)
    assert all(shown), "no table without a note has an empty line for it"
    with zipfile.ZipFile(BytesIO(word)) as packed:
        body, styles = packed.read("word/document.xml").decode(), packed.read("word/styles.xml").decode()
    assert body.count("<w:tblHeader/>") == len(document.tables) > 4
    assert 'w:val="sv-SE"' in styles
    assert "{{" not in body
    assert "{%" not in body
    assert len(set(re.findall(r'w:bookmarkStart w:id="(\d+)"', body))) == len(headings)


def test_the_english_report_is_marked_as_english(here: Municipality) -> None:
    documents = made(make_report(language="en"))
    assert b'<html lang="en">' in documents["html"]
    assert Document(BytesIO(documents["word"])).core_properties.language == "en-GB"


def test_the_same_content_gives_the_same_bytes(coordinator: User) -> None:
    make_year()
    report = make_report()
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    first, second = made(report), made(report)
    assert {format for format in first if first[format] != second[format]} == set()


def test_a_draft_says_so_and_a_frozen_report_does_not(coordinator: User) -> None:
    report = make_report()
    assert "utkast" in words_of_html(made(report)["html"]).lower()
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    text = words_of_html(made(report)["html"])
    assert "utkast" not in text.lower()
    assert report.checksum in text


def test_a_document_is_made_once_and_kept_as_it_was(
    coordinator: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    report = make_report()
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    with django_capture_on_commit_callbacks(execute=True) as jobs:
        making.prepare_all(report)
    assert len(jobs) == len(Rendering.Format)
    ready = {one.format: bytes(one.body) for one in Rendering.objects.all()}
    assert {one.state for one in Rendering.objects.all()} == {"ready"}
    with django_capture_on_commit_callbacks(execute=True) as jobs:
        assert bytes(making.asked_for(report, "pdf").body) == ready["pdf"]
    assert jobs == []


def test_of_a_draft_only_the_last_document_is_kept(
    here: Municipality, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    report = make_report()
    for text in ("Först.", "Sedan."):
        section = ReportSection.objects.filter(report=report).first() or ReportSection(report=report, key="closing")
        section.text = text
        section.save()
        with django_capture_on_commit_callbacks(execute=True):
            making.asked_for(report, "html")
    assert Rendering.objects.count() == 1
    assert "Sedan." in bytes(Rendering.objects.get().body).decode()


def test_the_word_document_has_the_table_of_the_indicators(here: Municipality) -> None:
    make_indicator(goal=make_year()[0], name="Elever utomlands", values={2025: "31", 2026: "47"})
    text = words_of(word.made_of(paper_of(make_report(), linked=False)))
    assert "Elever utomlands (elever)" in text
    assert "47" in text
