"""Official multilingual vocabularies, read from tab-separated files: one concept a row, one column a language."""

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .tokens import LANGUAGES

SHIPPED = Path(__file__).parent / "vocabularies"


class UnreadableVocabulary(ValueError):
    """A vocabulary file without an identifier column or with fewer than two languages: choose another file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of a vocabulary. `scheme` is the file's own name: `cpv`, `yso_2018`, `eurovoc_top3`, `programmes`."""

    scheme: str
    id: str
    labels: dict[str, str]

    @property
    def key(self) -> str:
        return f"{self.scheme}:{self.id}"


def shipped() -> list[Path]:
    """The vocabularies that come with the package."""
    return sorted(SHIPPED.glob("lex_*.tsv*"))


def read(paths: Iterable[Path]) -> list[Entry]:
    """All concepts of the files, in the files' order. Raises UnreadableVocabulary or OSError."""
    return [entry for path in paths for entry in _rows(path)]


def digest(paths: Iterable[Path]) -> str:
    """A fingerprint of what the files hold, whatever they are called and however they are packed."""
    total = hashlib.sha256()
    for path in paths:
        total.update(scheme_of(path).encode() + hashlib.sha256(_bytes(path)).digest())
    return total.hexdigest()


def scheme_of(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".tsv").removeprefix("lex_")


def _bytes(path: Path) -> bytes:
    raw = path.read_bytes()
    try:
        return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    except (EOFError, zlib.error) as error:
        raise UnreadableVocabulary(f"{path.name}: not a whole gzip file ({error})") from error


def _rows(path: Path) -> Iterator[Entry]:
    try:
        text = _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableVocabulary(f"{path.name}: not a text in UTF-8 ({error})") from error
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = list(rows.fieldnames or [])
    spoken = [c for c in columns if c in LANGUAGES]
    if len(spoken) < 2 or columns[0] in LANGUAGES:
        raise UnreadableVocabulary(f"{path.name}: needs an identifier first and at least two of {', '.join(LANGUAGES)}")
    scheme = scheme_of(path)
    for row in rows:
        labels = {lang: label for lang in spoken if (label := (row[lang] or "").strip())}
        if len(labels) > 1:
            yield Entry(scheme, row[columns[0]], labels)


def ancestors(entry: Entry) -> list[str]:
    """The broader CPV codes, nearest first: 03113200 → 03113000, 03110000, 03100000, 03000000."""
    if not entry.scheme.startswith("cpv") or len(entry.id) < 8 or not entry.id[:8].isdigit():
        return []
    stem = entry.id[:8].rstrip("0")
    return [stem[:n].ljust(8, "0") for n in range(len(stem) - 1, 1, -1)]
