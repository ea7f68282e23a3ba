"""Vocabularies as their publishers give them out: SKOS in RDF/XML, plain, gzip or zip, read concept by concept."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from lxml import etree

from .tokens import LANGUAGES
from .vocabulary import UnreadableVocabulary

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SKOS = "{http://www.w3.org/2004/02/skos/core#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONCEPT = _SKOS.strip("{}") + "Concept"
_RETIRED = "{http://www.w3.org/2002/07/owl#}deprecated"


def labels(path: Path) -> Iterator[dict[str, str]]:
    """An id and the preferred labels of each concept that has two languages or more. A publisher may tell of a concept in
    several places, so they are given when all has been read. Raises UnreadableVocabulary."""
    said: dict[str, dict[str, str]] = {}
    concepts: set[str] = set()
    try:
        with _opened(path) as file:
            for node in _nodes(file):
                about = node.get(f"{_RDF}about") or ""
                said.setdefault(about, {}).update(_labels_of(node))
                if _is_concept(node):
                    concepts.add(about)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise UnreadableVocabulary(f"{path.name} is not a whole file of SKOS in RDF/XML ({error}).") from error
    for about, found in said.items():
        if about in concepts and len(found) > 1:
            yield {"id": about.rstrip("/").replace("#", "/").rpartition("/")[2], **found}


def _nodes(file: IO[bytes]) -> Iterator[etree._Element]:
    """The children of the root, each thrown away when the next comes. No entity is expanded and nothing is fetched."""
    depth = 0
    steps = etree.iterparse(file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
    for event, node in steps:
        depth += 1 if event == "start" else -1
        if event == "end" and depth == 1:
            yield node
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]


def _labels_of(node: etree._Element) -> dict[str, str]:
    if any((one.text or "").strip() in ("true", "1") for one in node.findall(_RETIRED)):
        return {}
    found = (
        (label.get(_LANG, ""), " ".join((label.text or "").split())) for label in node.findall(f"{_SKOS}prefLabel")
    )
    return {lang: label for lang, label in found if lang in LANGUAGES and label}


def _is_concept(node: etree._Element) -> bool:
    kinds = {one.get(f"{_RDF}resource") for one in node.findall(f"{_RDF}type")}
    return node.tag == f"{_SKOS}Concept" or _CONCEPT in kinds


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        if start[:2] == b"\x1f\x8b":
            with gzip.open(file) as unpacked:
                yield cast(IO[bytes], unpacked)
        elif start == b"PK\x03\x04":
            with zipfile.ZipFile(file) as folder, folder.open(_largest(folder)) as packed:
                yield packed
        else:
            yield file


def _largest(folder: zipfile.ZipFile) -> zipfile.ZipInfo:
    return max(folder.infolist(), key=lambda one: one.file_size)
