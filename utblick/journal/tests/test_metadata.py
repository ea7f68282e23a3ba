"""Whom a file names in its metadata is read, and taken out, without the rest of the file being touched."""

import base64
import io
import zipfile
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from utblick.journal.attachments import media_type_of
from utblick.journal.metadata import child, names_in, without
from utblick.journal.tests import files

NAME = "Annelie Wirth"
MAKERS = [files.word, files.opendocument, files.pdf, files.jpeg, files.png]


def read(body: bytes) -> set[tuple[str, str]]:
    """As the child does it, here within the test: a process for each kind of file would cost seconds."""
    return set(child.told({}, body)["named"])


def cleaned(body: bytes, *names: str) -> bytes:
    return base64.b64decode(child.told({"without": list(names)}, body)["body"])


@pytest.mark.parametrize(
    ("make", "places"),
    [
        (files.word, "author changed comment"),
        (files.opendocument, "author"),
        (files.pdf, "author comment"),
        (files.jpeg, "photographer"),
        (files.png, "photographer"),
    ],
)
def test_whom_a_file_names_is_read(make: Callable[[str], bytes], places: str) -> None:
    found = read(make(NAME))
    assert {place for place, name in found if name == NAME} == set(places.split())


@pytest.mark.parametrize("make", MAKERS, ids=lambda one: one.__name__)
def test_taken_out_the_name_is_nowhere_in_the_file_and_its_kind_is_the_same(make: Callable[[str], bytes]) -> None:
    body = make(NAME)
    clean = cleaned(body, NAME.upper())
    assert NAME not in {name for _place, name in read(clean)}
    assert NAME.encode() not in unpacked(clean)
    assert media_type_of(clean) == media_type_of(body) != ""


def unpacked(body: bytes) -> bytes:
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def test_others_whom_a_document_names_stay_with_the_rest_of_it() -> None:
    clean = cleaned(files.word(NAME), NAME)
    assert read(clean) == {("comment", "Bo Ek")}
    assert b"Avtal" in unpacked(clean)
    document = PdfReader(io.BytesIO(cleaned(files.pdf(NAME), NAME)))
    assert document.metadata
    assert document.metadata.title == "Avtal"


def test_a_picture_keeps_its_dots_and_its_way_up_and_loses_where_it_was_taken() -> None:
    body = files.jpeg(NAME)
    assert ("position", "GPS") in read(body)
    clean = cleaned(body, NAME)
    assert read(clean) == set()
    before, after = Image.open(io.BytesIO(body)), Image.open(io.BytesIO(clean))
    assert ImageChops.difference(before, after).getbbox() is None
    assert after.getexif()[0x0112] == 6


def test_a_signed_document_stays_as_it_was_signed() -> None:
    assert "body" not in child.told({"without": [NAME]}, files.pdf(NAME) + b"\n% /ByteRange [0 1 2 3]")


@pytest.mark.parametrize(
    "body", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04 nothing", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"?"]
)
def test_what_nobody_can_read_names_nobody_and_is_left_alone(body: bytes) -> None:
    assert child.told({}, body) == {"named": []}
    assert "body" not in child.told({"without": [NAME]}, body)


def test_it_is_read_by_a_process_of_its_own() -> None:
    body = files.word(NAME)
    assert {one.place for one in names_in(body)} == {"author", "changed", "comment"}
    clean = without(body, {NAME})
    assert clean
    assert [one.name for one in names_in(clean)] == ["Bo Ek"]
