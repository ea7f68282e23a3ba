"""A match's reasons in words: which word met which, and the official concepts that name the topic."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from utblick.watch.models import Match

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of ours that met a word of theirs, with its share of the score in per cent. Empty words: see `label`."""

    own: str
    foreign: str
    share: int
    label: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """The strongest pairs, what the rest weighs, and the topics; nothing while the reasons are not worked out yet."""

    pairs: tuple[Pair, ...]
    rest: int
    topics: tuple[str, ...]

    @property
    def brief(self) -> str:
        return _in_one_line([(pair.own, pair.foreign) for pair in self.pairs])


def brief_of(reasons: dict[str, Any] | None) -> str:
    """The strongest pairs that say different things, in one line for a list: "skola ~ school, omsorg ~ care"."""
    parts: list[dict[str, Any]] = (reasons or {}).get("parts", [])
    strongest = sorted((part for part in parts if part["kind"] != "remainder"), key=lambda part: -part["share"])
    return _in_one_line([(part["own"], part["foreign"]) for part in strongest[:SHOWN]])


def _in_one_line(pairs: list[tuple[str, str]]) -> str:
    told: dict[str, str] = {}
    for own, foreign in pairs:
        if foreign not in told and own not in told.values():
            told[foreign] = own
    return ", ".join(own if own == foreign else f"{own} ~ {foreign}" for foreign, own in list(told.items())[:3])


def reasons_of(match: Match, most: int = SHOWN) -> Reasons:
    """Shares are of the whole score: those shown and the rest add up to a hundred, but for rounding."""
    told: dict[str, Any] = match.reasons or {}
    pairs = tuple(_pair(part, match.score) for part in _merged(told.get("parts", []))[:most])
    language = "sv" if get_language() == "sv" else "en"
    topics = tuple(topic[language] for topic in told.get("topics", []) if topic.get(language))
    rest = 100 - sum(pair.share for pair in pairs) if pairs else 0
    return Reasons(pairs, rest, topics)


def _merged(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One part for each pair of words: that a word also belongs to a chosen concept makes it weigh more, not stand twice."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for part in parts:
        if part["kind"] == "remainder":
            continue
        pair = found.setdefault((part["own"], part["foreign"]), {**part, "share": 0.0})
        pair["share"] += part["share"]
    return sorted(found.values(), key=lambda part: -part["share"])


def _pair(part: dict[str, Any], score: float) -> Pair:
    labels = {
        "similar meaning": gettext("similar meaning (model)"),
        "similar spelling": gettext("similar spelling"),
        "concept topic": gettext("of a chosen concept"),
        "code": gettext("official code"),
    }
    share = round(100 * part["share"] / score) if score else 0
    return Pair(part["own"], part["foreign"], share, labels.get(part["kind"], ""))
