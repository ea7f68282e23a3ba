"""Notices as TED's own files: every real one is read, or refused with a reason."""

import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from utblick.watch.connectors import Finding, notice_xml
from utblick.watch.errors import Trouble

EFORMS, EXAMPLES, OLDER = (
    "eforms-real-notices-2023-2024.tar.gz",
    "eforms-sdk-1.15.1-example-notices.tar.gz",
    "ted-r209-real-notices-dev.tar.gz",
)


def files(shared_data: Path, archive: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(shared_data / "ted" / archive) as tar:
        for member in tar:
            if member.isfile() and member.name.endswith(".xml"):
                yield member.name.rsplit("/", 1)[-1], tar.extractfile(member).read()  # type: ignore[union-attr]


def read_all(shared_data: Path, archive: str) -> tuple[dict[str, Finding], dict[str, str]]:
    read, refused = {}, {}
    for name, body in files(shared_data, archive):
        try:
            read[name] = notice_xml.read(body)
        except Trouble as trouble:
            refused[name] = trouble.code
    return read, refused


@pytest.mark.parametrize(("archive", "count"), [(EFORMS, 24), (OLDER, 414)])
def test_every_real_notice_is_read_with_what_a_reader_needs(shared_data: Path, archive: str, count: int) -> None:
    read, refused = read_all(shared_data, archive)

    assert (len(read), refused) == (count, {})
    for name, one in read.items():
        assert one.title, name
        assert one.authority, name
        assert one.published, name
        assert all(len(code) == 3 for code in one.countries), name
        assert one.countries, name
        assert all(code.startswith("cpv:") and len(code) == 12 for code in one.codes), name
        assert one.link.startswith("https://ted.europa.eu/"), name
        assert one.identifiers == (f"ted:{one.external_id}",), name
        assert "<script" not in one.body_html
    # One of the eForms notices stands in the archive under two names.
    assert len({one.external_id for one in read.values()}) >= count - 1


def test_of_the_examples_those_that_say_nothing_are_refused_with_the_reason(shared_data: Path) -> None:
    read, refused = read_all(shared_data, EXAMPLES)

    assert (len(read), len(refused)) == (80, 12)
    assert Counter(refused.values()) == {"no_number": 10, "no_title": 2}
    assert all(name.startswith(("INVALID", "X0")) for name in refused)


def test_an_eforms_notice_tells_its_lots_deadline_buyer_and_title_in_its_language(shared_data: Path) -> None:
    read, _refused = read_all(shared_data, EFORMS)
    french = next(one for one in read.values() if one.title.startswith("Prestations de collecte des colonnes"))

    assert [deadline.at.isoformat() for deadline in french.deadlines] == ["2024-02-28T10:00:00+00:00"]
    assert (french.language, french.countries, french.status) == ("fr", ("FRA",), "open")
    assert "cpv:90511100" in french.codes
    assert french.extra["places"] == ["FRJ12"]


def test_an_older_notice_has_its_swedish_title_beside_the_buyers_own_words(shared_data: Path) -> None:
    read, _refused = read_all(shared_data, OLDER)
    one = read["187854-2022.xml"]
    swedish = [found for found in read.values() if found.title.startswith("Sverige – ")]

    assert " – " in one.title
    assert len(swedish) > 20
    assert sum(bool(found.deadlines) for found in read.values()) > 120
    assert {found.status for found in read.values()} == {"open", "closed", "forthcoming"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b"<html/>", "no_notice"),
        (b"<rss version='2.0'/>", "no_notice"),
        (b"not xml", "not_xml"),
        (b"<TED_EXPORT", "not_xml"),
        (b"<TED_EXPORT/>", "no_number"),
        (b"<TED_EXPORT DOC_ID='1-2020'/>", "no_title"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><TED_EXPORT/>", "entities"),
        (b"<ContractNotice/>", "no_number"),
    ],
)
def test_what_is_no_notice_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(Trouble) as caught:
        notice_xml.read(body)
    assert caught.value.code == code
