"""What the package holds, as simple Dublin Core."""

from collections.abc import Iterable
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

DC, OAI = "http://purl.org/dc/elements/1.1/", "http://www.openarchives.org/OAI/2.0/oai_dc/"


def written(facts: Iterable[tuple[str, str]]) -> bytes:
    """Of name and text; what has no text is left out."""
    root = ElementMaker(namespace=OAI, nsmap={"oai_dc": OAI, "dc": DC}).dc()
    make = ElementMaker(namespace=DC)
    root.extend(make(name, text) for name, text in facts if text)
    return as_xml(root)


def as_xml(root: Any) -> bytes:
    told: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return told
