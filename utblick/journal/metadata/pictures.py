"""JPEG and PNG: who took the picture, and where. Without a name the picture keeps its dots and its way up, and nothing else."""

import io
import struct
from collections.abc import Iterator
from typing import Any

from lxml import etree
from PIL import ExifTags, Image, IptcImagePlugin

Tag = ExifTags.Base
TAGS = {Tag.Artist: "photographer", Tag.Copyright: "photographer", Tag.XPAuthor: "photographer"}
OWNER, UPRIGHT, BYLINES = Tag.CameraOwnerName, 1, ((2, 80), (2, 122), (2, 116))
# Exif and XMP, IPTC, comments.
JPEG_TOLD = {0xE1, 0xED, 0xFE}
END, SCAN, DOTS = 0xD9, 0xDA, {0, *range(0xD0, 0xD8)}
PNG_TOLD = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
PNG = b"\x89PNG\r\n\x1a\n"


def names_in(body: bytes) -> list[tuple[str, str]]:
    with Image.open(io.BytesIO(body)) as picture:
        exif = picture.getexif()
        found = [(place, _text(exif.get(tag))) for tag, place in TAGS.items()]
        found.append(("photographer", _text(exif.get_ifd(ExifTags.IFD.Exif).get(OWNER))))
        found += [("photographer", _text(picture.info.get(key))) for key in ("Author", "author", "Artist", "comment")]
        found += [("photographer", name) for name in [*_in_xmp(picture.info.get("xmp")), *_bylines(picture)]]
        if exif.get_ifd(ExifTags.IFD.GPSInfo):
            found.append(("position", "GPS"))
    return found


def without(body: bytes, names: set[str]) -> bytes:
    """All that is told beside the picture goes, whichever of the names it was about."""
    with Image.open(io.BytesIO(body)) as picture:
        turned = picture.getexif().get(Tag.Orientation, UPRIGHT)
    return _png(body) if body.startswith(PNG) else _jpeg(body, turned)


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        # Windows writes its own tags as UTF-16, the others are ASCII or UTF-8.
        code = "utf-16-le" if b"\0" in value[:-1] else "utf-8"
        return value.decode(code, errors="ignore").strip("\0 ")
    return str(value or "").strip("\0 ")


def _bylines(picture: Any) -> Iterator[str]:
    told = IptcImagePlugin.getiptcinfo(picture) or {}
    for key in BYLINES:
        values = told.get(key) or []
        yield from (_text(one) for one in (values if isinstance(values, list) else [values]))


def _in_xmp(data: Any) -> Iterator[str]:
    if not data:
        return
    raw = data if isinstance(data, bytes) else str(data).encode()
    root = etree.fromstring(raw.strip(b"\0 \n"), etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter("{http://purl.org/dc/elements/1.1/}creator"):
        yield from (one.text for one in element.iter(etree.Element) if one.text and one.text.strip())


def _jpeg(body: bytes, turned: int) -> bytes:
    """Segment by segment (ITU T.81, annex B), the compressed picture untouched."""
    made, at = [body[:2]], 2
    if turned != UPRIGHT:
        exif = Image.Exif()
        exif[Tag.Orientation] = turned
        told = exif.tobytes()
        told = told if told.startswith(b"Exif") else b"Exif\0\0" + told
        made.append(b"\xff\xe1" + struct.pack(">H", len(told) + 2) + told)
    while (kind := body[at + 1]) != END:
        after = _after(body, at)
        if kind not in JPEG_TOLD:
            made.append(body[at:after])
        at = after
    # What a camera hangs on after the end, such as a second picture with its own Exif, goes.
    return b"".join([*made, body[at : at + 2]])


def _after(body: bytes, at: int) -> int:
    """Where the next segment begins; behind the head of a scan come its dots, in which FF is followed by 0 or a restart."""
    (size,) = struct.unpack(">H", body[at + 2 : at + 4])
    kind, at = body[at + 1], at + 2 + size
    while kind == SCAN and not (body[at] == 0xFF and body[at + 1] not in DOTS):
        at = body.index(b"\xff", at + 1)
    return at


def _png(body: bytes) -> bytes:
    """Chunk by chunk (PNG, section 5)."""
    made, at = [PNG], len(PNG)
    while at + 12 <= len(body):
        (size,) = struct.unpack(">I", body[at : at + 4])
        if body[at + 4 : at + 8] not in PNG_TOLD:
            made.append(body[at : at + 12 + size])
        at += 12 + size
    return b"".join(made)
