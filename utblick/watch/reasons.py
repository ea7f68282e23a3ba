"""A match's reasons in words: which word met which, and the official concepts that name the topic."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from utblick.watch.models import Match

SHOWN = 6
USUAL = "usual"
WITHOUT_WORDS = ("remainder", USUAL)
LOOSELY = "loosely alike"
"""As the engine says it (lexicon.explaining), which is not loaded to show a page."""
LESSONS = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of ours that met a word of theirs, and what it gave of the score's hundred. Empty words: see `label`."""

    own: str
    foreign: str
    points: float
    label: str
    is_loose: bool = False
    """The two have only distantly to do with each other: no reason by themselves."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What earlier decisions on something add, or take; without words all those that are not shown one by one."""

    words: str
    points: float


@dataclass(frozen=True, slots=True)
class Reasons:
    """The strongest pairs, what the rest gave, what is taken off as usual, and the lessons: together the score.

    Nothing until they are worked out.
    """

    pairs: tuple[Pair, ...]
    rest: float
    usual: float
    topics: tuple[str, ...]
    lessons: tuple[Lesson, ...] = ()

    @property
    def total(self) -> float:
        told = [pair.points for pair in self.pairs] + [one.points for one in self.lessons]
        return round(sum(told) + self.rest + self.usual, 1)

    @property
    def brief(self) -> str:
        return _in_one_line(self.pairs)


def brief_of(reasons: dict[str, Any] | None) -> str:
    """The strongest pairs that say different things, in one line for a list: "skola ~ school, omsorg ~ care"."""
    return _in_one_line([_pair(part) for part in _merged((reasons or {}).get("parts", []))[:SHOWN]])


def _spoken(part: dict[str, Any]) -> tuple[str, str]:
    """Our word and theirs; an official code as people write it, CPV 45221119, and of all that a notice carries the one that met."""
    own, foreign = str(part["own"]), str(part["foreign"])
    if part["kind"] == "code":
        codes = foreign.split(", ")
        foreign = next((code for code in codes if code.startswith(own)), codes[0])
    return _as_code(own), _as_code(foreign)


def _as_code(word: str) -> str:
    return f"CPV {word.removeprefix('cpv:')}" if word.startswith("cpv:") else word


def _in_one_line(pairs: Sequence[Pair]) -> str:
    told: dict[str, str] = {}
    for pair in pairs:
        if pair.own and not pair.is_loose and pair.foreign not in told and pair.own not in told.values():
            told[pair.foreign] = pair.own
    if pairs and not told:
        return gettext("only words that are loosely alike") if pairs[0].own else pairs[0].label
    return ", ".join(own if own == foreign else f"{own} ~ {foreign}" for foreign, own in list(told.items())[:3])


def reasons_of(match: Match, lessons: Sequence[tuple[str, float]] = (), most: int = SHOWN) -> Reasons:
    """`lessons` are what the profile's decisions add to this match, by what (learning.lessons_of)."""
    told: dict[str, Any] = match.reasons or {}
    pairs = tuple(_pair(part) for part in _merged(told.get("parts", []))[:most])
    language = "sv" if get_language() == "sv" else "en"
    topics = tuple(topic[language] for topic in told.get("topics", []) if topic.get(language))
    usual = sum(_points(part["share"]) for part in told.get("parts", []) if part["kind"] == USUAL)
    rest = _points(match.score) - usual - sum(pair.points for pair in pairs) if pairs else 0.0
    return Reasons(pairs, round(rest, 1), usual if pairs else 0.0, topics, _lessons(lessons) if pairs else ())


def _lessons(told: Sequence[tuple[str, float]]) -> tuple[Lesson, ...]:
    """The strongest by name, and the others together, so that nothing is lost in rounding."""
    strongest = sorted((one for one in told if one[0]), key=lambda one: -abs(one[1]))[:LESSONS]
    shown = [Lesson(words, _points(part)) for words, part in strongest if _points(part)]
    left = _points(sum(part for _words, part in told)) - sum(one.points for one in shown)
    return (*shown, *([Lesson("", round(left, 1))] if round(left, 1) else []))


def _points(share: float) -> float:
    return round(100 * share, 1)


def _merged(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One part for each pair of words: that a word also belongs to a chosen concept makes it weigh more, not stand twice."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for part in parts:
        if part["kind"] in WITHOUT_WORDS:
            continue
        pair = found.setdefault((part["own"], part["foreign"]), {**part, "share": 0.0})
        pair["share"] += part["share"]
    return sorted(found.values(), key=lambda part: (part["kind"] == LOOSELY, -part["share"]))


def _pair(part: dict[str, Any]) -> Pair:
    labels = {
        "similar meaning": gettext("similar meaning (model)"),
        "similar spelling": gettext("similar spelling"),
        "concept topic": gettext("of a chosen concept"),
        "code": gettext("official code"),
        LOOSELY: gettext("only loosely alike"),
    }
    return Pair(*_spoken(part), _points(part["share"]), labels.get(part["kind"], ""), part["kind"] == LOOSELY)
