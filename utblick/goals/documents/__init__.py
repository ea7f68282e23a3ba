"""A governing document's bytes as text that `utblick.goals.reading` understands.

The text keeps what a document's format tells of its structure in a light markup: headings as "# ", "## "; list items as
"- " or "1. ", two spaces in for each level; table cells parted by " | " (a line that begins with "|" goes on in the row
above); pages parted by a form feed. The type is seen from the content: the name of a file proves nothing.
"""

from utblick.goals.documents import opendocument, plain, word
from utblick.goals.documents.archive import Archive
from utblick.goals.documents.faults import ADVICE, Fault, UnreadableDocument

LARGEST = 20 * 1024 * 1024

__all__ = ["ADVICE", "LARGEST", "Fault", "UnreadableDocument", "text_of"]


def text_of(data: bytes, name: str = "") -> str:
    """The text of a document. Raises `UnreadableDocument`; `name` is only for the caller's messages."""
    if len(data) > LARGEST:
        raise UnreadableDocument(Fault.TOO_LARGE)
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableDocument(Fault.EMPTY)
    text = _read(data)
    if not any(c.isalnum() for c in text):
        raise UnreadableDocument(Fault.EMPTY)
    return text


def _read(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        from utblick.goals.documents import pdf  # half a second to import, and most runs read no PDF

        return pdf.text_of(data)
    if data.startswith(b"PK\x03\x04"):
        return _packed(Archive(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableDocument(Fault.ENCRYPTED if encrypted else Fault.WRONG_TYPE)
    return plain.text_of(data)


def _packed(archive: Archive) -> str:
    if "word/document.xml" in archive.names:
        return word.text_of(archive)
    if "content.xml" in archive.names and archive.kind.startswith("application/vnd.oasis.opendocument.text"):
        return opendocument.text_of(archive)
    raise UnreadableDocument(Fault.WRONG_TYPE)
