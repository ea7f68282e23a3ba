"""Reads a document in quarantine."""

from utblick.goals.documents import opendocument, word
from utblick.goals.documents.archive import Archive
from utblick.goals.documents.faults import Fault, UnreadableDocument
from utblick.quarantine.child import About, serve

MEMORY = 1024 * 1024 * 1024


def told(about: About, data: bytes) -> dict[str, str]:
    try:
        return {"text": _read(data)}
    except UnreadableDocument as error:
        return {"fault": error.code}


def _read(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        from utblick.goals.documents import pdf  # half a second to import, and most runs read no PDF

        return pdf.text_of(data)
    return _packed(Archive(data))


def _packed(archive: Archive) -> str:
    if "word/document.xml" in archive.names:
        return word.text_of(archive)
    if "content.xml" in archive.names and archive.kind.startswith("application/vnd.oasis.opendocument.text"):
        return opendocument.text_of(archive)
    raise UnreadableDocument(Fault.WRONG_TYPE)


if __name__ == "__main__":
    serve(told, memory=MEMORY)
