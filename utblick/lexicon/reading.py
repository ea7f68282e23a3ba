"""The engine: text to features, profiles to matches, and every match explained."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from . import explaining, inventory, matching, profiling, proposing, references, sentences, translating
from .composing import Composer, Floats
from .explaining import Explanation
from .model import Model, learn_now, learnt_already, opened
from .sentences import Bytes, Sentences
from .stopwords import COMMONPLACE
from .texts import Concept, Features, Matches, Profile, ProfileSet, Text
from .tokens import words
from .vocabulary import Entry

_opening = Lock()


def cache_folder() -> Path:
    """Where learnt models are kept: `UTBLICK_LEXICON_CACHE`, else the user's cache folder."""
    chosen = os.environ.get("UTBLICK_LEXICON_CACHE")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(chosen) if chosen else home / "utblick" / "lexicon"


def engine(files: tuple[Path, ...] | None = None, cache: Path | None = None) -> "Engine":
    """The engine for these vocabularies (the installation's unless told), one a process; learnt at first use."""
    with _opening:
        return _engine(files, cache)


@lru_cache(maxsize=4)
def _engine(files: tuple[Path, ...] | None, cache: Path | None) -> "Engine":
    cache = cache or cache_folder()
    model = opened(files or tuple(inventory.in_use()), cache)
    return Engine(model, cache / model.version, sentences.model())


def learnt(say: Callable[[str], object] = print) -> None:
    """Make ready what has not been yet, and say so first: learn from the vocabularies, and have the sentence model, where
    there is one, read the reference texts."""
    paths = tuple(inventory.in_use())
    if not learnt_already(paths, cache_folder()):
        say("Learning the engine's vocabularies; this is done once and takes about a minute.")
        learn_now(paths, cache_folder())
    if sentences.installed() and engine().mode == "lexical":
        say("The sentence model reads its reference texts; this is done once and takes about a minute.")
        engine().prepare()


def warm() -> None:
    """Open the engine before anybody waits for it: at a process's start, never inside a request or a transaction."""
    engine().propose("skola", "sv", 1)
    engine().profile("skola", "sv")


class Engine:
    """Deterministic: equal vocabularies, equal texts, equal answers. `sentences` is the optional sentence model."""

    def __init__(self, model: Model, folder: Path, sentences: Sentences | None = None) -> None:
        self.sentences = sentences
        self.version = model.version
        self.folder = folder
        self.model = model
        self.cutter = model.cutter
        self.composer = Composer(model, self.cutter)

    @cached_property
    def translator(self) -> profiling.Translator:
        """Made when a profile is made or explained: who only reads items can do without."""
        return profiling.Translator(self.model, self.composer)

    def stems(self, text: str, lang: str) -> list[str]:
        """Every stem of a text in order, compounds followed by their parts."""
        return self.cutter.stems(text, lang)

    @property
    def stems_version(self) -> str:
        """Of what is kept as stems: another one means that a word may have others now."""
        return self.model.stems_version

    def features(self, texts: Sequence[Text]) -> Features:
        """A batch of items in numbers. Grammar words carry nothing; repeated words saturate."""
        weights, met = self._weighted(*self._rows(texts))
        joint = matching.directed(weights @ self.composer.vectors(met))
        units = weights @ self.composer.units(met)
        coded = self._coded(texts)
        put_back = self.model.crowd.put_back(joint, np.diff(weights.indptr), [text.lang for text in texts])
        units = units + coded if coded is not None else units
        return Features(self.version, units, joint, put_back, self.meanings(texts))

    @property
    def mode(self) -> str:
        """`semantic` where the sentence model is there and ready, else `lexical`."""
        return "semantic" if self.sentences and references.are_read(self.folder, self.sentences) else "lexical"

    @property
    def edition(self) -> str:
        """Of what a kept profile and its threshold are made: another one means that they have to be made anew."""
        made = f"{self.version} {references.version()}"
        return f"{made} {self.sentences.version}" if self.sentences and self.mode == "semantic" else made

    def prepare(self) -> None:
        """Make the sentence model ready for use: half a minute's work at the first time, nothing after."""
        if self.sentences and self.mode == "lexical":
            references.read(self)

    def read(self, texts: Sequence[Text]) -> list[Text]:
        """The texts with what the sentence model makes of them: some eight a second. As they are where there is no model."""
        if not self.sentences:
            return list(texts)
        found = self.sentences.directions(texts)
        rows = [row.tobytes() if row.any() else b"" for row in found]
        return [replace(text, meaning=row) for text, row in zip(texts, rows, strict=True)]

    def asked(self, profiles: Sequence[Profile]) -> list[Profile]:
        """The profiles as the sentence model reads them, to be held against texts that it has read."""
        if not self.sentences:
            return list(profiles)
        found = self.sentences.directions([Text(self._in_full(one), one.lang) for one in profiles])
        return [replace(profile, meaning=row) for profile, row in zip(profiles, found, strict=True)]

    def directions(self, texts: Sequence[Text]) -> Floats:
        """The texts in the joint space, one a row: the part of their features that tells what they are near."""
        weights, met = self._weighted(*self._rows(texts))
        return matching.directed(weights @ self.composer.vectors(met))

    def profile(self, text: str, lang: str, keywords: Sequence[str] = (), concepts: Sequence[str] = ()) -> Profile:
        """A goal, a priority, a unit or an actor as something to match against; `concepts` are `Concept.id`s."""
        said = self._said(text, lang, keywords, concepts)
        rows = self.translator.rows(said, concepts)
        return profiling.profile_of(self.version, said, rows, self.composer, (text, lang, keywords, concepts))

    def profiles(self, profiles: Sequence[Profile]) -> ProfileSet:
        """Stack profiles for matching; those made by an older engine are made anew."""
        return matching.stacked([self._current(profile) for profile in profiles], self.composer.size)

    def match(self, profiles: ProfileSet, items: Features, threshold: float | Floats = 0.25) -> Matches:
        """All pairs at or above the threshold (one, or one a profile), with their scores."""
        return matching.match(profiles, items, threshold)

    def explain(self, profile: Profile, text: Text, limit: int = 8) -> Explanation:
        """Which words met which, with shares that add up to the score; then the concepts nearest to both."""
        return self.explain_many([(profile, text)], limit)[0]

    def explain_many(self, pairs: Sequence[tuple[Profile, Text]], limit: int = 8) -> list[Explanation]:
        """The same for many pairs at once, which is several times faster a pair."""
        return explaining.explain(self, [(self._current(profile), text) for profile, text in pairs], limit)

    def propose(self, text: str, lang: str, n: int = 8) -> list[Concept]:
        """Official concepts near a text, the fittest first, each a little different from those before it; may be none."""
        return self._concepts.propose(Text(text, lang), n)

    def sure(self, text: str, lang: str, n: int = 8) -> list[Concept]:
        """Official concepts that a text says, or surely means."""
        return self._concepts.sure(Text(text, lang), n)

    def beside(self, text: str, lang: str, known: Iterable[str], n: int = 8) -> list[Concept]:
        """Official concepts that belong with what a text names, and with the concepts of these ids."""
        return self._concepts.beside(Text(text, lang), known, n)

    def concepts(self, ids: Iterable[str]) -> list[Concept]:
        """The official concepts with these ids, each its own likeness; an id that no vocabulary knows is left out."""
        wanted = set(ids)
        return [
            Concept(one.key, one.scheme, one.labels.get("sv", ""), one.labels.get("en", ""), 1.0)
            for one in (self.model.entries if wanted else ())
            if one.key in wanted
        ]

    def content_words(self, text: str, lang: str, n: int = 8) -> list[str]:
        """The text's own words that say most: neither grammar, manner nor what every call says, the rarest first, each once."""
        said: dict[str, tuple[float, str]] = {}
        for word in words(proposing.telling(Text(text, lang))):
            if self.composer.meet(word, lang) is None or word in COMMONPLACE.get(lang, ()):
                continue
            number, _weight, unit = self.composer.units_of(word, lang)[0]
            said.setdefault(unit, (self.composer.rarity(number), word))
        return [word for _rarity, word in sorted(said.values(), key=lambda one: -one[0])[:n]]

    def translations(self, word: str, lang: str) -> list[tuple[str, ...]]:
        """The stems that answer to one word in the other languages; several in one answer must stand together."""
        return translating.translations(self.model, self.composer, word, lang)

    def nearest(self, directions: Floats, n: int = 3) -> list[list[Concept]]:
        """For each direction of the joint space the official concepts nearest to it."""
        return self._concepts.nearest(directions, n)

    def background(self, profile: Profile, background: Features | None = None) -> Floats:
        """The profile's scores on reference texts, lowest first: what an ordinary text gets."""
        texts = background if background is not None else self._ordinary(profile)
        return np.sort(matching.scores(self.profiles([profile]), texts)[:, 0])

    def percentile(self, profile: Profile, score: float, background: Features | None = None) -> float:
        """How many of a hundred reference texts score below this, 0 to 100."""
        return 100.0 * float(np.mean(self.background(profile, background) < score))

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {entry.key: entry for entry in self.model.entries}

    @property
    def _concepts(self) -> proposing.Concepts:
        return _concepts_of(self)

    def _ordinary(self, profile: Profile) -> Features:
        return _read_references_of(self) if self.sentences and profile.meaning.size else _references_of(self)

    def _current(self, profile: Profile) -> Profile:
        if profile.version == self.version:
            return profile
        return self.profile(profile.text, profile.lang, profile.keywords, profile.concepts)

    def _in_full(self, profile: Profile) -> str:
        """All that a profile says, the names of its concepts too."""
        labels = profiling.labels_of(profile.concepts, self._entries, profile.lang) if profile.concepts else []
        return ". ".join(filter(None, [profile.text, ", ".join([*profile.keywords, *(said for _, _, said in labels)])]))

    def meanings(self, texts: Sequence[Text]) -> Bytes:
        """What the sentence model made of the texts, a row each; no columns where it has read none of them."""
        size = max((len(text.meaning) for text in texts), default=0) if self.sentences else 0
        found = np.zeros((len(texts), size), np.int8)
        for row, text in zip(found, texts, strict=True):
            if size and text.meaning:
                row[:] = np.frombuffer(text.meaning, np.int8)
        return found

    def _said(self, text: str, lang: str, keywords: Sequence[str], concepts: Sequence[str]) -> list[profiling.Spoken]:
        labels = profiling.labels_of(concepts, self._entries, lang) if concepts else []
        return profiling.spoken(self.composer, text, lang, keywords, labels)

    def _rows(self, texts: Sequence[Text]) -> tuple[list[int], list[int]]:
        """The word rows of all texts after one another, and where each text ends."""
        self.composer.make_room()
        rows: list[int] = []
        ends = [0]
        for text in texts:
            rows += self._met(text.text, text.lang)
            ends.append(len(rows))
        return rows, ends

    def _met(self, text: str, lang: str) -> list[int]:
        known = self.composer.rows_of(lang)
        found = words(text)
        try:
            return [row for row in map(known.__getitem__, found) if row is not None]
        except KeyError:
            return [row for word in found if (row := self.composer.meet(word, lang)) is not None]

    def _weighted(self, rows: list[int], ends: list[int]) -> tuple[sp.csr_matrix, npt.NDArray[np.int64]]:
        """Texts by distinct words, a word met n times weighing 2n/(n+1)."""
        met, places = np.unique(np.array(rows, np.int64), return_inverse=True)
        counts = np.ones(len(places), np.float32)
        counted = sp.csr_matrix((counts, places.astype(np.int32), ends), shape=(len(ends) - 1, len(met)))
        counted.sum_duplicates()
        counted.data = 2 * counted.data / (counted.data + 1)
        return counted, met

    def _coded(self, texts: Sequence[Text]) -> sp.csr_matrix | None:
        if not any(text.codes for text in texts):
            return None
        rows = [self._levels(text) for text in texts]
        places = [self.composer.code(name) for row in rows for name in row]
        ends = np.cumsum([0] + [len(row) for row in rows])
        weights = np.array(list(chain.from_iterable(row.values() for row in rows)), np.float32)
        return sp.csr_matrix((weights, np.array(places, np.int32), ends), shape=(len(rows), self.composer.size))

    def _levels(self, text: Text) -> dict[str, float]:
        """A code is certain, and gives the same beside the sentence model: what its words lose there, it is given before."""
        fully = 1 / sentences.WORDS if self.sentences and text.meaning else 1.0
        return {name: weight * fully for name, weight in self.levels_of(text.codes).items()}

    def said(self, profile: Profile) -> list[profiling.Spoken]:
        """The words of a profile that carry meaning."""
        return self._said(profile.text, profile.lang, profile.keywords, profile.concepts)

    def levels_of(self, codes: Sequence[str]) -> dict[str, float]:
        """All levels of an item's codes, each once at its greatest weight."""
        levels: dict[str, float] = {}
        for code in codes:
            for name, weight in profiling.code_levels(code).items():
                levels[name] = max(levels.get(name, 0.0), weight)
        return levels


@lru_cache(maxsize=4)
def _concepts_of(engine: Engine) -> proposing.Concepts:
    return proposing.Concepts(engine)


@lru_cache(maxsize=4)
def _references_of(engine: Engine) -> Features:
    return references.of(engine)


@lru_cache(maxsize=4)
def _read_references_of(engine: Engine) -> Features:
    return references.read(engine)
