#!/usr/bin/env python3
"""Build the Word template of the follow-up report: utblick/followup/documents/report.docx.

Real heading styles, a table of contents with links, table heads that repeat on every page, page numbers; the places for the
content are Jinja tags that docxtpl fills in. Run it after changing it, and commit the file that it writes.
"""

from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

TARGET = Path(__file__).resolve().parent.parent / "utblick" / "followup" / "documents" / "report.docx"
FONT, INK, ACCENT, LINE = "Arial", RGBColor(0x1B, 0x25, 0x29), RGBColor(0x0B, 0x55, 0x66), "B8C4C8"
WIDTH = 16.0
# Centimetres of each column, and how many columns hold text.
SHAPES: dict[str, tuple[list[float], int]] = {
    "goals": ([5.0, 2.0, 2.2, 2.0, 2.8, 2.0], 1),
    "indicators": ([4.9, 2.8, 2.5, 1.7, 1.7, 2.4], 2),
    "steps": ([4.8, 4.4, 2.3, 2.2, 2.3], 2),
    "people": ([4.9, 1.7, 1.5, 1.7, 1.7, 2.6, 1.9], 1),
    "campaigns": ([6.4, 2.3, 2.3, 2.6, 2.4], 1),
    "counts": ([12.0, 4.0], 1),
    "agreements": ([4.5, 5.0, 3.3, 3.2], 4),
    "contacts": ([2.4, 4.8, 3.0, 5.8], 4),
}
# Short tables, that are not parted by a page.
TOGETHER = ("goals", "indicators", "campaigns", "counts")
# These begin on a new page: the summary is one sheet to hand out.
OWN_PAGE = ("summary", "introduction")


def main() -> None:
    document = Document()
    set_up(document)
    styles(document)
    number = "{% if paper.case_number %}{{ words.case_number }} {{ paper.case_number }}{% endif %}"
    draft = "{% if not paper.is_frozen %}   {{ words.draft|upper }}{% endif %}"
    furniture(document, ("{{ paper.municipality }}", number + draft), "{{ paper.title }}\t{{ words.page }} ")
    front(document)
    parts(document)
    save(document, TARGET)


def save(document: Any, target: Path) -> None:
    """With the same properties whoever builds it, and whenever."""
    document.core_properties.created = document.core_properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    for name in ("title", "author", "comments", "subject"):
        setattr(document.core_properties, name, "")
    document.save(str(target))
    print(target.name)


def set_up(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1.2)


def styles(document: Any) -> None:
    # name: size, space before, space after, bold
    sizes = {
        "Normal": (10.5, 0, 7, False),
        "Title": (26, 0, 6, True),
        "Subtitle": (13, 0, 18, False),
        "Heading 1": (17, 20, 6, True),
        "Heading 2": (12.5, 12, 4, True),
        "Caption": (9.5, 12, 4, True),
        "List Bullet": (10.5, 0, 4, False),
        "Header": (8.5, 0, 0, False),
        "Footer": (8.5, 0, 0, False),
    }
    for name in ("Note", "Cell", "Cell Head", "Contents", "Contents Heading"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    sizes |= {
        "Note": (8.5, 4, 10, False),
        "Cell": (9, 2, 2, False),
        "Cell Head": (8.5, 2, 2, True),
        "Contents": (10.5, 0, 3, False),
        "Contents Heading": (12.5, 18, 6, True),
    }
    for name, (size, before, after, bold) in sizes.items():
        style = document.styles[name]
        font(style, size, bold)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.2 if name in ("Normal", "List Bullet") else 1.0
    for name in ("Title", "Heading 1", "Heading 2", "Contents Heading"):
        document.styles[name].font.color.rgb = ACCENT
    for name in ("Heading 1", "Heading 2", "Caption"):
        document.styles[name].paragraph_format.keep_with_next = True
    border = document.styles["Title"].element.find(qn("w:pPr")).find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="sv-SE" w:eastAsia="en-US" w:bidi="ar-SA"/>'))


def font(style: Any, size: float, bold: bool) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.name, style.font.color.rgb = FONT, INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)


def furniture(document: Any, above: tuple[str, str], below: str, *, width: float = WIDTH) -> None:
    """What stands to the left and right above, and what stands to the left of the page's number below, on every page.

    `width`: of the text, in centimetres.
    """
    section = document.sections[0]
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph, text in ((header, "\t".join(above).rstrip("\t")), (footer, below)):
        stops = paragraph.paragraph_format.tab_stops
        for stop in list(paragraph.style.paragraph_format.tab_stops):
            stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
        stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(text)
    field(footer, "PAGE")
    footer.add_run(" (")
    field(footer, "NUMPAGES")
    footer.add_run(")")


def field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            asked = OxmlElement("w:instrText")
            asked.set(qn("xml:space"), "preserve")
            asked.text = f" {text} "
            run._r.append(asked)


def front(document: Any) -> None:
    document.add_paragraph("{{ paper.title }}", "Title")
    document.add_paragraph("{{ paper.municipality }}", "Subtitle")
    fact(document, "{{ words.period }}", "{{ paper.period }}")
    tag(document, "{%p if paper.case_number %}")
    fact(document, "{{ words.case_number }}", "{{ paper.case_number }}")
    tag(document, "{%p endif %}")
    tag(document, "{%p if paper.is_frozen %}")
    fact(document, "{{ words.frozen }}", "{{ paper.day }}")
    fact(document, "{{ words.checksum }}", "{{ paper.checksum }}")
    tag(document, "{%p else %}")
    fact(document, "{{ words.status }}", "{{ words.draft }}")
    fact(document, "{{ words.fetched }}", "{{ paper.day }}")
    tag(document, "{%p endif %}")
    document.add_paragraph("{{ words.contents }}", "Contents Heading")
    tag(document, "{%p for part in paper.read %}")
    link(document.add_paragraph(style="Contents"), "{{ part.heading }}", "part-{{ part.key }}")
    tag(document, "{%p endfor %}")


def fact(document: Any, label: str, value: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(value)


def tag(document: Any, text: str) -> None:
    document.add_paragraph(text)


def link(paragraph: Any, text: str, anchor: str) -> None:
    """A link to a place in the document."""
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("w:anchor"), anchor)
    hyperlink.set(qn("w:history"), "1")
    run = paragraph.add_run(text)
    run.font.color.rgb = ACCENT
    hyperlink.append(run._r)
    paragraph._p.append(hyperlink)


def parts(document: Any) -> None:
    tag(document, "{%p for part in paper.read %}")
    own_page = " or ".join(f'part.key == "{key}"' for key in OWN_PAGE)
    tag(document, f"{{%p if {own_page} %}}")
    heading(document).paragraph_format.page_break_before = True
    tag(document, "{%p else %}")
    heading(document)
    tag(document, "{%p endif %}")
    texts(document)
    lists(document)
    tag(document, "{%p for table in part.tables %}")
    document.add_paragraph("{{ table.caption }}", "Caption")
    for shape, (widths, texts_first) in SHAPES.items():
        tag(document, f'{{%p if table.shape == "{shape}" %}}')
        table(document, widths, texts_first, together=shape in TOGETHER)
        tag(document, "{%p endif %}")
    tag(document, "{%p if table.note %}")
    document.add_paragraph("{{ table.note }}", "Note")
    tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p for chart in part.charts %}")
    document.add_paragraph("{{ chart.title }}", "Caption")
    document.add_paragraph("{{ chart.sentence }}", "Note").paragraph_format.keep_with_next = True
    document.add_paragraph("{{ chart.place }}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endfor %}")


def heading(document: Any) -> Any:
    """With a bookmark, for the table of contents."""
    paragraph = document.add_paragraph("{{ part.heading }}", "Heading 1")
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), "{{ loop.index }}")
    start.set(qn("w:name"), "part-{{ part.key }}")
    paragraph._p.insert(1, start)
    paragraph._p.append(end)
    return paragraph


def texts(document: Any) -> None:
    tag(document, "{%p for block in part.blocks %}")
    tag(document, "{%p if block['items'] %}")
    tag(document, "{%p for item in block['items'] %}")
    document.add_paragraph("{{ item }}", "List Bullet")
    tag(document, "{%p endfor %}")
    tag(document, "{%p else %}")
    document.add_paragraph("{{ block.text }}")
    tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")


def lists(document: Any) -> None:
    tag(document, "{%p for listed in part.lists %}")
    document.add_paragraph("{{ listed.heading }}", "Heading 2")
    tag(document, "{%p for item in listed['items'] %}")
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.add_run("{% if item.lead %}{{ item.lead }}: {% endif %}").bold = True
    paragraph.add_run("{{ item.text }}{% if item.source %} ({{ item.source }}){% endif %}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endfor %}")


def table(document: Any, widths: list[float], texts_first: int, *, together: bool) -> None:
    grid = document.add_table(rows=7, cols=len(widths))
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    looks(grid)
    for number, (column, width) in enumerate(zip(grid.columns, widths, strict=True)):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
        figures = number >= texts_first
        fill(grid.cell(0, number), f"{{{{ table.head[{number}].text }}}}", "Cell Head", figures)
        fill(grid.cell(2, number), f"{{{{ row[{number}].text }}}}", "Cell", figures)
        fill(grid.cell(5, number), f"{{{{ table.total[{number}].text }}}}", "Cell Head", figures)
    for row, text in ((1, "{%tr for row in table.rows %}"), (3, "{%tr endfor %}"), (4, "{%tr if table.total %}")):
        fill(grid.cell(row, 0), text, "Cell", False)
    fill(grid.cell(6, 0), "{%tr endif %}", "Cell", False)
    properties = grid.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    if together:
        for cell in (one for row in grid.rows[:3] for one in row.cells):
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for row in grid.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def fill(cell: Any, text: str, style: str, figures: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)
    if figures:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def looks(grid: Any) -> None:
    """Thin lines between the rows, a stronger one under the head; the caption as the table's alternative text."""
    properties = grid._tbl.tblPr
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    strong = 'w:val="single" w:sz="8" w:space="0" w:color="0B5566"'
    borders = f"<w:tblBorders {nsdecls('w')}><w:top {strong}/><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
    look = properties.find(qn("w:tblLook"))
    wanted = (
        f'<w:tblLook {nsdecls("w")} w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
    )
    margins = (
        f"<w:tblCellMar {nsdecls('w')}><w:left w:w='60' w:type='dxa'/><w:right w:w='60' w:type='dxa'/></w:tblCellMar>"
    )
    if look is not None:
        properties.remove(look)
    for xml in (borders, f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>', margins, wanted):
        element = parse_xml(xml)
        for old in properties.findall(element.tag):
            properties.remove(old)
        properties.append(deepcopy(element))
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), "{{ table.caption }}")
    properties.append(caption)


if __name__ == "__main__":
    main()
