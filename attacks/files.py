"""Hostile files and answers: bombs, entities, nesting, lies about sizes. Each is refused or read, in little of our memory."""

import io
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from attacks.telling import Tried, printed

MOST_MEMORY = 200
"""MiB that one may add to the process that asks."""
MOST_SECONDS = 90
SECRET = "root:x:0"
ENTITIES = {
    "a thousand million laughs": '<!DOCTYPE r [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>",
    "a quadratic one": f'<!DOCTYPE r [<!ENTITY a "{"x" * 100_000}">]>',
    "a file of this machine": '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "a file, by a parameter": '<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;<!ENTITY a "x">]>',
    "an address within": '<!DOCTYPE r [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>',
    "a document type elsewhere": '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY a "x">]>',
}


def attack() -> Iterator[Tried]:
    yield judged("XML with entities, as feed, notice, list of sources, Word, OpenDocument", list(xml()))
    yield judged("workbooks: far cells, bombs, repeated rows, lies", list(workbooks()))
    yield judged("Word and OpenDocument: within themselves, bombs, numbers that cannot be", list(texts()))
    yield judged("PDF: hidden bombs, packed twice, a million operators", list(pdfs()))


type Case = tuple[str, Callable[[], Any]]


def judged(what: str, cases: list[Case]) -> Tried:
    through, slowest, most = list[str](), 0.0, 0.0
    for name, ask in cases:
        before, began = from_here(), time.monotonic()
        told = answer(ask)
        seconds, grown = time.monotonic() - began, most_since() - before
        slowest, most = max(slowest, seconds), max(most, grown)
        if told.startswith("broke") or SECRET in told or grown > MOST_MEMORY or seconds > MOST_SECONDS:
            through.append(f"{name}: {told[:120]}, {seconds:.0f} s, {grown:.0f} MiB")
    return Tried(what, len(cases), through, f"{slowest:.1f} s and {most:.0f} MiB at the most")


def from_here() -> float:
    """Forget the peak until now (proc(5), clear_refs); gives what is taken at the moment, in MiB."""
    Path("/proc/self/clear_refs").write_text("5")
    return told_of("VmRSS")


def most_since() -> float:
    return told_of("VmHWM")


def told_of(name: str) -> float:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


def answer(ask: Callable[[], Any]) -> str:
    """What it says, or that it was refused in words; anything else has broken."""
    from utblick.goals.documents import UnreadableDocument
    from utblick.tables import UnreadableTable
    from utblick.watch.errors import Trouble

    try:
        return f"read: {ask()}"
    except (UnreadableDocument, UnreadableTable, Trouble) as refusal:
        return f"refused: {refusal}"
    except Exception as error:
        return f"broke: {error!r}"


def documents(data: bytes) -> Callable[[], str]:
    from utblick.goals.documents import text_of

    return lambda: text_of(data)[:2_000]


def table(data: bytes) -> Callable[[], str]:
    from utblick.tables import table_of

    return lambda: str(table_of(data).rows[:20])


def xml() -> Iterator[Case]:
    from utblick.watch import opml
    from utblick.watch.connectors import notice_xml

    for name, head in ENTITIES.items():
        for inner in ("&a9;&a;", "&a;" * 5_000):
            item = f"<item><title>{inner}</title></item>"
            body = f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{item}</channel></rss>'.encode()
            yield f"{name} as feed", lambda body=body: feed(body)
            yield f"{name} as notice", lambda body=body: str(notice_xml.read(body))
        outlines = f'<?xml version="1.0"?>{head}<opml><body><outline text="&a;" xmlUrl="http://x.example/&a;"/></body></opml>'.encode()
        yield f"{name} as list of sources", lambda body=outlines: str(opml.read(body))[:2_000]
        inside = f"{head}<w:document xmlns:w='x'><w:body>&a;</w:body></w:document>"
        yield f"{name} in a Word file", documents(packed({"word/document.xml": inside}))
        yield f"{name} in an OpenDocument file", documents(odt(f"{head}<x>&a;</x>", whole=True))


def feed(body: bytes) -> str:
    from utblick.watch.connectors import connector

    return str([finding.title for finding in connector("feed").read(body, {}, address="https://x.example/").findings])[
        :2_000
    ]


def packed(members: dict[str, str | bytes]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return body.getvalue()


def sheet(cells: str, after: str = "") -> bytes:
    from utblick.tables.tests.test_lists import sheet_of

    return sheet_of(cells, after)


def workbooks() -> Iterator[Case]:
    first = '<c r="A1"><v>1</v></c>'
    for far in ("XFD1048576", "XFD110000", "ZZ119999", "ZZZZZZZZZ1", "A0", "A99999999999999999999"):
        yield (
            f"a cell at {far}",
            table(sheet(f"<row>{first}</row><row><c r='{far}'><v>1</v></c></row>".replace("'", '"'))),
        )
    yield "an index beyond the texts", table(sheet('<row><c r="A1" t="s"><v>99</v></c></row>'))
    merged = "".join('<mergeCell ref="A1:XFD50000"/>' for _ in range(1_500))
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 20_000))
    yield "everything merged 1,500 times", table(sheet(rows, f"<mergeCells>{merged}</mergeCells>"))
    yield "300 MB of spaces", table(sheet(f"<row>{first}</row>" + " " * (300 << 20)))
    yield "CSV of five million lines", table(b"a;b\n" * 4_900_000)
    yield "CSV of nine million columns", table(b"a;" * 9_000_000)


def odt(content: str, *, whole: bool = False) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for name, long in {"office": "office", "text": "text", "table": "table", "draw": "drawing"}.items()
    )
    body = f"<office:document-content {spaces}><office:body><office:text>{content}</office:text></office:body></office:document-content>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content if whole else body})


def docx(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return packed({"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'})


def texts() -> Iterator[Case]:
    words = "<w:p><w:r><w:t>hej</w:t></w:r></w:p>"
    nests = {
        "text boxes": ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        "tables": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    }
    for name, (opens, closes) in nests.items():
        yield f"Word's {name} within each other", documents(docx(opens * 60 + words + closes * 60))
    for tags in (
        "table:table table:table-row table:table-cell",
        "text:p text:note text:note-body",
        "text:list text:list-item",
        "text:p draw:text-box",
    ):
        opens, closes = (
            "".join(f"<{tag}>" for tag in tags.split()),
            "".join(f"</{tag}>" for tag in reversed(tags.split())),
        )
        yield (
            f"OpenDocument's {tags.split()[0]} within each other",
            documents(odt(opens * 60 + "<text:p>hej</text:p>" + closes * 60)),
        )
    for told in ("x", "-1", "9" * 9, "9" * 5_000):
        yield (
            f"a level of {told[:12]}",
            documents(
                docx(f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{told}"/><w:numId w:val="1"/></w:numPr></w:pPr>{words[5:]}')
            ),
        )
        yield f"spaces: {told[:12]}", documents(odt(f'<text:p>hej<text:s text:c="{told}"/></text:p>'))
    yield "a member of 300 MB", documents(docx(" " * (300 << 20)))
    yield "a million paragraphs", documents(docx("<w:p/>" * 1_000_000))
    yield "four thousand members", documents(packed({f"word/{n}.xml": "" for n in range(4_000)}))


def pdfs() -> Iterator[Case]:
    from utblick.goals.tests.test_documents import lying_pdf

    once = spaces(1_500)
    line = b"BT /F1 12 Tf 72 720 Td (Hej alla goda vanner i kommunen) Tj ET\n"
    yield "a bomb", documents(lying_pdf(once, "/FlateDecode"))
    yield "a bomb that is said to be a picture", documents(lying_pdf(once, "/FlateDecode", "%/Subtype/Image\n"))
    yield "a bomb that is packed twice", documents(lying_pdf(zlib.compress(once), "[/FlateDecode/FlateDecode]"))
    yield "250,000 lines on a page", documents(lying_pdf(zlib.compress(line * 250_000), "/FlateDecode"))
    yield "12 million states kept", documents(lying_pdf(zlib.compress(b"q " * 12_000_000 + line), "/FlateDecode"))


def spaces(megabytes: int) -> bytes:
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()


if __name__ == "__main__":
    sys.exit(not printed("Hostile files and answers", attack()))
