"""What has been learnt from the vocabularies: kept on disk under a version, opened in a moment by memory mapping."""

import json
import math
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from . import offering, space, table, vocabulary
from .composing import GRAMS, features_of
from .compounds import Splitter
from .offering import Offer
from .tokens import LANGUAGES, words
from .units import Cutter, splitters
from .vocabulary import Entry

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
_LEARNERS = (
    "tokens", "stopwords", "compounds", "units", "composing", "vocabulary", "table", "space", "offering", "model",
)  # fmt: skip
_FILES = ("rarity.npy", "vectors.npy", "table.npz", "directions.npy", "concepts.json", "units.json", "parts-sv.json")
_PROFILES_IN = ("sv", "en")


@dataclass(frozen=True)
class Model:
    """`vectors` has a row a unit, then a row a spelling feature; `table` leads from unit to unit; `directions` has a row
    an offered concept, of length one. What only some need, `entries` and `offers`, is read when asked for."""

    version: str
    units: list[str]
    rarity: Floats
    vectors: Halves
    table: sp.csr_matrix
    directions: Halves
    cutter: Cutter
    read_entries: Callable[[], list[Entry]]
    read_offers: Callable[[], list[Offer]]

    @cached_property
    def entries(self) -> list[Entry]:
        return self.read_entries()

    @cached_property
    def offers(self) -> list[Offer]:
        """The concepts that a reader may be offered, the familiar first."""
        return self.read_offers()

    @cached_property
    def languages(self) -> list[str]:
        spoken = {unit.split(":", 1)[0] for unit in self.units}
        return [lang for lang in LANGUAGES if lang in spoken]


def version_of(paths: Sequence[Path]) -> str:
    """Changes when a vocabulary changes or the code that learns from it."""
    here = Path(__file__).parent
    code = b"".join((here / f"{name}.py").read_bytes() for name in _LEARNERS)
    return sha256(vocabulary.digest(paths).encode() + code).hexdigest()[:16]


def opened(paths: Sequence[Path], cache: Path) -> Model:
    """The model for these vocabularies, learnt now if it is not in the cache (about 40 seconds of one core)."""
    version = version_of(paths)
    folder = cache / version
    if not whole(folder):
        shutil.rmtree(folder, ignore_errors=True)
        learn(vocabulary.read(paths), folder)
    return Model(
        version,
        json.loads((folder / "units.json").read_text("utf-8")),
        np.load(folder / "rarity.npy"),
        np.load(folder / "vectors.npy", mmap_mode="r"),
        sp.load_npz(folder / "table.npz").tocsr(),
        np.load(folder / "directions.npy", mmap_mode="r"),
        Cutter(lambda lang: Splitter.from_json(lang, (folder / f"parts-{lang}.json").read_text("utf-8"))),
        lambda: vocabulary.read(paths),
        lambda: [Offer(*row) for row in json.loads((folder / "concepts.json").read_text("utf-8"))],
    )


def learn(entries: Sequence[Entry], folder: Path) -> None:
    """Learn table, space and concepts from the labels, and keep all or nothing of it in the folder."""
    known = splitters(entries)
    cutter = Cutter(known.__getitem__)
    cuts = [{lang: features_of(words(label), lang, cutter) for lang, label in e.labels.items()} for e in entries]
    units = sorted({unit for cut in cuts for units, _ in cut.values() for unit in units})
    number = {unit: place for place, unit in enumerate(units)}
    rarity = _rarity(cuts, units)
    labels = _labels(entries, cuts, number, rarity)
    pairs = [{lang: [number[unit] for unit in own] for lang, (own, _) in cut.items()} for cut in cuts]
    del cuts
    vectors = space.learn(labels)
    offers = offering.offers(entries, cutter)
    arrays: dict[str, npt.NDArray[Any]] = {
        "rarity": rarity,
        "vectors": vectors.astype(np.float16),
        "directions": _directions(labels, vectors, offers),
    }
    texts = {f"parts-{lang}": splitter.to_json() for lang, splitter in known.items()}
    texts["concepts"] = json.dumps([astuple(offer) for offer in offers], ensure_ascii=False)
    texts["units"] = json.dumps(units, ensure_ascii=False)
    del labels
    _keep(folder, arrays, _tables(pairs, len(units)), texts)


def _directions(labels: space.Labels, vectors: Floats, offers: Sequence[Offer]) -> Halves:
    """Where each concept lies in the joint space: the middle of its Swedish and its English label."""
    places = [offer.place for offer in offers]
    both = [_unit_length(labels.lang[lang][places] @ vectors) for lang in _PROFILES_IN if lang in labels.lang]
    return _unit_length(sum(both, np.zeros((len(places), vectors.shape[1]), np.float32))).astype(np.float16)


def _unit_length(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), np.float32)


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


def _tables(labels: Sequence[dict[str, list[int]]], size: int) -> sp.csr_matrix:
    total = sp.csr_matrix((size, size), dtype=np.float32)
    for source in _PROFILES_IN:
        for target in LANGUAGES:
            if target != source:
                pairs = [(label[source], label[target]) for label in labels if source in label and target in label]
                total = total + table.learn(pairs, size)
    return total.tocsr()


def _keep(folder: Path, arrays: dict[str, npt.NDArray[Any]], tables: sp.csr_matrix, texts: dict[str, str]) -> None:
    """Write all or nothing: two processes that learn at once leave one whole folder."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".learning-"))
    for name, array in arrays.items():
        np.save(draft / f"{name}.npy", array)
    sp.save_npz(draft / "table.npz", tables, compressed=False)
    for name, text in texts.items():
        (draft / f"{name}.json").write_text(text, "utf-8")
    try:
        os.rename(draft, folder)
    except OSError:
        shutil.rmtree(draft)
        if not whole(folder):
            raise


def whole(folder: Path) -> bool:
    """Whether all of a learnt model lies there; what an older Utblick left is not."""
    return all((folder / name).exists() for name in _FILES)
