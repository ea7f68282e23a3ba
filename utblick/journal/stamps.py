"""Time stamps (RFC 3161) of the anchors: the signed word of somebody outside that a line was there at a certain time.

They lie in a file beside the anchors, to which lines are only added: the anchor as it stands, and the answer of the service. That
answer alone can be looked at without Utblick: `openssl ts -verify` with the line as data (docs/security/audit-trail.md).
"""

import base64
import binascii
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import rfc3161_client as tsp
from cryptography import x509

from utblick.journal.anchors import ANCHOR, lines
from utblick.journal.der import ordered

STAMP = re.compile(rf"({ANCHOR.pattern}) (\S+)")


class BadStamp(Exception):
    """The answer is no stamp of this line, or of nobody that we trust."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """`line`: the anchor that it is of; both are empty where the file's line is no stamp."""

    line: str = ""
    answer: bytes = b""

    @property
    def number(self) -> int:
        """Of the anchored seal; 0, which no seal has, for what is none."""
        found = ANCHOR.fullmatch(self.line)
        return int(found[1]) if found else 0


def question(line: str) -> tsp.TimeStampRequest:
    """With a number by chance, that the answer must repeat."""
    return tsp.TimestampRequestBuilder().data(line.encode()).cert_request(cert_request=True).build()


def trusted(path: Path) -> list[x509.Certificate]:
    """The authorities in a file, and those between them and the service."""
    return x509.load_pem_x509_certificates(path.read_bytes())


def time_of(stamp: Stamp, by: list[x509.Certificate], asked: tsp.TimeStampRequest | None = None) -> datetime:
    """When the service saw the line; its certificate was good then, and is from those. Raises BadStamp."""
    verifier = tsp.VerifierBuilder.from_request(asked) if asked else tsp.VerifierBuilder()
    for certificate in by:
        verifier = _trusting(verifier, certificate)
    try:
        answer = tsp.decode_timestamp_response(ordered(stamp.answer))
        verifier.build().verify_message(answer, stamp.line.encode())
        return answer.tst_info.gen_time
    except Exception as error:  # A spoilt answer brings the readers of it to raise many kinds.
        raise BadStamp(f"{type(error).__name__}: {error}") from error


def _trusting(verifier: tsp.VerifierBuilder, certificate: x509.Certificate) -> tsp.VerifierBuilder:
    if certificate.issuer == certificate.subject:
        return verifier.add_root_certificate(certificate)
    return verifier.add_intermediate_certificate(certificate)


def file_beside(anchors: Path) -> Path:
    return anchors.with_name(f"{anchors.name}.stamps")


def stamps(anchors: Path) -> Iterator[Stamp]:
    """As they stand in the file beside the anchors."""
    for line in lines(file_beside(anchors)):
        found = STAMP.fullmatch(line)
        try:
            yield Stamp(found[1], base64.b64decode(found[4], validate=True)) if found else Stamp()
        except binascii.Error:
            yield Stamp()


def keep(stamp: Stamp, anchors: Path) -> None:
    with file_beside(anchors).open("a", encoding="ascii") as file:
        file.write(f"{stamp.line} {base64.b64encode(stamp.answer).decode()}\n")
        file.flush()
        os.fsync(file.fileno())
