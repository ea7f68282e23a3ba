"""Text files, in the encodings that Swedish offices have used."""

import re

from utblick.goals.documents.faults import Fault, UnreadableDocument

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NOT_TEXT = re.compile(
    rb"\s*(?:<!doctype html|<html|<\?xml|\{\\rtf|\x89PNG|GIF8|\xff\xd8\xff|II\*\0|MM\0\*|\x1f\x8b|7z|Rar!)",
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1f\x7f]")


def text_of(data: bytes) -> str:
    """The text, decoded. Raises `UnreadableDocument` for what is no text."""
    if _NOT_TEXT.match(data[:200]):
        raise UnreadableDocument(Fault.WRONG_TYPE)
    text = _decoded(data)
    if len(_CONTROLS.findall(text)) > len(text) // 100:
        raise UnreadableDocument(Fault.WRONG_TYPE)
    return _CONTROLS.sub(" ", text)


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _without_mark(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("latin-1" if encoding == "utf-8" else "utf-8", "replace")


def _without_mark(data: bytes) -> str:
    """UTF-16 shows in its zero bytes; what is not UTF-8 is Windows text, where that decodes."""
    head = data[:2000]
    zeros = head.count(0)
    if zeros * 3 > len(head):
        return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    for encoding in ("utf-8", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"
