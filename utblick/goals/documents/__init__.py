"""A governing document's bytes as text that `utblick.goals.reading` understands.

The text keeps what a document's format tells of its structure in a light markup: headings as "# ", "## "; list items as
"- " or "1. ", two spaces in for each level; table cells parted by " | " (a line that begins with "|" goes on in the row
above); pages parted by a form feed. The type is seen from the content: the name of a file proves nothing.
"""

from utblick.goals.documents import plain
from utblick.goals.documents.faults import ADVICE, Fault, UnreadableDocument
from utblick.quarantine import Died, Pool

LARGEST = 20 * 1024 * 1024
SECONDS = 40
"""Of CPU for a document: a PDF of 200 pages takes half of it."""
POOL = Pool("utblick.goals.documents.child")

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
    if b"%PDF-" in data[:1024] or data.startswith(b"PK\x03\x04"):
        return _opened(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableDocument(Fault.ENCRYPTED if encrypted else Fault.WRONG_TYPE)
    return plain.text_of(data)


def _opened(data: bytes) -> str:
    """By a child: half a page of PDF can ask for more memory than there is."""
    try:
        told = POOL.ask({}, data, seconds=SECONDS)
    except Died as error:
        raise UnreadableDocument(Fault.TOO_LARGE_UNPACKED) from error
    if "fault" in told:
        raise UnreadableDocument(Fault(told["fault"]))
    text: str = told["text"]
    return text
