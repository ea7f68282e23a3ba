"""Files that belong to a recorded object: kept as they came, never changed, handed out only as downloads.

The object that holds an attachment decides who may see it: its page checks that, and then answers with `download()`.
What is received is written into the database, with all else that its form says or not at all; where there is a store of files,
it is moved there afterwards (putting_away.py).
"""

import hashlib
import io
import zipfile
import zlib
from enum import StrEnum
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.files import uploads
from utblick.tenancy.scope import Owned, OwnedManager

FOLDER = "attachments"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "application/vnd.oasis.opendocument.text"
KINDS = (".pdf", ".docx", ".odt", ".jpg", ".jpeg", ".png")
SIGNS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    WORD: (".docx",),
    TEXT: (".odt",),
}
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_CONTENTS = 1024 * 1024


class Fault(StrEnum):
    """Why a file is not kept."""

    CONTENT = "content"
    MACROS = "macros"
    BOMB = "bomb"


class Altered(Exception):
    """What lies in the store is not what was put there: take it from a backup."""


class AttachmentManager(OwnedManager["Attachment"]):
    """Leaves the content behind until somebody asks for it: a list of names must not fetch megabytes."""

    def get_queryset(self) -> models.QuerySet["Attachment"]:
        return super().get_queryset().defer("body", "text", "named")


class Attachment(Owned):
    """One file as it was received. What replaces it is another attachment."""

    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    # Null once it lies in the store.
    body = models.BinaryField(null=True)
    added_at = models.DateTimeField(default=timezone.now)
    # What the search finds it by, read from it afterwards (desk/reading_files.py); null until that was tried.
    text = models.TextField(null=True, editable=False)
    # Whom it names beside its text, a line each (journal/metadata); null until that was tried.
    named = models.TextField(null=True, editable=False)

    objects = AttachmentManager()  # type: ignore[misc, assignment]

    class Meta(Owned.Meta):
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An attachment is never changed: keep another one.")
        super().save(*args, **kwargs)

    @property
    def place(self) -> str:
        """What it is called in the store: no other content is ever called so."""
        return f"{FOLDER}/{self.municipality_id}/{self.pk}-{self.checksum[:16]}"

    def content(self) -> bytes:
        """As it was received. Raises StoreAway, and FileNotFoundError or Altered where the store has not kept it."""
        return bytes(self.body) if self.body is not None else self.stored()

    def stored(self) -> bytes:
        with uploads().open(self.place) as file:
            body: bytes = file.read()
        if hashlib.sha256(body).hexdigest() != self.checksum:
            raise Altered(f"{self.place} in the store is not what was put there.")
        return body


def keep(upload: UploadedFile[bytes]) -> Attachment:
    """Store an upload whose form has found `media_type_of` it."""
    upload.seek(0)
    body = upload.read()
    kept = Attachment(name=_file_name(upload.name or ""), media_type=media_type_of(body), size=len(body), body=body)
    kept.checksum = hashlib.sha256(body).hexdigest()
    kept.save()
    return kept


def download(attachment: Attachment) -> FileResponse:
    """Always as a file to save: nothing that was uploaded is shown within our own pages."""
    body = io.BytesIO(attachment.content())
    answer = FileResponse(body, as_attachment=True, filename=attachment.name, content_type=attachment.media_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def media_type_of(body: bytes) -> str:
    """What the content itself says it is; empty for other kinds than are kept here."""
    for sign, media_type in SIGNS.items():
        if body.startswith(sign):
            return media_type
    packed = _opened(body)
    if packed is None:
        return ""
    names = packed.namelist()
    if "word/document.xml" in names:
        return WORD
    return TEXT if "content.xml" in names and _declared(body).startswith(TEXT.encode()) else ""


def fault_of(name: str, body: bytes) -> Fault | None:
    """Why a file of this name and content is not kept; "protocol.pdf" that is a picture is one of a wrong content."""
    if not name.lower().endswith(ENDINGS.get(media_type_of(body), ())):
        return Fault.CONTENT
    packed = _opened(body)
    if packed is None:
        return None
    if sum(member.file_size for member in packed.infolist()) > LARGEST_UNPACKED:
        return Fault.BOMB
    return Fault.MACROS if _carries_macros(packed) else None


def _opened(body: bytes) -> zipfile.ZipFile | None:
    """A packed file by its table of contents; nothing is unpacked."""
    if not body.startswith(b"PK\x03\x04"):
        return None
    try:
        return zipfile.ZipFile(io.BytesIO(body))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
        return None


def _carries_macros(packed: zipfile.ZipFile) -> bool:
    """By what its parts are called; a Word document also by what it says of them, whatever they are called."""
    names = packed.namelist()
    if any("vbaproject" in name.lower() or name.startswith(("Basic/", "Scripts/")) for name in names):
        return True
    if "[Content_Types].xml" not in names:
        return False
    try:
        with packed.open("[Content_Types].xml") as file:
            told = file.read(LARGEST_CONTENTS).lower()
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError):
        return True  # What cannot be looked at is not let in.
    return b"macroenabled" in told or b"vbaproject" in told


def _declared(body: bytes) -> bytes:
    """The media type of an OpenDocument file lies open at its beginning (ODF 1.3, part 2, section 3.3)."""
    return body[38:138] if body[30:38] == b"mimetype" else b""


def _file_name(name: str) -> str:
    kept = "".join(sign for sign in name.replace("\\", "/").rsplit("/", 1)[-1] if sign.isprintable())
    return kept[-200:] or "file"
