"""The zip file that a Word or OpenDocument file is, opened with limits."""

import io
import zipfile
import zlib

from lxml import etree

from utblick.goals.documents.faults import Fault, UnreadableDocument

LARGEST_MEMBER = 10 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 3000


class Archive:
    """Members of a zip file as parsed XML. Nothing outside the file is fetched, no entity is resolved, no macro runs."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
            raise UnreadableDocument(Fault.DAMAGED) from error
        self.names = {member.filename for member in members}
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
            raise UnreadableDocument(Fault.TOO_LARGE_UNPACKED)
        if any(member.flag_bits & 1 for member in members):
            raise UnreadableDocument(Fault.ENCRYPTED)

    @property
    def kind(self) -> str:
        """The media type that an OpenDocument file declares."""
        return self._bytes("mimetype").decode("ascii", "replace").strip() if "mimetype" in self.names else ""

    def xml(self, name: str) -> etree._Element | None:
        """A member parsed; None where there is none."""
        if name not in self.names:
            return None
        data = self._bytes(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise UnreadableDocument(Fault.DAMAGED)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument(Fault.DAMAGED) from error

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as member:
                data = member.read(LARGEST_MEMBER + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            NotImplementedError,
            RuntimeError,
            EOFError,
        ) as error:
            raise UnreadableDocument(Fault.DAMAGED) from error
        if len(data) > LARGEST_MEMBER:
            raise UnreadableDocument(Fault.TOO_LARGE_UNPACKED)
        return data
