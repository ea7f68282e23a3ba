"""PDF: the document's properties, its XMP, and who wrote notes in the margin."""

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject, TextStringObject

PROPERTIES = {"/Author": "author", "/LastModifiedBy": "changed", "/Manager": "author", "/Company": "company"}
AUTHORS = {"creator": "author", "Author": "author", "LastModifiedBy": "changed", "contributor": "changed"}


class Signed(Exception):
    """A signature holds for the file as it is."""


def names_in(body: bytes) -> list[tuple[str, str]]:
    document = PdfReader(io.BytesIO(body))
    facts: Any = document.metadata or {}
    found = [(place, str(facts[key])) for key, place in PROPERTIES.items() if facts.get(key)]
    found += [(place, element.text) for place, element in _described(_xmp(document))]
    return found + [("comment", str(note["/T"])) for note in _notes(document)]


def without(body: bytes, names: set[str]) -> bytes:
    """Written anew, so that no earlier revision within the file keeps the name."""
    if b"/ByteRange" in body:
        raise Signed
    made = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    facts: Any = made.metadata or {}
    made.add_metadata({key: "" for key in PROPERTIES if _is_named(facts.get(key), names)})
    for note in _notes(made):
        if _is_named(note["/T"], names):
            note[NameObject("/T")] = TextStringObject("")
    _clean_xmp(made, names)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def _is_named(value: Any, names: set[str]) -> bool:
    return value is not None and " ".join(str(value).split()).casefold() in names


def _notes(document: Any) -> Iterator[Any]:
    for page in document.pages:
        for one in page.get("/Annots") or ():
            note = one.get_object()
            if note.get("/T") and note.get("/Subtype") != "/Widget":  # there it is the name of a field
                yield note


def _xmp(document: Any) -> Any:
    """The parsed XMP of the document; None where it has none."""
    root: Any = document.root_object if isinstance(document, PdfReader) else document._root_object
    stream = root.get("/Metadata")
    if stream is None:
        return None
    return etree.fromstring(stream.get_object().get_data(), etree.XMLParser(resolve_entities=False, no_network=True))


def _described(root: Any) -> Iterator[tuple[str, Any]]:
    """The elements that hold a name: the property itself, or the items of its list."""
    for element in root.iter(etree.Element) if root is not None else ():
        if place := AUTHORS.get(etree.QName(element).localname):
            yield from ((place, one) for one in element.iter(etree.Element) if one.text and one.text.strip())


def _clean_xmp(made: PdfWriter, names: set[str]) -> None:
    root = _xmp(made)
    found = [one for _place, one in _described(root) if _is_named(one.text, names)]
    for one in found:
        one.text = ""
    if found:
        # In place of the old one, which would else stand in the file with nothing pointing to it.
        stream = StreamObject()
        stream.set_data(etree.tostring(root))
        stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
        made._replace_object(made._root_object.raw_get("/Metadata"), stream)
