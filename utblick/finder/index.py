"""Which projects hold a word: kept as lists of numbers, so that a million projects are ranked whole in the time of a blink.

The databases' own full-text search reckons a rank for every row that a common word finds, which takes a second where a
hundred thousand do. Here a word's projects are read as arrays and all of them are added up at once, the same on every database.
A word is kept with its language, as the engine of meaning knows it: `en:energi`. What begins with @ is no word but a mark: the
country and the kind of those who take part, and the programme.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import batched

import numpy as np
import numpy.typing as npt
from django.db import transaction
from django.db.models.functions import Length

from utblick import lexicon
from utblick.finder.models import BLOCK, FundedProject, Posting, Share, Unindexed
from utblick.lexicon import tokens
from utblick.lexicon.stopwords import GRAMMAR
from utblick.watch import bulk

LONGEST = 40
AT_ONCE = 900
type Numbers = npt.NDArray[np.int64]
type Floats = npt.NDArray[np.float32]


# Putting in


def catch_up() -> Iterator[int]:
    """Index what waits, a block of numbers at a time; tells how many after each."""
    stems = Stems()
    while (first := Unindexed.objects.order_by("pk").values_list("pk", flat=True).first()) is not None:
        yield _block(first // BLOCK, stems)


def _block(block: int, stems: "Stems") -> int:
    begin, end = block * BLOCK, (block + 1) * BLOCK
    waiting = list(Unindexed.objects.filter(pk__gte=begin, pk__lt=end).order_by("pk").values_list("pk", flat=True))
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("H"))
    # By the range of numbers and not by the queue: a database would sort what it joins, texts and all.
    asked = frozenset(waiting)
    rows = FundedProject.objects.filter(pk__gte=begin, pk__lt=end).order_by("pk")
    columns = rows.values_list("pk", "lang", "title", "acronym", "text", "programme")
    for pk, lang, title, acronym, text, programme in columns.iterator(chunk_size=1_000):
        if pk in asked:
            for word in {*stems.of(f"{title} {acronym} {text}", lang), mark_of_programme(programme)}:
                found[word].append(pk - begin)
    _mark(found, begin, asked)
    with transaction.atomic():
        told = ((word, block, places.tobytes()) for word, places in sorted(found.items()))
        for some in batched(told, 10_000, strict=False):
            bulk.insert(Posting, ["word", "block", "places"], some)
        for numbers in batched(waiting, AT_ONCE, strict=False):
            Unindexed.objects.filter(pk__in=numbers).delete()
    return len(waiting)


def _mark(found: defaultdict[str, array[int]], begin: int, asked: frozenset[int]) -> None:
    """The marks of those who take part in the projects that are being indexed."""
    met: defaultdict[str, set[int]] = defaultdict(set)
    rows = Share.objects.filter(project__gte=begin, project__lt=begin + BLOCK).order_by()
    columns = rows.values_list("project_id", "participant__country", "participant__kind")
    for project, country, kind in columns.iterator(chunk_size=5_000):
        if project in asked:
            for mark in marks_of(country, kind):
                met[mark].add(project - begin)
    for mark, places in met.items():
        found[mark] = array("H", sorted(places))


class Stems:
    """The stems of a text, each once, with its language before it. Words that were met before are remembered."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, tuple[str, ...]]] = {}
        self._engine = lexicon.engine()

    def of(self, text: str, lang: str) -> set[str]:
        known = self._known.setdefault(lang, {})
        found: set[str] = set()
        for word in set(tokens.words(text)):
            if (stems := known.get(word)) is None:
                stems = known[word] = self._stems(word, lang)
            found.update(stems)
        if len(known) > 500_000:
            known.clear()
        return found

    def _stems(self, word: str, lang: str) -> tuple[str, ...]:
        if len(word) < 2 or len(word) > LONGEST or word.isdecimal() or word in GRAMMAR.get(lang, ()):
            return ()
        return tuple(f"{lang}:{stem}" for stem in self._engine.stems(word, lang))


def marks_of(country: str, kind: str) -> Iterator[str]:
    yield f"@{country}"
    if kind:
        yield f"@:{kind}"
        yield f"@{country}:{kind}"


def mark_of_programme(programme: str) -> str:
    return f"@p:{programme}"


# Asking


def places_of(words: Iterable[str]) -> dict[str, Numbers]:
    """For each word that stands anywhere the numbers of its projects."""
    found: defaultdict[str, dict[int, Numbers]] = defaultdict(dict)
    for some in batched(dict.fromkeys(words), AT_ONCE, strict=False):
        for word, block, places in Posting.objects.filter(word__in=some).values_list("word", "block", "places"):
            numbers = np.frombuffer(places, np.uint16).astype(np.int64) + block * BLOCK
            # What has changed is indexed again beside what it was.
            met = found[word].get(block)
            found[word][block] = numbers if met is None else np.union1d(met, numbers)
    return {word: np.concatenate([*blocks.values()]) for word, blocks in found.items()}


def scores(weights: Mapping[str, float], *, within: Iterable[Iterable[str]] = ()) -> Floats:
    """What every project gets for the words that it holds, by its number: rare words count for more.

    `within`: of each of these groups of marks a project must have one; the others get nothing.
    """
    groups = [list(marks) for marks in within]
    places = places_of([*weights, *(mark for marks in groups for mark in marks)])
    size = 1 + max((int(numbers.max()) for numbers in places.values()), default=0)
    total = np.zeros(size, np.float32)
    for word, weight in weights.items():
        if (numbers := places.get(word)) is not None:
            total[numbers] += np.float32(weight * np.log(1 + size / len(numbers)))
    for marks in groups:
        kept = np.zeros(size, bool)
        for mark in marks:
            kept[places.get(mark, np.zeros(0, np.int64))] = True
        total[~kept] = 0
    return total


def best(scores: Floats, most: int) -> Numbers:
    """The numbers of the highest scores above nothing, best first."""
    count = min(most, int(np.count_nonzero(scores)))
    if not count:
        return np.zeros(0, np.int64)
    found = np.argpartition(-scores, count - 1)[:count]
    return found[np.lexsort((found, -scores[found]))]


def marked(begin: str) -> dict[str, int]:
    """Marks that begin so, without the beginning, and how many projects have each."""
    rows = Posting.objects.filter(word__gte=begin, word__lt=begin + "\U0010ffff")
    counts: defaultdict[str, int] = defaultdict(int)
    for word, size in rows.values_list("word", Length("places")):
        counts[word.removeprefix(begin)] += size // 2
    return dict(counts)
