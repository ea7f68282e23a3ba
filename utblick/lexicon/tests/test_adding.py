"""Vocabularies from their publishers' files."""

import gzip
import hashlib
import io
import json
import zipfile
from argparse import ArgumentParser
from pathlib import Path

import pytest

from utblick.lexicon import adding, inventory, making, vocabulary
from utblick.lexicon.adding import NotAdded

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
 xmlns:owl="http://www.w3.org/2002/07/owl#">"""
# As the Publications Office writes: a concept told in two places, and beside the concepts what is none.
EUROVOC = """<rdf:Description rdf:about="http://eurovoc.europa.eu/{n}"><rdf:type
 rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/><skos:prefLabel xml:lang="sv">sak {n}</skos:prefLabel>
</rdf:Description><rdf:Description rdf:about="http://eurovoc.europa.eu/{n}"><skos:prefLabel xml:lang="en">thing
 {n}</skos:prefLabel><skos:prefLabel xml:lang="bg">нещо</skos:prefLabel></rdf:Description>"""
SCHEME = """<rdf:Description rdf:about="http://eurovoc.europa.eu/domains"><skos:prefLabel xml:lang="sv">område
</skos:prefLabel><skos:prefLabel xml:lang="en">domain</skos:prefLabel></rdf:Description>"""
# As Finto writes: the concept is the element; one that is given up stays with a mark.
YSO = """<skos:Concept rdf:about="http://www.yso.fi/onto/yso/p{n}"><skos:prefLabel xml:lang="fi">asia {n}</skos:prefLabel>
<skos:prefLabel xml:lang="sv">sak {n}</skos:prefLabel></skos:Concept>"""
RETIRED = """<skos:Concept rdf:about="http://www.yso.fi/onto/yso/p9"><owl:deprecated>true</owl:deprecated>
<skos:prefLabel xml:lang="fi">vanha</skos:prefLabel><skos:prefLabel xml:lang="sv">gammal</skos:prefLabel></skos:Concept>"""


def rdf(concept: str, more: str = "", number: int = 30) -> bytes:
    return (HEAD + more + "".join(concept.format(n=100 + n) for n in range(number)) + "</rdf:RDF>").encode()


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("UTBLICK_DATA", str(tmp_path))
    return tmp_path


def given(folder: Path, content: bytes, name: str = "publisher.rdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def entries(name: str) -> list[vocabulary.Entry]:
    return vocabulary.read([path for path in inventory.in_use() if path.name == f"lex_{name}.tsv.gz"])


@pytest.mark.parametrize("pack", ["plain", "gzip", "zip"])
def test_eurovoc_is_read_as_its_publisher_packs_it(tmp_path: Path, pack: str) -> None:
    content = rdf(EUROVOC, SCHEME)
    if pack == "gzip":
        content = gzip.compress(content)
    elif pack == "zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as folder:
            folder.writestr("readme.txt", "")
            folder.writestr("eurovoc.rdf", content)
        content = packed.getvalue()
    adding.add("eurovoc", given(tmp_path, content))
    found = entries("eurovoc")
    assert len(found) == 30
    assert (found[0].id, found[0].labels) == ("100", {"sv": "sak 100", "en": "thing 100"})


def test_what_yso_has_given_up_is_left_out(tmp_path: Path) -> None:
    adding.add("yso", given(tmp_path, rdf(YSO, RETIRED)))
    assert [entry.id for entry in entries("yso")] == [f"p{number}" for number in range(100, 130)]


def test_where_it_is_from_is_recorded(tmp_path: Path) -> None:
    content = rdf(YSO)
    adding.add("yso", given(tmp_path, content), edition="2026.11")
    record = json.loads((inventory.folder() / "lex_yso.json").read_text("utf-8"))
    assert (record["edition"], record["concepts"], record["licence"]) == ("2026.11", 30, "CC BY 4.0")
    assert record["sha256"] == hashlib.sha256(content).hexdigest()


def test_folkets_is_kept_in_its_own_file_under_its_own_licence(tmp_path: Path) -> None:
    lines = ["# Folkets lexikon", "-vänlig\t-friendly", *(f"arbetsdag{n}\twork day, working day" for n in range(20))]
    adding.add("folkets", given(tmp_path, "\n".join(lines).encode()))
    found = entries("folkets")
    assert [entry.labels["en"] for entry in found[:2]] == ["work day", "working day"]
    assert len(found) == 40
    assert adding.records()[0].licence == "CC BY-SA 2.5"
    assert "folkets" not in {path.name for path in vocabulary.shipped()}


def test_a_file_that_is_not_the_vocabulary_changes_nothing(tmp_path: Path) -> None:
    adding.add("yso", given(tmp_path, rdf(YSO)))
    whole = rdf(YSO)
    for content in (
        b"",
        b"<html>not found</html>",
        whole[:-40],
        rdf(YSO, number=3),
        gzip.compress(whole)[:90],
        b"PK\x03\x04x",
    ):
        with pytest.raises(NotAdded, match=r"finto\.fi"):
            adding.add("yso", given(tmp_path, content))
    assert len(entries("yso")) == 30


def test_another_checksum_than_the_one_told_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAdded, match="checksum"):
        adding.add("yso", given(tmp_path, rdf(YSO)), sha256="00")
    assert not adding.records()


def test_without_file_or_package_it_says_where_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(NotAdded, match="Fetch EuroVoc"):
        adding.add("eurovoc", None)
    with pytest.raises(NotAdded, match="cannot be read"):
        adding.add("eurovoc", tmp_path / "nowhere.rdf")
    with pytest.raises(NotAdded, match="has not been added"):
        adding.remove("yso")


def test_an_entity_is_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = given(tmp_path, b"secret", "secret.txt")
    bomb = f'<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file://{secret}">]>'
    content = rdf(YSO, YSO.format(n="1").replace("sak 1", "sak &x;")).decode().replace("?>", f"?>{bomb}", 1)
    adding.add("yso", given(tmp_path, content.encode()))
    assert "secret" not in gzip.decompress((inventory.folder() / "lex_yso.tsv.gz").read_bytes()).decode()


def test_the_command_adds_tells_and_removes(tmp_path: Path) -> None:
    def said(*words: str) -> str:
        parser, out = ArgumentParser(), io.StringIO()
        making.arguments(parser)
        making.run(parser.parse_args([*words, "--cache", str(tmp_path)]), out)
        return out.getvalue()

    path = given(tmp_path, rdf(YSO))
    assert "yso, edition 3: 30 concepts" in said("add", "yso", str(path), "--edition", "3")
    told = said()
    assert "yso: 30 concepts" in told
    assert "National Library of Finland" in told
    assert "lexicon build" in said("remove", "yso")
    assert "yso: 30 concepts" not in said()
    with pytest.raises(NotAdded, match="Which one"):
        said("add")
