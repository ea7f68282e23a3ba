"""Word documents (.docx): headings by style, lists by numbering, tables, headers, footers and footnotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from utblick.goals.documents import markup
from utblick.goals.documents.archive import Archive
from utblick.goals.documents.faults import Fault, UnreadableDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING_NAME = re.compile(r"(?:heading|rubrik|overskrift)\s*(\d)", re.IGNORECASE)
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
LARGE = 6  # half-points above the body's size


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a paragraph style."""

    heading: int = 0
    list_id: str = ""
    list_level: int = 0
    bold: bool = False
    size: int = 0


def text_of(archive: Archive) -> str:
    """The text of the document, headers first and footers last."""
    document = archive.xml("word/document.xml")
    if document is None or (body := document.find(f"{_W}body")) is None:
        raise UnreadableDocument(Fault.DAMAGED)
    writer = _Writer(_styles(archive), _Numbering(archive))
    edges = [part for part in sorted(archive.names) if re.fullmatch(r"word/(?:header|footer)\d*\.xml", part)]
    heads = _edge_lines(archive, [part for part in edges if "header" in part], writer)
    feet = _edge_lines(archive, [part for part in edges if "footer" in part], writer)
    notes = archive.xml("word/footnotes.xml")
    lines = [
        *heads,
        "",
        *writer.blocks(body),
        "",
        *feet,
        "",
        *markup.noted(writer.blocks(notes) if notes is not None else ()),
    ]
    return "\n".join(lines)


def _edge_lines(archive: Archive, parts: list[str], writer: "_Writer") -> list[str]:
    """The lines of headers or footers, each once: those of first and even pages mostly say the same."""
    lines: dict[str, None] = {}
    for part in parts:
        root = archive.xml(part)
        if root is not None:
            lines |= dict.fromkeys(line for line in writer.blocks(root) if line.strip())
    return list(lines)


class _Writer:
    """Paragraphs and tables as lines of markup."""

    def __init__(self, styles: dict[str, Style], numbering: "_Numbering") -> None:
        self.styles = styles
        self.numbering = numbering
        self.body_size = self.styles.get("", Style()).size or 22

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """The lines of everything in a body, cell, header or text box."""
        last_was_item = False
        for element in parent:
            tag = element.tag
            if tag == f"{_W}p":
                line = self.paragraph(element)
                is_item = bool(re.match(r"\s*(?:-|\d+\.|[a-z]\)) ", line))
                if line and not (is_item and last_was_item):
                    yield ""
                last_was_item = is_item
                yield line
                for box in element.iter(f"{_W}txbxContent"):
                    if not any(above.tag == _FALLBACK for above in box.iterancestors()) and _holder(box) is element:
                        yield from self.blocks(box)
            elif tag == f"{_W}tbl":
                yield ""
                yield from self.table(element)
                yield ""
            elif tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}footnote", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.blocks(element)

    def table(self, table: etree._Element) -> Iterator[str]:
        """A table's rows."""
        rows = (row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table)
        yield from markup.table(self._row(row) for row in rows)

    def _row(self, row: etree._Element) -> markup.Row:
        """The cells by their column: what a cell spans beyond its own is empty."""
        cells: markup.Row = []
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is row:
                span = _value(cell.find(f"{_W}tcPr/{_W}gridSpan"))
                cells += [self._cell(cell), *([] for _ in range(1, markup.columns_told(span)))]
        return cells

    def _cell(self, cell: etree._Element) -> list[str]:
        return [line for text in self.blocks(cell) if (line := text.strip().removeprefix("- ").lstrip("# "))]

    def paragraph(self, paragraph: etree._Element) -> str:
        """One paragraph as a line: heading, item or text."""
        text = _runs(paragraph).strip(" ")
        if not text.strip():
            return "\f" if "\f" in text else ""
        style = self._style(paragraph)
        level = style.heading or self._looks(paragraph, text, style)
        if level:
            return markup.heading(text, level)
        if style.list_id and style.list_id != "0":
            return markup.item(text, style.list_level, self.numbering.next(style.list_id, style.list_level))
        return text

    def _style(self, paragraph: etree._Element) -> Style:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return self.styles.get("", Style())
        named = properties.find(f"{_W}pStyle")
        style = self.styles.get(_value(named), Style()) if named is not None else self.styles.get("", Style())
        number = properties.find(f"{_W}numPr")
        if number is None:
            return style
        return Style(
            style.heading,
            _value(number.find(f"{_W}numId")),
            _level(number),
            style.bold,
            style.size,
        )

    def _looks(self, paragraph: etree._Element, text: str, style: Style) -> int:
        """A level for a short paragraph that is set as a heading though no style says so: large, or bold throughout."""
        if len(text) > 100 or re.search(r"[.:;,]$", text) or "\t" in text or style.list_id:
            return 0
        runs = [run for run in paragraph.iter(f"{_W}r") if any((t.text or "").strip() for t in run.iter(f"{_W}t"))]
        sizes = [_size(run.find(f"{_W}rPr/{_W}sz"), style.size or self.body_size) for run in runs]
        if sizes and min(sizes) >= self.body_size + LARGE:
            return 3
        bold = style.bold or all(_is_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)
        return 5 if bold and runs else 0


def _holder(box: etree._Element) -> etree._Element | None:
    """The paragraph that a text box stands in: one within another box is read with that."""
    return next(box.iterancestors(f"{_W}p"), None)


def _runs(paragraph: etree._Element) -> str:
    parts = []
    for node in paragraph.iter():
        if not isinstance(node.tag, str) or next(node.iterancestors(f"{_W}p"), None) is not paragraph:
            continue
        name = node.tag.removeprefix(_W)
        if name == "t":
            parts.append(node.text or "")
        elif name in _MARKS and next(node.iterancestors(f"{_W}tabs"), None) is None:
            parts.append("\f" if node.get(f"{_W}type") == "page" else _MARKS[name])
    return "".join(parts)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val") or ""


def _level(number: etree._Element) -> int:
    return markup.number_told(_value(number.find(f"{_W}ilvl")), else_=0, most=markup.DEEPEST)


def _size(element: etree._Element | None, inherited: int) -> int:
    return markup.number_told(_value(element), else_=inherited, most=markup.LARGEST_TYPE) or inherited


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{_W}val") not in ("0", "false", "none")


def _styles(archive: Archive) -> dict[str, Style]:
    """Paragraph styles by id, with what they inherit; "" is the default."""
    root = archive.xml("word/styles.xml")
    if root is None:
        return {}
    default = Style(size=_size(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}sz"), 20))
    elements = {element.get(f"{_W}styleId") or "": element for element in root.iter(f"{_W}style")}
    styles = {"": default}
    for name in elements:
        styles[name] = _resolved(name, elements, default, depth=0)
    normal = next(
        (
            e.get(f"{_W}styleId")
            for e in elements.values()
            if e.get(f"{_W}default") == "1" and e.get(f"{_W}type") == "paragraph"
        ),
        None,
    )
    if normal:
        styles[""] = styles[normal]
    return styles


def _resolved(name: str, elements: dict[str, etree._Element], default: Style, depth: int) -> Style:
    element = elements.get(name)
    if element is None or depth > 12:
        return default
    base = _resolved(_value(element.find(f"{_W}basedOn")), elements, default, depth + 1)
    number = element.find(f"{_W}pPr/{_W}numPr")
    bold = element.find(f"{_W}rPr/{_W}b")
    return Style(
        heading=_heading_level(element) or base.heading,
        list_id=_value(number.find(f"{_W}numId")) if number is not None else base.list_id,
        list_level=_level(number) if number is not None else base.list_level,
        bold=_is_on(bold) if bold is not None else base.bold,
        size=_size(element.find(f"{_W}rPr/{_W}sz"), base.size),
    )


def _heading_level(element: etree._Element) -> int:
    name = _value(element.find(f"{_W}name"))
    if found := _HEADING_NAME.match(name):
        return int(found[1])
    if name.lower() in ("title", "titel", "rubrik", "dokumenttitel"):
        return 1
    outline = _value(element.find(f"{_W}pPr/{_W}outlineLvl"))
    return int(outline) + 1 if outline in tuple("012345") else 0


class _Numbering:
    """The marks of list items: bullets, or numbers counted as Word counts them."""

    def __init__(self, archive: Archive) -> None:
        root = archive.xml("word/numbering.xml")
        self.formats: dict[tuple[str, int], str] = {}
        self.counts: dict[tuple[str, int], int] = {}
        if root is None:
            return
        abstract = {e.get(f"{_W}abstractNumId"): e for e in root.iter(f"{_W}abstractNum")}
        for number in root.iter(f"{_W}num"):
            source = abstract.get(_value(number.find(f"{_W}abstractNumId")))
            for level in source.iter(f"{_W}lvl") if source is not None else ():
                key = (
                    number.get(f"{_W}numId") or "",
                    markup.number_told(level.get(f"{_W}ilvl"), else_=0, most=markup.DEEPEST),
                )
                self.formats[key] = _value(level.find(f"{_W}numFmt"))

    def next(self, list_id: str, level: int) -> str:
        """The mark of the next item on a level of a list."""
        form = self.formats.get((list_id, level), "bullet")
        if form in ("bullet", "none", ""):
            return "-"
        key = (list_id, level)
        self.counts[key] = self.counts.get(key, 0) + 1
        for deeper in [k for k in self.counts if k[0] == list_id and k[1] > level]:
            del self.counts[deeper]
        count = self.counts[key]
        return f"{chr(96 + count)})" if form == "lowerLetter" and count < 27 else f"{count}."
