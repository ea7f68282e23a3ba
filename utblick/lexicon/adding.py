"""Vocabularies beside those that come along: read from what their publishers give out, and kept in the installation's folder.

Each is a file of its own with a record of where it is from: the learnt model is made of all of them, but what may be shipped and
what may only be used under its own licence are never mixed in one file.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from . import dictionaries, skos
from .inventory import folder
from .tokens import LANGUAGES
from .vocabulary import Entry, UnreadableVocabulary

LEAST = 20


@dataclass(frozen=True, slots=True)
class Known:
    """A vocabulary that can be added: how its file is read, whose it is, and where the file is to be had."""

    read: Callable[[Path], Iterable[dict[str, str]]]
    licence: str
    publisher: str
    get: str
    package: str = ""
    """A Python package that carries the file, and the file's place in it."""


KNOWN = {
    "eurovoc": Known(
        skos.labels,
        "reuse with attribution, Commission Decision 2011/833/EU",
        "Publications Office of the European Union, EuroVoc",
        "Fetch EuroVoc as SKOS in RDF/XML from https://op.europa.eu/en/web/eu-vocabularies and give the file's path.",
    ),
    "yso": Known(
        skos.labels,
        "CC BY 4.0",
        "National Library of Finland, Finto",
        "Fetch YSO as SKOS in RDF/XML from https://finto.fi/yso/ and give the file's path.",
    ),
    "folkets": Known(
        dictionaries.labels,
        "CC BY-SA 2.5",
        "Folkets lexikon, KTH",
        "Install the package svlang beside Utblick (`uv pip install svlang`), or give the path of its folkets_sv_en.tsv.",
        "svlang/data/folkets_sv_en.tsv",
    ),
}


class NotAdded(ValueError):
    """Nothing was changed; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Added:
    """What is recorded of an added vocabulary."""

    name: str
    edition: str
    concepts: int
    sha256: str
    size: int
    licence: str
    publisher: str
    origin: str
    """The address or the file that it was read from."""
    added_at: str


def records() -> list[Added]:
    return [Added(**json.loads(path.read_text("utf-8"))) for path in sorted(folder().glob("lex_*.json"))]


def add(name: str, given: Path | None, edition: str = "", sha256: str = "", origin: str = "") -> Added:
    """Read the file and keep it in place of the one that was there. Raises NotAdded."""
    known = KNOWN[name]
    source = given or _packaged(known)
    checksum, rows = _checksum(source, sha256), _rows(known, source)
    kept = folder() / f"lex_{name}.tsv.gz"
    kept.parent.mkdir(parents=True, exist_ok=True)
    record = Added(
        name,
        edition or f"{datetime.fromtimestamp(source.stat().st_mtime, UTC):%Y-%m-%d}",
        len(rows),
        checksum,
        source.stat().st_size,
        known.licence,
        known.publisher,
        origin or source.name,
        f"{datetime.now(UTC):%Y-%m-%d}",
    )
    _replace(kept, gzip.compress(_table(rows).encode(), mtime=0))
    _replace(_record_of(kept), json.dumps(asdict(record), ensure_ascii=False, indent=1).encode())
    return record


def remove(name: str) -> None:
    """Use it no more. Raises NotAdded where it is not there."""
    kept = folder() / f"lex_{name}.tsv.gz"
    if not kept.exists():
        raise NotAdded(f"{name} has not been added; `utblick lexicon` tells which vocabularies there are.")
    kept.unlink()
    _record_of(kept).unlink(missing_ok=True)


def _record_of(kept: Path) -> Path:
    return kept.with_name(kept.name.removesuffix(".tsv.gz") + ".json")


def _packaged(known: Known) -> Path:
    package, _, inside = known.package.partition("/")
    found = find_spec(package) if package else None
    if not found or not found.origin:
        raise NotAdded(known.get)
    return Path(found.origin).parent / inside


def _checksum(source: Path, expected: str) -> str:
    """The file's checksum; refused where another was expected."""
    try:
        with source.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise NotAdded(f"{source} cannot be read ({error.strerror}). Give the path of the publisher's file.") from error
    if expected and found != expected.lower():
        raise NotAdded(f"{source.name} has the checksum {found}, not {expected}. Fetch it anew, or ask the publisher.")
    return found


def _rows(known: Known, source: Path) -> list[Entry]:
    try:
        found = [Entry("", row.pop("id"), row) for row in known.read(source)]
    except UnreadableVocabulary as error:
        raise NotAdded(f"{error} {known.get}") from error
    if len(found) < LEAST:
        raise NotAdded(
            f"{source.name} names {len(found)} concepts in two languages; that is not the vocabulary. {known.get}"
        )
    return found


def _table(entries: Iterable[Entry]) -> str:
    entries = list(entries)
    spoken = [lang for lang in LANGUAGES if any(lang in entry.labels for entry in entries)]
    lines = ["\t".join(["id", *spoken])]
    lines += ["\t".join([entry.id, *(entry.labels.get(lang, "") for lang in spoken)]) for entry in entries]
    return "\n".join(lines) + "\n"


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
