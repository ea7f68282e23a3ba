"""Procurement notices as TED's own XML files: eForms (since 2023) and TED_EXPORT (R2.0.8 and R2.0.9, before).

Each is brought into the shape of the search API's answer, so that a notice tells the same whichever way it came.
Content: (c) European Union, reusable under Commission Decision 2011/833/EU.
"""

from dataclasses import replace

from lxml import etree

from utblick.watch.connectors import Finding, eforms, ted, ted_export
from utblick.watch.errors import TooLarge, UnreadableAnswer

MOST_BYTES = 20 * 1024 * 1024


def read(document: bytes) -> Finding:
    """The notice in a file. Raises UnreadableAnswer, TooLarge, with the reason."""
    root = root_of(document)
    if etree.QName(root).localname == "TED_EXPORT":
        notice = ted_export.notice(root)
    elif etree.QName(root).localname in eforms.ROOTS:
        notice = eforms.notice(root)
    else:
        raise UnreadableAnswer("no_notice", etree.QName(root).localname)
    return named(ted.finding(notice), published=bool(notice.get("publication-date")))


def root_of(document: bytes) -> etree._Element:
    if not document.strip():
        raise UnreadableAnswer("empty")
    if len(document) > MOST_BYTES:
        raise TooLarge("too_large")
    if b"<!ENTITY" in document:
        raise UnreadableAnswer("entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableAnswer("not_xml", str(error)) from error


def named(finding: Finding, *, published: bool) -> Finding:
    """A notice that says nothing of what it is about is none; one that has no number yet has no page on TED."""
    if finding.title == finding.external_id:
        raise UnreadableAnswer("no_title")
    if ted.NUMBER.fullmatch(finding.external_id):
        return finding
    return replace(finding, link="", identifiers=(f"eforms:{finding.external_id}",))
