"""What has been learnt from the vocabularies: kept on disk under a version, opened in a moment by memory mapping."""

import json
import math
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from . import space, table, vocabulary
from .composing import GRAMS, features_of
from .tokens import LANGUAGES, words
from .units import Cutter
from .vocabulary import Entry

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
_LEARNERS = ("tokens", "stopwords", "compounds", "units", "composing", "vocabulary", "table", "space", "model")
_PROFILES_IN = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Model:
    """`vectors` has a row a unit, then a row a spelling feature; `table` leads from unit to unit."""

    version: str
    entries: list[Entry]
    units: list[str]
    rarity: Floats
    vectors: Halves
    table: sp.csr_matrix

    @property
    def languages(self) -> list[str]:
        return [lang for lang in LANGUAGES if any(lang in entry.labels for entry in self.entries)]


def version_of(paths: Sequence[Path]) -> str:
    """Changes when a vocabulary changes or the code that learns from it."""
    here = Path(__file__).parent
    code = b"".join((here / f"{name}.py").read_bytes() for name in _LEARNERS)
    return sha256(vocabulary.digest(paths).encode() + code).hexdigest()[:16]


def opened(paths: Sequence[Path], cache: Path) -> Model:
    """The model for these vocabularies, learnt now if it is not in the cache (10 to 40 seconds)."""
    version = version_of(paths)
    entries = vocabulary.read(paths)
    folder = cache / version
    if not (folder / "units.json").exists():
        _keep(learnt(entries, version), folder)
    return Model(
        version,
        entries,
        json.loads((folder / "units.json").read_text("utf-8")),
        np.load(folder / "rarity.npy"),
        np.load(folder / "vectors.npy", mmap_mode="r"),
        sp.load_npz(folder / "table.npz").tocsr(),
    )


def learnt(entries: Sequence[Entry], version: str = "") -> Model:
    """Learn table and space from the concepts' labels, without touching the disk."""
    cutter = Cutter(entries)
    cuts = [{lang: features_of(words(label), lang, cutter) for lang, label in e.labels.items()} for e in entries]
    units = sorted({unit for cut in cuts for units, _ in cut.values() for unit in units})
    number = {unit: place for place, unit in enumerate(units)}
    rarity = _rarity(cuts, units)
    labels = _labels(entries, cuts, number, rarity)
    vectors = space.learn(labels).astype(np.float16)
    return Model(version, list(entries), units, rarity, vectors, _tables(cuts, number))


def _rarity(cuts: Sequence[dict[str, tuple[dict[str, float], dict[int, float]]]], units: Sequence[str]) -> Floats:
    """Inverse label frequency within the unit's own language, about 0.1 to 1; spelling features weigh alike."""
    labels: Counter[str] = Counter(lang for cut in cuts for lang in cut)
    seen: Counter[str] = Counter(unit for cut in cuts for own, _ in cut.values() for unit in own)
    values = [math.log((labels[unit.split(":", 1)[0]] + 1) / (seen[unit] + 0.5)) / 10 for unit in units]
    return np.array(values + [0.7] * GRAMS, np.float32)


def _labels(
    entries: Sequence[Entry],
    cuts: Sequence[dict[str, tuple[dict[str, float], dict[int, float]]]],
    number: dict[str, int],
    rarity: Floats,
) -> space.Labels:
    spoken = {lang: _rows(cuts, lang, number, rarity) for lang in LANGUAGES if any(lang in cut for cut in cuts)}
    return space.Labels(spoken, _broader(entries), len(number))


def _rows(
    cuts: Sequence[dict[str, tuple[dict[str, float], dict[int, float]]]],
    lang: str,
    number: dict[str, int],
    rarity: Floats,
) -> sp.csr_matrix:
    places, weights, ends = [], [], [0]
    for cut in cuts:
        units, grams = cut.get(lang, ({}, {}))
        places += [number[unit] for unit in units] + [len(number) + gram for gram in grams]
        weights += [*units.values(), *grams.values()]
        ends.append(len(places))
    values = np.array(weights, np.float32) * rarity[places]
    return sp.csr_matrix((values, np.array(places, np.int32), ends), shape=(len(cuts), len(number) + GRAMS))


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


def _tables(
    cuts: Sequence[dict[str, tuple[dict[str, float], dict[int, float]]]], number: dict[str, int]
) -> sp.csr_matrix:
    total = sp.csr_matrix((len(number), len(number)), dtype=np.float32)
    for source in _PROFILES_IN:
        for target in LANGUAGES:
            if target != source:
                both = [cut for cut in cuts if source in cut and target in cut]
                pairs = [([number[u] for u in c[source][0]], [number[u] for u in c[target][0]]) for c in both]
                total = total + table.learn(pairs, len(number))
    return total.tocsr()


def _keep(model: Model, folder: Path) -> None:
    """Write all or nothing: two processes that learn at once leave one whole folder."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".learning-"))
    np.save(draft / "rarity.npy", model.rarity)
    np.save(draft / "vectors.npy", model.vectors)
    sp.save_npz(draft / "table.npz", model.table)
    (draft / "units.json").write_text(json.dumps(model.units, ensure_ascii=False), "utf-8")
    try:
        os.rename(draft, folder)
    except OSError:
        shutil.rmtree(draft)
        if not (folder / "units.json").exists():
            raise
