"""What is not opened: bombs, macros, what is locked or no table at all."""

import io
import zipfile
from enum import StrEnum

LARGEST_UNPACKED = 150 * 1024 * 1024


class Fault(StrEnum):
    EMPTY = "empty"
    WRONG_KIND = "wrong_kind"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    BOMB = "bomb"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"


class UnreadableTable(Exception):
    """Why a file could not be read; `count` where there were too many."""

    def __init__(self, fault: Fault, count: int = 0) -> None:
        super().__init__(fault)
        self.fault, self.count = fault, count


def look_inside(body: bytes) -> None:
    """Refuse what unpacks to far more than a list holds, and what carries macros, before anything is unpacked."""
    try:
        members = zipfile.ZipFile(io.BytesIO(body)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
        raise UnreadableTable(Fault.DAMAGED)
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise UnreadableTable(Fault.BOMB)
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableTable(Fault.ENCRYPTED)
    names = [member.filename.lower() for member in members]
    if any("vbaproject" in name or name.startswith(("basic/", "scripts/")) for name in names):
        raise UnreadableTable(Fault.MACROS)
    if "content.xml" not in names and not any(name.startswith("xl/workbook") for name in names):
        raise UnreadableTable(Fault.WRONG_KIND)
