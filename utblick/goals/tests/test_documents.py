"""Files as text: structure kept where there is one, hostile and useless files refused quickly and with a code."""

import contextlib
import io
import resource
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from utblick.goals.documents import ADVICE, LARGEST, Fault, UnreadableDocument, text_of
from utblick.goals.reading import read_policy

LINES = "Syfte\nPolicyn ska ge en tydlig färdriktning för Åre, Öland och Ängelholm – §121.\n"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_docx(body: str = "<w:p><w:r><w:t>Hej Åre</w:t></w:r></w:p>", **more: str) -> bytes:
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return make_zip({"word/document.xml": document, **more})


def make_zip(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_odt(content: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    body = f"<office:body><office:text>{content}</office:text></office:body>"
    xml = f"<office:document-content {spaces}>{body}</office:document-content>"
    return make_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml})


def make_pdf(html: str, css: str = "") -> bytes:
    page = "@page{size:A4;margin:2.5cm;@top-left{content:'Granby kommun'}@top-right{content:counter(page) ' (' counter(pages) ')'}}"
    pdf = HTML(
        string=f"<html lang=sv><style>{page} body{{font:11pt serif;hyphens:auto}} {css}</style>{html}</html>"
    ).write_pdf()
    assert isinstance(pdf, bytes)
    return pdf


def fault_of(data: bytes) -> Fault:
    with pytest.raises(UnreadableDocument) as caught:
        text_of(data)
    assert str(caught.value) == ADVICE[caught.value.code]
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_the_encodings_that_offices_have_used(encoding: str) -> None:
    assert text_of(LINES.encode(encoding)).strip() == LINES.strip()


def test_a_word_file_keeps_headings_lists_and_tables() -> None:
    document = docx.Document()
    document.add_heading("Internationell policy", 0)
    document.add_heading("Mål", 1)
    document.add_paragraph("öka kunskapen", style="List Bullet")
    document.add_paragraph("stärka näringslivet", style="List Number")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Kommunstyrelsen"
    table.cell(0, 1).text = "Samordnar"
    table.cell(0, 1).add_paragraph("Följer upp")
    buffer = io.BytesIO()
    document.save(buffer)

    lines = [line for line in text_of(buffer.getvalue()).splitlines() if line]

    assert lines == [
        "# Internationell policy",
        "# Mål",
        "- öka kunskapen",
        "1. stärka näringslivet",
        "Kommunstyrelsen | Samordnar",
        "| Följer upp",
    ]


def test_deleted_words_of_a_word_file_are_not_read() -> None:
    body = "<w:p><w:r><w:t>kvar</w:t></w:r><w:del><w:r><w:delText>borta</w:delText></w:r></w:del></w:p>"

    assert text_of(make_docx(body)).split() == ["kvar"]


def test_a_bold_line_of_a_word_file_is_a_heading() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Syfte</w:t></w:r></w:p><w:p><w:r><w:t>Att ge riktning.</w:t></w:r></w:p>"
    )

    assert text_of(make_docx(body)).split("\n")[2] == "##### Syfte"


def test_an_opendocument_file_keeps_headings_lists_and_tables() -> None:
    content = (
        '<text:h text:outline-level="2">Ansvar</text:h>'
        "<text:list><text:list-item><text:p>öka</text:p><text:list><text:list-item><text:p>under</text:p></text:list-item></text:list>"
        "</text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Nämnden</text:p></table:table-cell>"
        "<table:table-cell><text:p>leder<text:s/>arbetet</text:p></table:table-cell></table:table-row></table:table>"
    )

    assert [line for line in text_of(make_odt(content)).splitlines() if line] == [
        "## Ansvar",
        "- öka",
        "  - under",
        "Nämnden | leder arbetet",
    ]


def test_a_pdf_keeps_headings_bullets_and_pages() -> None:
    text = text_of(
        make_pdf("<h1>Strategi för Granby</h1><h2>Mål</h2><ul><li>öka kunskapen</ul><p style='break-before:page'>Slut.")
    )

    assert "# Strategi för Granby" in text
    assert "## Mål" in text
    assert "• öka kunskapen" in text
    assert text.count("\f") == 1


def test_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    sentence = "Kommunens samarbete med orter i andra länder ska komma både skolor och företag till nytta varje år. "
    numbered = "".join(f"<p>Del {n}. {sentence}</p>" for n in range(1, 7))

    words = text_of(make_pdf(f"<div class=c>{numbered}</div>", ".c{columns:2}")).split()

    assert [word for n, word in enumerate(words) if n and words[n - 1] == "Del"] == ["1.", "2.", "3.", "4.", "5.", "6."]


def test_what_stands_below_the_columns_of_a_pdf_comes_after_them() -> None:
    sentence = "Kommunens samarbete med orter i andra länder ska komma både skolor och företag till nytta varje år. "
    numbered = "".join(f"<h3>Område {n}</h3><p>{sentence}</p>" for n in range(1, 5))

    text = text_of(make_pdf(f"<div class=c>{numbered}</div><h2>Ansvar</h2><p>Styrelsen.</p>", ".c{columns:2}"))

    assert text.index("Område 4") < text.index("Ansvar")


def test_a_narrow_gap_parts_the_cells_of_a_pdf_where_wide_ones_stand_above_it() -> None:
    owners = ("Nämnd", "Styrelse", "Internationella samordnaren")
    rows = "".join(f"<tr><td>{owner}<td>Tar sitt ansvar" for owner in owners)

    text = text_of(make_pdf(f"<table style='border-spacing:8px'>{rows}</table><p>{'Löpande text. ' * 30}"))

    assert "Internationella samordnaren | Tar sitt ansvar" in text


def test_a_table_of_a_pdf_stays_a_table() -> None:
    rows = "<tr><td>Kommunstyrelsen<td>Leder arbetet och följer upp det varje år<tr><td>Nämnderna<td>Planerar sina insatser"

    text = text_of(
        make_pdf(f"<h2>Ansvar</h2><table style='border-spacing:12px'>{rows}</table><p>{'Löpande text. ' * 30}")
    )

    assert "Kommunstyrelsen | Leder arbetet och följer upp det varje år" in text
    assert "Nämnderna | Planerar sina insatser" in text


def test_a_policy_reads_the_same_from_word_and_pdf() -> None:
    html = (
        "<h1>Internationell strategi för Granby kommun</h1><p>Antagen av kommunfullmäktige 2020-02-24, § 12</p><h2>Syfte</h2>"
        "<p>Strategin ska samla kommunens verksamhetsutveckling och dess förvaltningsövergripande arbete "
        "i en gemensam riktning.</p>"
        "<h2>Mål</h2><p>Det internationella arbetet ska</p><ul><li>öka kunskapen<li>ge unga möjligheter</ul>"
        "<h2>Ansvar</h2><p>Kommunstyrelsen ansvarar för samordningen.</p>"
    )
    document = docx.Document()
    document.add_heading("Internationell strategi för Granby kommun", 0)
    document.add_paragraph("Antagen av kommunfullmäktige 2020-02-24, § 12")
    document.add_heading("Syfte", 2)
    document.add_paragraph(
        "Strategin ska samla kommunens verksamhetsutveckling och dess förvaltningsövergripande arbete i en gemensam riktning."
    )
    document.add_heading("Mål", 2)
    document.add_paragraph("Det internationella arbetet ska")
    for goal in ("öka kunskapen", "ge unga möjligheter"):
        document.add_paragraph(goal, style="List Bullet")
    document.add_heading("Ansvar", 2)
    document.add_paragraph("Kommunstyrelsen ansvarar för samordningen.")
    buffer = io.BytesIO()
    document.save(buffer)

    from_word = read_policy(text_of(buffer.getvalue())).as_json()
    from_pdf = read_policy(text_of(make_pdf(html))).as_json()

    assert from_word["goals"] == [
        {"text": "öka kunskapen", "actions": []},
        {"text": "ge unga möjligheter", "actions": []},
    ]
    assert from_pdf == from_word


def test_a_word_file_with_bold_lines_for_headings_keeps_its_focus_areas() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ängsta kommun\tDnr KS 2018/33"
    for line in ("Fokusområden", "Skola", "Näringsliv"):
        document.add_paragraph().add_run(line).bold = True
        if line != "Fokusområden":
            document.add_paragraph("Kommunen ska:")
            document.add_paragraph(f"stärka arbetet med {line.lower()}", style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)

    reading = read_policy(text_of(buffer.getvalue())).as_json()

    assert reading["case_number"] == "KS 2018/33"
    assert reading["goals"] == [
        {"text": "Skola", "actions": ["stärka arbetet med skola"]},
        {"text": "Näringsliv", "actions": ["stärka arbetet med näringsliv"]},
    ]


# ---- refused


def bomb() -> bytes:
    return make_docx(f"<w:p><w:r><w:t>{'a' * 60_000_000}</w:t></w:r></w:p>")


def pdf_bomb() -> bytes:
    packed = zlib.compress(b"BT (a) Tj ET " * 12_000_000, 9)
    head = b"%PDF-1.4\n1 0 obj<</Length " + str(len(packed)).encode() + b"/Filter/FlateDecode>>stream\n"
    return head + packed + b"\nendstream endobj\n%%EOF"


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf("<p>Hemligt innehåll i en policy."))))
    writer.encrypt("hemligt", algorithm="AES-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def scanned_pdf() -> bytes:
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(595, 842)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    return make_zip({"word/document.xml": f'<!DOCTYPE d [<!ENTITY l0 "ha">{entities}]><d>&l8;</d>'})


REFUSED: dict[str, tuple[Callable[[], bytes], Fault]] = {
    "nothing": (lambda: b"", Fault.EMPTY),
    "white space": (lambda: b"  \n\t ", Fault.EMPTY),
    "an empty Word file": (lambda: make_docx(""), Fault.EMPTY),
    "200 MB": (lambda: b"a" * (200 * 1024 * 1024), Fault.TOO_LARGE),
    "just over the limit": (lambda: b"a" * (LARGEST + 1), Fault.TOO_LARGE),
    "a Word bomb": (bomb, Fault.TOO_LARGE_UNPACKED),
    "a PDF bomb": (pdf_bomb, Fault.TOO_LARGE_UNPACKED),
    "a billion laughs": (laughs, Fault.DAMAGED),
    "an external entity": (
        lambda: make_zip({"word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'}),
        Fault.DAMAGED,
    ),
    "an encrypted PDF": (encrypted_pdf, Fault.ENCRYPTED),
    "an encrypted Word file": (
        lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        Fault.ENCRYPTED,
    ),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Fault.WRONG_TYPE),
    "a scanned PDF": (scanned_pdf, Fault.SCANNED),
    "half a PDF": (lambda: make_pdf("<p>Hej")[:900], Fault.DAMAGED),
    "a broken zip": (lambda: b"PK\x03\x04" + b"\0" * 100, Fault.DAMAGED),
    "a spreadsheet": (lambda: make_zip({"xl/workbook.xml": "<x/>"}), Fault.WRONG_TYPE),
    "broken XML": (lambda: make_zip({"word/document.xml": "<w:document"}), Fault.DAMAGED),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, Fault.WRONG_TYPE),
    "a web page": (lambda: b"<!DOCTYPE html><html><body>Policy", Fault.WRONG_TYPE),
    "a program": (lambda: bytes(range(256)) * 50, Fault.WRONG_TYPE),
    "many members": (
        lambda: make_zip({f"word/{n}.xml": "" for n in range(3500)} | {"word/document.xml": "<x/>"}),
        Fault.TOO_LARGE_UNPACKED,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_useless_or_hostile_file_is_refused_within_a_second(name: str) -> None:
    make, expected = REFUSED[name]
    data = make()
    before = time.process_time()

    assert fault_of(data) is expected

    assert time.process_time() - before < 1


@pytest.mark.parametrize("name", ["a Word bomb", "a PDF bomb", "a billion laughs", "many members"])
def test_a_bomb_takes_little_memory(name: str) -> None:
    data = REFUSED[name][0]()
    tracemalloc.start()
    try:
        fault_of(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 100 * 1024 * 1024


def test_a_name_proves_nothing_about_the_type() -> None:
    assert "färdriktning" in text_of(LINES.encode(), "policy.pdf")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe"]))
def test_any_bytes_are_text_or_refused(data: bytes, head: bytes) -> None:
    with contextlib.suppress(UnreadableDocument):
        assert isinstance(text_of(head + data), str)


@pytest.mark.parametrize("told", ["²", "9" * 5_000, "-3", "x", "1000000"])
def test_a_cell_that_lies_about_its_columns_is_read_all_the_same(told: str) -> None:
    span = f'<w:tcPr><w:gridSpan w:val="{told}"/></w:tcPr>'
    cells = (
        f"<w:tc>{span}<w:p><w:r><w:t>Mål</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Ansvar</w:t></w:r></w:p></w:tc>"
    )
    assert "Mål" in text_of(make_docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    repeated = f'<table:table-cell table:number-columns-repeated="{told}"><text:p>Mål</text:p></table:table-cell>'
    assert "Mål" in text_of(make_odt(f"<table:table><table:table-row>{repeated}</table:table-row></table:table>"))


@pytest.mark.parametrize("told", ["x", "-1", "9" * 9, "9" * 5_000, "²", ""])
def test_a_number_that_cannot_be_is_passed_over(told: str) -> None:
    words = "<w:t>Mål</w:t>"
    item = f'<w:pPr><w:numPr><w:ilvl w:val="{told}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    large = f'<w:rPr><w:sz w:val="{told}"/></w:rPr>'
    assert "Mål" in text_of(make_docx(f"<w:p>{item}<w:r>{words}</w:r></w:p><w:p><w:r>{large}{words}</w:r></w:p>"))
    spaces = f'<text:p>Mål<text:s text:c="{told}"/></text:p><text:h text:outline-level="{told}">Mål</text:h>'
    assert len(text_of(make_odt(spaces))) < 300


def nested(opens: str, closes: str, inner: str) -> str:
    return opens * 60 + inner + closes * 60


NESTED = {
    "Word's text boxes": lambda: make_docx(
        nested("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", "<w:p><w:r><w:t>Mål</w:t></w:r></w:p>")
    ),
    "tables": lambda: make_odt(
        nested(
            "<table:table><table:table-row><table:table-cell>",
            "</table:table-cell></table:table-row></table:table>",
            "<text:p>Mål</text:p>",
        )
    ),
    "notes": lambda: make_odt(
        nested("<text:p>.<text:note><text:note-body>", "</text:note-body></text:note></text:p>", "<text:p>Mål</text:p>")
    ),
}


@pytest.mark.parametrize("name", NESTED)
def test_what_stands_in_itself_sixty_times_is_read_once(name: str) -> None:
    """Read once a level, it would be read two to the power of sixty times."""
    assert text_of(NESTED[name]()).count("Mål") == 1


def lying_pdf(content: bytes, filters: str, before: str = "") -> bytes:
    """A page whose content is packed so."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<<>>/Contents 4 0 R>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{told}\nendobj\n" for n, told in enumerate(objects, start=1))
    stream = f"4 0 obj\n{before}<</Length {len(content)}/Filter {filters}>>\nstream\n".encode() + content
    return body.encode() + stream + b"\nendstream\nendobj\ntrailer<</Size 5/Root 1 0 R>>\n%%EOF"


def test_a_pdf_that_hides_its_bomb_takes_no_memory_of_ours() -> None:
    """Said to be a picture, it is not unpacked to be measured, and yet it is the page."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(1_100)) + packer.flush()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert fault_of(lying_pdf(packed, "/FlateDecode", "%/Subtype/Image\n")) in {Fault.DAMAGED, Fault.TOO_LARGE_UNPACKED}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
