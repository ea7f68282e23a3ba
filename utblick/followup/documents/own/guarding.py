"""What is not taken for a template: bombs, macros, objects and links that a Word document would fetch or run by itself."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from utblick.goals.documents.archive import Archive
from utblick.goals.documents.faults import Fault, UnreadableDocument

BODY = "word/document.xml"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LARGEST_BODY = 2_000_000
"""Characters of XML; ours has a tenth of it. Filling in takes time by the square of this."""
RUNS = ("vbaproject", "vbadata", "activex", "oleobject", "word/embeddings/")
# By fields a document fetches or starts something when it is opened.
FIELDS = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "DATABASE", "MACROBUTTON")
UNREADABLE = {
    Fault.ENCRYPTED: gettext_lazy("The file is protected with a password. Save it without one."),
    Fault.TOO_LARGE_UNPACKED: gettext_lazy("The file unpacks to far more than a template holds, and was not opened."),
    Fault.DAMAGED: gettext_lazy("The file is damaged, or is no Word document (.docx). Save it anew from Word."),
}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def refused(body: bytes) -> str:
    """Why the file is not taken, in words; empty where it may be tried. Nothing in it is run or fetched."""
    try:
        return next(_faults(Archive(body)), "")
    except UnreadableDocument as error:
        return str(UNREADABLE.get(error.code, UNREADABLE[Fault.DAMAGED]))


def _faults(archive: Archive) -> Iterator[str]:
    if any(word in name.lower() for name in archive.names for word in RUNS):
        yield _("It holds macros or embedded objects. Save it without them, as an ordinary Word document (.docx).")
    if BODY not in archive.names:
        yield _("It is no Word document (.docx).")
    elif DOCUMENT not in (kinds := _content_types(archive)):
        if any("template" in kind for kind in kinds):
            yield _("It is a Word template (.dotx). Open it in Word and save it as an ordinary Word document (.docx).")
        yield _("It is no Word document (.docx).")
    for name in sorted(archive.names):
        if name.endswith(".rels"):
            yield from _links(archive, name)
        elif name.startswith("word/") and name.endswith(".xml"):
            yield from _fields(archive, name)


def _content_types(archive: Archive) -> list[str]:
    """What the file says that its parts are: a template, or a document with macros, stays one where its name is changed by hand."""
    root = archive.xml("[Content_Types].xml")
    return [] if root is None else [str(one.get("ContentType")) for one in root]


def _links(archive: Archive, name: str) -> Iterator[str]:
    root = archive.xml(name)
    for link in () if root is None else root:
        if link.get("TargetMode") == "External" and not str(link.get("Type", "")).endswith("/hyperlink"):
            yield _("It fetches something from another place when it is opened: %(address)s.") % {
                "address": str(link.get("Target"))[:200]
            }


def _fields(archive: Archive, name: str) -> Iterator[str]:
    root = archive.xml(name)
    if root is None:
        return
    if len(etree.tostring(root)) > LARGEST_BODY:
        yield _("It is too large for a template. Take away long texts and pictures that are drawn in it.")
    told = [str(one.text) for one in root.iter(f"{WORD}instrText")]
    told += [str(one.get(f"{WORD}instr")) for one in root.iter(f"{WORD}fldSimple")]
    for text in told:
        if text.strip().upper().startswith(FIELDS):
            yield _("It holds a field that fetches or starts something: %(field)s.") % {"field": text.strip()[:80]}
