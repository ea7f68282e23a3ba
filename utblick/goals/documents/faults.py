"""Why a document could not be read, and what its owner can do about it."""

from enum import StrEnum


class Fault(StrEnum):
    """The codes of `UnreadableDocument`; a form translates by them."""

    TOO_LARGE = "too_large"
    TOO_LARGE_UNPACKED = "too_large_unpacked"
    WRONG_TYPE = "wrong_type"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"
    EMPTY = "empty"
    DAMAGED = "damaged"


ADVICE = {
    Fault.TOO_LARGE: "The file is larger than 20 MB. Save it without pictures, or paste its text instead.",
    Fault.TOO_LARGE_UNPACKED: (
        "The file unpacks to far more than a document holds and was not opened. Save it anew, or paste its text instead."
    ),
    Fault.WRONG_TYPE: (
        "This is not a document that can be read here. "
        "Give a PDF, Word (.docx), OpenDocument (.odt) or text file, or paste the text."
    ),
    Fault.ENCRYPTED: "The file is protected with a password. Save it without a password and try again.",
    Fault.SCANNED: "The PDF holds pictures of pages and no text. Run it through text recognition (OCR) first, or paste the text.",
    Fault.EMPTY: "The file holds no text.",
    Fault.DAMAGED: "The file is damaged and could not be opened. Save it anew from the program that it was written in.",
}


class UnreadableDocument(Exception):
    """A document that could not be read: `code` tells why, the message what to do."""

    def __init__(self, code: Fault) -> None:
        super().__init__(ADVICE[code])
        self.code = code
