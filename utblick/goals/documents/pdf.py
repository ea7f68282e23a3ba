"""PDF files: pages as lines, in reading order, with headings, columns, tables and indents seen from where the glyphs stand."""

import io
import re
import zlib
from collections.abc import Iterator
from itertools import islice

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTCurve, LTPage, LTTextContainer, LTTextLineHorizontal
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from utblick.goals.documents.faults import Fault, UnreadableDocument
from utblick.goals.documents.fragments import Fragment, Page, Rule
from utblick.goals.documents.pages import as_text

MOST_PAGES = 200
LARGEST_STREAM = 24 * 1024 * 1024
MOST_RULES = 2000  # of a page; each part of a table is held against them
SHORTEST_RULE = 20  # points
_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image|/FontFile|/Type\s*/Metadata")


def text_of(data: bytes) -> str:
    """The text of a PDF. Raises `UnreadableDocument` for one that is encrypted, scanned, damaged or a bomb."""
    _refuse_bombs(data)
    try:
        pages = [Page(_fragments(page), list(islice(_rules(page), MOST_RULES))) for page in _pages(data)]
    except UnreadableDocument:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableDocument(Fault.ENCRYPTED) from error
    except Exception as error:  # pdfminer lets every kind of error through for a damaged file
        raise UnreadableDocument(Fault.DAMAGED) from error
    if sum(len(fragment.text) for page in pages for fragment in page.fragments) < 20 * min(len(pages), 3):
        raise UnreadableDocument(Fault.SCANNED if pages else Fault.DAMAGED)
    return as_text(pages)


def _refuse_bombs(data: bytes) -> None:
    """Unpack every stream that pdfminer could, no further than the limit: pdfminer itself has none."""
    total = 0
    for found in _STREAM.finditer(data):
        if _PICTURE.search(data, max(0, found.start() - 400), found.start()):
            continue
        unpacker = zlib.decompressobj()
        try:
            total += len(
                unpacker.decompress(data[found.end() : found.end() + 2 * 1024 * 1024], LARGEST_STREAM - total + 1)
            )
        except zlib.error:
            continue
        if total > LARGEST_STREAM:
            raise UnreadableDocument(Fault.TOO_LARGE_UNPACKED)


def _pages(data: bytes) -> Iterator[LTPage]:
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    manager = PDFResourceManager(caching=True)
    device = PDFPageAggregator(manager, laparams=LAParams(boxes_flow=None, char_margin=0.9, line_margin=0.2))
    interpreter = PDFPageInterpreter(manager, device)
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= MOST_PAGES:
            raise UnreadableDocument(Fault.TOO_LARGE_UNPACKED)
        interpreter.process_page(page)
        yield device.get_result()


def _fragments(page: LTPage) -> list[Fragment]:
    return [
        _fragment(line)
        for box in page
        if isinstance(box, LTTextContainer)
        for line in box
        if isinstance(line, LTTextLineHorizontal) and line.get_text().strip()
    ]


def _rules(page: LTPage) -> Iterator[Rule]:
    """Lines drawn across, and the upper and lower edges of boxes."""
    for drawn in page:
        if isinstance(drawn, LTCurve) and drawn.width > SHORTEST_RULE:
            yield from (Rule(drawn.x0, drawn.x1, y) for y in {drawn.y0, drawn.y1})


def _fragment(line: LTTextLineHorizontal) -> Fragment:
    glyphs = [glyph for glyph in line if isinstance(glyph, LTChar) and glyph.get_text().strip()]
    bold = sum(bool(re.search(r"bold|black|heavy|semibold|demi", glyph.fontname, re.IGNORECASE)) for glyph in glyphs)
    sizes = sorted(round(glyph.size, 1) for glyph in glyphs)
    # Justified words stand far apart, which is no gap between cells.
    text = " ".join(re.sub(r"\(cid:\d+\)", "•", line.get_text()).split())
    return Fragment(line.x0, line.x1, line.y0, line.y1, sizes[len(sizes) // 2], bold * 2 > len(glyphs), text)
