"""Which official concepts a municipal reader is offered, as a proposal or as a topic.

The vocabularies hold 38,000 concepts for librarians, customs and buyers. Offered are those with a short Swedish label that
names a subject in words that the vocabularies themselves use often; a rarer word is offered only to whoever wrote it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .composing import carries_meaning
from .stopwords import COMMONPLACE
from .tokens import words
from .units import Cutter
from .vocabulary import Entry

LONGEST = 40
MOST_WORDS = 4
FAMILIAR = 14
# The glossary of municipal work was chosen by hand; where two vocabularies say the same, the earlier one speaks.
OWN = "municipal"
_SPEAKING = (OWN, "eurovoc_top3", "yso_2018", "cpv")
# Names alone, and a dictionary of all words.
_NOT_SUBJECTS = frozenset({"programmes", "folkets"})
_CLASS = 4
_REMAINDER = frozenset("annan annat andra övrig övrigt övriga diverse ej än utom utan tillhörande liknande".split())  # noqa: SIM905
# Lists, remarks and abbreviations.
_ODD = re.compile(r"[\d(),;:]|[A-ZÅÄÖ]{3}")
_NAME = re.compile(r"[^\W\d_]*[a-zåäöé][^\W\d_]*")


@dataclass(frozen=True, slots=True)
class Offer:
    """A concept as it is shown. `place` is its place among the vocabularies' entries, `stems` are those of its Swedish
    words between blanks, `parts` those of the smallest parts; `familiar` tells whether the vocabularies use its words often."""

    place: int
    key: str
    scheme: str
    sv: str
    en: str
    stems: str
    parts: str
    familiar: bool


def offers(entries: Sequence[Entry], cutter: Cutter) -> list[Offer]:
    """What may be offered, one a set of stems, the familiar first; otherwise in the entries' order."""
    used = _used(entries, cutter)
    sentence_case = _sentence_case(entries)
    chosen: dict[frozenset[str], Offer] = {}
    for place in sorted(range(len(entries)), key=lambda place: _speaks(entries[place], place)):
        entry = entries[place]
        if _is_subject(entry) and not _is_name(entry, sentence_case):
            offer = _offer(place, entry, used, cutter)
            chosen.setdefault(frozenset(offer.stems.split()), offer)
    chosen.pop(frozenset(), None)
    return sorted(chosen.values(), key=lambda offer: (not offer.familiar, offer.place))


def meant(text: str, lang: str, cutter: Cutter) -> tuple[str, ...]:
    """The stems of the words that carry meaning, each once, without their parts."""
    return tuple(dict.fromkeys(cutter.stems(word, lang)[0] for word in words(text) if carries_meaning(word, lang)))


def smallest(text: str, lang: str, cutter: Cutter) -> tuple[str, ...]:
    """The stems of the smallest parts of the words that carry meaning."""
    cut = [cutter.stems(word, lang) for word in words(text) if carries_meaning(word, lang)]
    return tuple(dict.fromkeys(stem for stems in cut for stem in stems[1:] or stems))


def _speaks(entry: Entry, place: int) -> tuple[int, int, int]:
    """Who speaks first where several say the same: the vocabularies in their order, then the shortest label."""
    scheme = _SPEAKING.index(entry.scheme) if entry.scheme in _SPEAKING else len(_SPEAKING)
    return scheme, len(entry.labels.get("sv", "")), place


def _offer(place: int, entry: Entry, used: Counter[str], cutter: Cutter) -> Offer:
    label = entry.labels["sv"]
    stems, parts = " ".join(meant(label, "sv", cutter)), " ".join(smallest(label, "sv", cutter))
    known = [_use(word, used, cutter) for word in words(label) if carries_meaning(word, "sv")]
    familiar = entry.scheme == OWN or min(known, default=0) >= FAMILIAR
    return Offer(place, entry.key, entry.scheme, label, entry.labels.get("en", label), stems, parts, familiar)


def _use(word: str, used: Counter[str], cutter: Cutter) -> int:
    """How many Swedish labels hold the word or, if more do, its least used part."""
    whole, *parts = cutter.stems(word, "sv")
    return max(used[whole], min((used[part] for part in parts), default=0))


def _used(entries: Iterable[Entry], cutter: Cutter) -> Counter[str]:
    """How many Swedish labels hold a stem, whole or as a part."""
    labels = (entry.labels["sv"] for entry in entries if "sv" in entry.labels)
    return Counter(stem for label in labels for stem in set(cutter.stems(label, "sv")))


def _is_subject(entry: Entry) -> bool:
    """Short, one thing, no remainder of a classification, and not all commonplace."""
    label = entry.labels.get("sv", "")
    found = words(label)
    return (
        bool(label)
        and entry.scheme not in _NOT_SUBJECTS
        and len(label) <= LONGEST
        and len(found) <= MOST_WORDS
        and not _ODD.search(label)
        and not _REMAINDER.intersection(found)
        and not all(word in COMMONPLACE["sv"] or not carries_meaning(word, "sv") for word in found)
        and (entry.scheme != "cpv" or len(entry.id[:8].rstrip("0")) <= _CLASS)
    )


def _sentence_case(entries: Iterable[Entry]) -> frozenset[tuple[str, str]]:
    """The vocabularies, by language, whose labels begin with a capital as a rule."""
    balance: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        for lang in ("sv", "en"):
            first = entry.labels.get(lang, "")[:1]
            balance[entry.scheme, lang] += first.isupper() - first.islower()
    return frozenset(key for key, surplus in balance.items() if surplus > 0)


def _is_name(entry: Entry, sentence_case: frozenset[tuple[str, str]]) -> bool:
    """Whether a word of the label begins with a capital that is not the sentence's: a place, a people, a prize, a breed."""
    return entry.scheme != OWN and any(
        word[0].isupper() and _NAME.fullmatch(word[1:])
        for lang in ("sv", "en")
        for word in entry.labels.get(lang, "").replace("-", " ").split()[(entry.scheme, lang) in sentence_case :]
    )
