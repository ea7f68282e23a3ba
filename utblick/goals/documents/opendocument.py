"""OpenDocument texts (.odt): headings by outline level, lists, tables, headers, footers and notes."""

from collections.abc import Iterator

from lxml import etree

from utblick.goals.documents import markup
from utblick.goals.documents.archive import Archive
from utblick.goals.documents.faults import Fault, UnreadableDocument

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SPACES = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}


def text_of(archive: Archive) -> str:
    """The text of the document, headers first, footers and notes last."""
    manifest = archive.xml("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.names else None
    if manifest is not None and any(str(e.tag).endswith("encryption-data") for e in manifest.iter()):
        raise UnreadableDocument(Fault.ENCRYPTED)
    content = archive.xml("content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise UnreadableDocument(Fault.DAMAGED)
    styles = archive.xml("styles.xml")
    writer = _Writer([content, *([styles] if styles is not None else [])])
    heads, feet = (list(dict.fromkeys(writer.edges(styles, part))) for part in ("header", "footer"))
    return "\n".join([*heads, "", *writer.blocks(body), "", *feet, "", *markup.noted(writer.notes)])


class _Writer:
    """Paragraphs, lists and tables as lines of markup."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self.notes: list[str] = []
        self.numbered = {
            (style.get(f"{_STYLE}name") or "", level.get(f"{_TEXT}level") or "1")
            for root in roots
            for style in root.iter(f"{_TEXT}list-style")
            for level in style.iter(f"{_TEXT}list-level-style-number")
        }
        self.bold: set[str] = set()
        self.titles: set[str] = {"Title"}
        for root in roots:
            for style in root.iter(f"{_STYLE}style"):
                self._note_style(style)

    def _note_style(self, style: etree._Element) -> None:
        name, above = style.get(f"{_STYLE}name") or "", style.get(f"{_STYLE}parent-style-name") or ""
        properties = style.find(f"{_STYLE}text-properties")
        if above in self.titles:
            self.titles.add(name)
        if properties is not None and properties.get(f"{_FO}font-weight") == "bold":
            self.bold.add(name)

    def edges(self, styles: etree._Element | None, part: str) -> Iterator[str]:
        """The lines of the headers or footers of all page styles."""
        for edge in styles.iter(f"{_STYLE}{part}") if styles is not None else ():
            yield from (line for line in self.blocks(edge) if line.strip())

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """The lines of everything in a body, section, cell or header."""
        for element in parent:
            tag = element.tag
            if tag == f"{_TEXT}h":
                yield from ("", markup.heading(self._flat(element), _level(element)))
            elif tag == f"{_TEXT}p":
                yield from ("", self._paragraph(element))
                for box in element.iter(f"{_DRAW}text-box"):
                    if _within(box, f"{_TEXT}p") is element:
                        yield from self.blocks(box)
            elif tag == f"{_TEXT}list":
                yield from ("", *self._list(element, 0, element.get(f"{_TEXT}style-name") or ""))
            elif tag == f"{_TABLE}table":
                yield from ("", *self._table(element), "")
            elif tag in (f"{_TEXT}section", f"{_TEXT}index-body", f"{_TEXT}table-of-content", f"{_TEXT}index-title"):
                yield from self.blocks(element)

    def _paragraph(self, element: etree._Element) -> str:
        text, style = self._flat(element), element.get(f"{_TEXT}style-name") or ""
        if style in self.titles and text:
            return markup.heading(text, 1)
        short = 0 < len(text) <= 100 and not text.endswith((".", ":", ";", ","))
        whole = len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()
        inner = element[0].get(f"{_TEXT}style-name") if whole else None
        return markup.heading(text, 5) if short and (style in self.bold or inner in self.bold) else text

    def _list(self, element: etree._Element, depth: int, style: str) -> Iterator[str]:
        for n, entry in enumerate(element.iter(f"{_TEXT}list-item", f"{_TEXT}list-header"), start=1):
            if entry.getparent() is not element:
                continue
            mark = f"{n}." if (style, str(depth + 1)) in self.numbered else "-"
            for child in entry:
                if child.tag == f"{_TEXT}list":
                    yield from self._list(child, depth + 1, child.get(f"{_TEXT}style-name") or style)
                elif child.tag == f"{_TEXT}h":
                    yield markup.heading(self._flat(child), _level(child))
                else:
                    yield markup.item(self._flat(child), depth, mark)

    def _table(self, table: etree._Element) -> Iterator[str]:
        rows = (row for row in table.iter(f"{_TABLE}table-row") if _within(row, f"{_TABLE}table") is table)
        yield from markup.table(self._row(row) for row in rows)

    def _row(self, row: etree._Element) -> markup.Row:
        """The cells by their column: one that another covers is empty."""
        cells: markup.Row = []
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            lines = [line.strip().removeprefix("- ").lstrip("# ") for line in self.blocks(cell) if line.strip()]
            repeated = cell.get(f"{_TABLE}number-columns-repeated") or ""
            cells += [lines] * markup.columns_told(repeated)
        return cells

    def _flat(self, element: etree._Element) -> str:
        parts = [element.text or ""]
        for child in element:
            if child.tag == f"{_TEXT}note":
                bodies = child.iterchildren(f"{_TEXT}note-body")
                self.notes += [line for body in bodies for line in self.blocks(body) if line]
            elif child.tag in _SPACES:
                parts.append(
                    _SPACES[child.tag] * markup.number_told(child.get(f"{_TEXT}c"), else_=1, most=markup.MOST_SPACES)
                )
            elif isinstance(child.tag, str) and not child.tag.startswith((_OFFICE, _DRAW)):
                parts.append(self._flat(child))
            parts.append(child.tail or "")
        return "".join(parts).strip(" ")


def _level(element: etree._Element) -> int:
    return markup.number_told(element.get(f"{_TEXT}outline-level"), else_=1, most=markup.DEEPEST)


def _within(element: etree._Element, tag: str) -> etree._Element | None:
    """The nearest one around it: what stands in another one's is read with that."""
    return next(element.iterancestors(tag), None)
