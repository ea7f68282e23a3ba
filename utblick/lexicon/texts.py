"""What goes into the engine and what comes out: texts, features, profiles."""

import io
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]
UNREAD: Bytes = np.zeros(0, np.int8)
"""The meaning of what the sentence model has not read."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language, with the official codes it carries, such as `cpv:45210000`, and what the sentence model made of
    it (sentences.py): nothing where there is none, or where it has not been read yet."""

    text: str
    lang: str
    codes: tuple[str, ...] = ()
    meaning: bytes = b""


@dataclass(frozen=True, slots=True)
class Features:
    """A batch of items: `units` sparse, one row an item; `joint` one vector of length one an item; `put_back` what is taken
    from an item's scores because it lies near everything; `meaning` a row an item too, of zeros for what the sentence model has
    not read, and without columns where it has read none."""

    version: str
    units: sp.csr_matrix
    joint: Floats
    put_back: Floats
    meaning: Bytes

    def __len__(self) -> int:
        return int(self.joint.shape[0])

    def __getitem__(self, rows: slice | npt.NDArray[np.int64] | list[int]) -> "Features":
        units = _in_a_row(self.units, rows) if isinstance(rows, slice) else self.units[rows]
        return Features(self.version, units, self.joint[rows], self.put_back[rows], self.meaning[rows])

    @classmethod
    def stacked(cls, batches: Sequence["Features"]) -> "Features":
        units = sp.vstack([batch.units for batch in batches], format="csr")
        joint = np.concatenate([batch.joint for batch in batches])
        put_back = np.concatenate([batch.put_back for batch in batches])
        wide = max(batch.meaning.shape[1] for batch in batches)
        # A batch of which the model has read nothing has no columns.
        meaning = [np.pad(batch.meaning, ((0, 0), (0, wide - batch.meaning.shape[1]))) for batch in batches]
        return cls(batches[0].version, units, joint, put_back, np.concatenate(meaning))

    def to_bytes(self) -> bytes:
        out = io.BytesIO()
        parts = {"data": self.units.data, "indices": self.units.indices, "indptr": self.units.indptr}
        head = np.array([self.version, str(self.units.shape[1])])
        parts |= {"put_back": self.put_back, "meaning": self.meaning}
        np.savez_compressed(out, head=head, joint=self.joint.astype(np.float16), **parts)
        return out.getvalue()

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Features":
        found = np.load(io.BytesIO(raw))
        version, width = found["head"].tolist()
        joint = found["joint"].astype(np.float32)
        shape = (len(joint), int(width))
        units = sp.csr_matrix((found["data"], found["indices"], found["indptr"]), shape=shape)
        return cls(version, units, joint, found["put_back"], found["meaning"])


def _in_a_row(units: sp.csr_matrix, rows: slice) -> sp.csr_matrix:
    """A block of rows as a view: to copy it takes longer than to match one profile with it."""
    start, stop, _ = rows.indices(units.shape[0])
    first, last = units.indptr[start], units.indptr[stop]
    block = sp.csr_matrix((stop - start, units.shape[1]), dtype=units.dtype)
    # Given when it is made, parts of something larger would be copied.
    block.data, block.indices = units.data[first:last], units.indices[first:last]
    block.indptr = units.indptr[start : stop + 1] - first
    return block


@dataclass(frozen=True, slots=True)
class Profile:
    """What items are matched against. The words are kept beside the numbers, so that a match can be explained."""

    version: str
    text: str
    lang: str
    keywords: tuple[str, ...]
    concepts: tuple[str, ...]
    joint: Floats = field(repr=False)
    places: npt.NDArray[np.int32] = field(repr=False)
    weights: Floats = field(repr=False)
    meaning: Bytes = field(repr=False, default_factory=lambda: UNREAD)

    def to_bytes(self) -> bytes:
        """About 2 kB; read back by `from_bytes`."""
        words = [self.version, self.text, self.lang, self.keywords, self.concepts, len(self.joint), len(self.places)]
        head = zlib.compress(json.dumps(words, ensure_ascii=False).encode())
        numbers = self.joint.tobytes() + self.places.tobytes() + self.weights.tobytes() + self.meaning.tobytes()
        return len(head).to_bytes(4, "little") + head + numbers

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Profile":
        """Raises ValueError for anything that is not a profile."""
        end = 4 + int.from_bytes(raw[:4], "little")
        try:
            head = json.loads(zlib.decompress(raw[4:end]))
        except zlib.error as error:
            raise ValueError("not a profile") from error
        version, text, lang, keywords, concepts, joint, places = head
        numbers = np.frombuffer(raw, np.float32, joint, end)
        at = end + 4 * joint
        return cls(
            version,
            text,
            lang,
            tuple(keywords),
            tuple(concepts),
            numbers,
            np.frombuffer(raw, np.int32, places, at),
            np.frombuffer(raw, np.float32, places, at + 4 * places),
            np.frombuffer(raw, np.int8, -1, at + 8 * places) if len(raw) > at + 8 * places else UNREAD,
        )


@dataclass(frozen=True, slots=True)
class ProfileSet:
    """Profiles stacked for matching: `units` by profiles, so that an item's units look profiles up (of few profiles an array
    with a row for each); `joint` and `meaning` already carry their share of the score."""

    profiles: Sequence[Profile]
    units: sp.csr_matrix | Floats
    joint: Floats
    meaning: Floats

    def __len__(self) -> int:
        return len(self.profiles)


@dataclass(frozen=True, slots=True)
class Matches:
    """Three columns of equal length, best first within an item's block; iterates as (profile, item, score)."""

    profile: npt.NDArray[np.int64]
    item: npt.NDArray[np.int64]
    score: Floats

    def __len__(self) -> int:
        return len(self.score)

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        return iter(zip(self.profile.tolist(), self.item.tolist(), self.score.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Concept:
    """An official concept near a text. `id` is what `Engine.profile(concepts=...)` takes."""

    id: str
    scheme: str
    label_sv: str
    label_en: str
    similarity: float
