"""What has been learnt from the vocabularies: kept on disk under a version, opened in a moment by memory mapping."""

import json
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
import Stemmer

from . import crowding, keeping, offering, space, table, vocabulary
from .composing import GRAMS
from .compounds import Splitter
from .labels import Numbered, numbered
from .offering import Offer
from .tokens import LANGUAGES
from .units import Cutter, splitters
from .vocabulary import Entry

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
_LEARNERS = (
    "tokens", "stopwords", "compounds", "inflections", "units", "composing", "vocabulary", "labels", "table", "space", "crowding",
    "offering", "model",
)  # fmt: skip
_CUTTERS = ("tokens", "compounds", "inflections", "units")
_TABLE = ("chances", "places", "ends")
_FILES = (
    "rarity.npy",
    "vectors.npy",
    "table-ends.npy",
    "directions.npy",
    "concepts.json",
    "units.json",
    "parts-sv.json",
)
_PROFILES_IN = ("sv", "en")


@dataclass(frozen=True)
class Model:
    """`vectors` has a row a unit, then a row a spelling feature; `table` leads from unit to unit; `directions` has a row
    an offered concept, of length one. What only some need, `entries` and `offers`, is read when asked for."""

    version: str
    stems_version: str
    units: list[str]
    rarity: Floats
    vectors: Halves
    table: sp.csr_matrix
    directions: Halves
    cutter: Cutter
    read_entries: Callable[[], list[Entry]]
    read_offers: Callable[[], list[Offer]]
    read_crowd: Callable[[], crowding.Crowd]

    @cached_property
    def entries(self) -> list[Entry]:
        return self.read_entries()

    @cached_property
    def offers(self) -> list[Offer]:
        """The concepts that a reader may be offered, the familiar first."""
        return self.read_offers()

    @cached_property
    def crowd(self) -> crowding.Crowd:
        return self.read_crowd()

    @cached_property
    def languages(self) -> list[str]:
        spoken = {unit.split(":", 1)[0] for unit in self.units}
        return [lang for lang in LANGUAGES if lang in spoken]


def version_of(paths: Sequence[Path]) -> str:
    """Changes when a vocabulary changes or the code that learns from it."""
    here = Path(__file__).parent
    code = b"".join((here / f"{name}.py").read_bytes() for name in _LEARNERS)
    return sha256(vocabulary.digest(paths).encode() + code).hexdigest()[:16]


def _stems_version(folder: Path) -> str:
    """Changes when a word may get other stems than before: with the code that cuts, Snowball's, or what compounds are known."""
    code = b"".join((Path(__file__).parent / f"{name}.py").read_bytes() for name in _CUTTERS)
    known = b"".join(path.read_bytes() for path in sorted(folder.glob("parts-*.json")))
    return sha256(code + known + Stemmer.version().encode()).hexdigest()[:16]


def opened(paths: Sequence[Path], cache: Path) -> Model:
    """The model for these vocabularies, learnt now if it is not in the cache (about 40 seconds of one core)."""
    version = version_of(paths)
    folder = cache / version
    if not whole(folder):
        learn_now(paths, cache)
    keeping.opened_now(folder)
    return Model(
        version,
        _stems_version(folder),
        json.loads((folder / "units.json").read_text("utf-8")),
        np.load(folder / "rarity.npy", mmap_mode="r"),
        np.load(folder / "vectors.npy", mmap_mode="r"),
        _table_in(folder),
        np.load(folder / "directions.npy", mmap_mode="r"),
        Cutter(lambda lang: Splitter.from_json(lang, (folder / f"parts-{lang}.json").read_text("utf-8"))),
        lambda: vocabulary.read(paths),
        lambda: [Offer(*row) for row in json.loads((folder / "concepts.json").read_text("utf-8"))],
        lambda: crowding.Crowd({lang: np.load(path) for lang, path in _crowds_in(folder)}),
    )


def learnt_already(paths: Sequence[Path], cache: Path) -> bool:
    return whole(cache / version_of(paths))


def learn_now(paths: Sequence[Path], cache: Path) -> None:
    """Learn in a process apart, unless another one does it meanwhile. Raises keeping.NotLearnt."""
    keeping.learn_apart(paths, cache, lambda: learnt_already(paths, cache))


def learnt(paths: Sequence[Path], cache: Path) -> None:
    """Learn from these vocabularies into the cache, and make room there."""
    learn(vocabulary.read(paths), cache / version_of(paths))
    keeping.throw_away_old(cache)


def learn(entries: Sequence[Entry], folder: Path) -> None:
    """Learn table, space and concepts from the labels, and keep all or nothing of it in the folder."""
    known = splitters(entries)
    cutter = Cutter(known.__getitem__)
    found = numbered(entries, cutter)
    texts = {f"parts-{lang}": splitter.to_json() for lang, splitter in known.items()}
    texts["units"] = json.dumps(found.units, ensure_ascii=False)
    offers = offering.offers(entries, cutter)
    texts["concepts"] = json.dumps([astuple(offer) for offer in offers], ensure_ascii=False)
    rarity = _rarity(found)
    arrays: dict[str, npt.NDArray[Any]] = {"rarity": rarity} | _tables(found)
    labels = space.Labels(_weighed(found, rarity), _broader(entries), len(found.units))
    del known, cutter, found
    vectors = space.learn(labels)
    arrays["vectors"] = vectors.astype(np.float16)
    arrays["directions"] = _directions(labels, vectors, offers)
    arrays |= {f"crowd-{lang}": rows for lang, rows in crowding.learn(labels.lang, vectors).items()}
    keeping.keep(folder, arrays, texts, whole)


def _table_in(folder: Path) -> sp.csr_matrix:
    chances, places, ends = (np.load(folder / f"table-{part}.npy", mmap_mode="r") for part in _TABLE)
    return sp.csr_matrix((chances, places, ends), shape=(len(ends) - 1, len(ends) - 1), copy=False)


def _crowds_in(folder: Path) -> list[tuple[str, Path]]:
    return [(path.stem.removeprefix("crowd-"), path) for path in sorted(folder.glob("crowd-*.npy"))]


def _directions(labels: space.Labels, vectors: Floats, offers: Sequence[Offer]) -> Halves:
    """Where each concept lies in the joint space: the middle of its Swedish and its English label."""
    places = [offer.place for offer in offers]
    both = [_unit_length(labels.lang[lang][places] @ vectors) for lang in _PROFILES_IN if lang in labels.lang]
    return _unit_length(sum(both, np.zeros((len(places), vectors.shape[1]), np.float32))).astype(np.float16)


def _unit_length(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), np.float32)


def _rarity(found: Numbered) -> Floats:
    """Inverse label frequency within the unit's own language, about 0.1 to 1; spelling features weigh alike."""
    rarity = np.full(len(found.units) + GRAMS, 0.7, np.float32)
    for rows in found.by_unit.values():
        seen = np.bincount(rows.indices, minlength=len(found.units))
        own = np.flatnonzero(seen)
        rarity[own] = np.log((np.count_nonzero(np.diff(rows.indptr)) + 1) / (seen[own] + 0.5)) / 10
    return rarity


def _weighed(found: Numbered, rarity: Floats) -> dict[str, sp.csr_matrix]:
    """Units and spelling features side by side, each weighing by its rarity."""
    weighed = {}
    for lang, units in found.by_unit.items():
        rows = sp.hstack([units, found.by_gram[lang]], format="csr")
        rows.data *= rarity[rows.indices]
        weighed[lang] = rows
    return weighed


def _broader(entries: Sequence[Entry]) -> sp.csr_matrix:
    place = {entry.key: number for number, entry in enumerate(entries)}
    pairs = [
        (number, place[key])
        for number, entry in enumerate(entries)
        for code in vocabulary.ancestors(entry)
        if (key := f"{entry.scheme}:{code}") in place
    ]
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    return sp.csr_matrix((np.full(len(pairs), 0.5, np.float32), (rows, columns)), shape=(len(entries), len(entries)))


def _tables(found: Numbered) -> dict[str, npt.NDArray[Any]]:
    """What answers to what, from each language that profiles are written in to each other, as the arrays of one matrix."""
    size = len(found.units)
    total = sp.csr_matrix((size, size), dtype=np.float32)
    for source in _PROFILES_IN:
        for target in LANGUAGES:
            if target != source and source in found.by_unit and target in found.by_unit:
                total = total + table.learn(found.by_unit[source], found.by_unit[target])
    rows = total.tocsr()
    return dict(zip((f"table-{part}" for part in _TABLE), (rows.data, rows.indices, rows.indptr), strict=True))


def whole(folder: Path) -> bool:
    """Whether all of a learnt model lies there; what an older Utblick left is not."""
    return all((folder / name).exists() for name in _FILES)
