"""Word and OpenDocument texts: their properties, and who commented or changed."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

# By the name of an element or attribute, without its namespace, where it stands in each of these formats.
ELEMENTS = {
    "creator": "author",
    "initial-creator": "author",
    "lastModifiedBy": "changed",
    "printed-by": "changed",
    "Manager": "author",
    "Company": "company",
}
ATTRIBUTES = {"author": "comment", "userId": "comment"}
PARTS = ("docProps/", "word/", "meta.xml", "content.xml", "styles.xml")
LARGEST = 60_000_000

type Place = tuple[str, str, Any, str]
"""Where, which name, the element, and its attribute (empty: its text)."""


def names_in(body: bytes) -> list[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return [(place, name) for _info, root in _parts(packed) for place, name, _element, _key in _places(root)]


def without(body: bytes, names: set[str]) -> bytes:
    """Each part that names none of these stays as it is, byte for byte."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as packed, zipfile.ZipFile(made, "w") as out:
        changed = {info.filename: _cleaned(root) for info, root in _parts(packed) if _takes_out(root, names)}
        for info in packed.infolist():
            content = changed.get(info.filename) or packed.read(info)
            out.writestr(info, content, compress_type=info.compress_type)
    return made.getvalue()


def _parts(packed: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, Any]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for info in packed.infolist():
        if info.filename.startswith(PARTS) and info.filename.endswith(".xml") and info.file_size < LARGEST:
            yield info, etree.fromstring(packed.read(info), parser)


def _places(root: Any) -> Iterator[Place]:
    for element in root.iter(etree.Element):
        place = ELEMENTS.get(etree.QName(element).localname)
        if place and element.text:
            commented = element.getparent() is not None and "annotation" in str(element.getparent().tag)
            yield ("comment" if commented else place), element.text, element, ""
        for key, value in element.attrib.items():
            if (place := ATTRIBUTES.get(etree.QName(key).localname)) and value:
                yield place, value, element, key


def _takes_out(root: Any, names: set[str]) -> bool:
    found = [one for one in _places(root) if " ".join(one[1].split()).casefold() in names]
    for _place, _name, element, key in found:
        if key:
            element.set(key, "")
        else:
            element.text = ""
    return bool(found)


def _cleaned(root: Any) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
