"""Why an item meets a profile, as plain values that a page can show without the engine."""

from collections.abc import Mapping, Sequence
from itertools import batched
from typing import Any

from utblick import lexicon
from utblick.tenancy import scope
from utblick.watch import bulk
from utblick.watch.batches import Waiting
from utblick.watch.meanings import texts_of
from utblick.watch.models import Item, Match
from utblick.watch.reasons import USUAL

AT_A_TIME = 500


def explain_pending() -> int:
    """Work out the reasons of the matches that have none yet. Returns how many.

    A municipality at a time, its best first: its profiles come again in each batch, and are read once for it. Safe to be killed
    and to be repeated. The engine takes half a millisecond for each.
    """
    done = 0
    with scope.everywhere():
        unexplained = Match.objects.filter(reasons__isnull=True).order_by("municipality", "-score", "pk")
        # The keys once: to seek the next best among millions of matches costs more than to explain them.
        waiting = list(unexplained.values_list("pk", flat=True))
        for keys in batched(waiting, AT_A_TIME, strict=False):
            found = _explained(keys)
            bulk.update(Match, ["reasons"], found)
            done += len(found)
    return done


def _explained(keys: Sequence[int]) -> list[tuple[dict[str, Any], int]]:
    """The reasons of those of the matches that have none, each with its key."""
    texts = [f"item__{name}" for name in Waiting._fields]
    rows = Match.objects.filter(reasons__isnull=True, pk__in=keys)
    found = list(rows.values_list("pk", "profile", "profile__features", "profile__usual", *texts))
    profiles = {row[1]: (row[2], row[3]) for row in found}
    items = [Waiting._make(row[4:]) for row in found]
    reasons = _reasons(profiles, [row[1] for row in found], items)
    return list(zip(reasons, [row[0] for row in found], strict=True))


def reasons_of(match: Match) -> dict[str, Any]:
    """`parts` whose shares add up to the score, and `topics`: the official concepts nearest to both sides."""
    profile = match.profile
    return _reasons({profile.pk: (profile.features, profile.usual)}, [profile.pk], [match.item])[0]


def _reasons(
    known: "Mapping[int, tuple[bytes | memoryview[int], float]]", met_by: Sequence[int], items: Sequence[Item | Waiting]
) -> list[dict[str, Any]]:
    profiles = {key: lexicon.Profile.from_bytes(bytes(features)) for key, (features, _usual) in known.items()}
    pairs = [(profiles[key], text) for key, text in zip(met_by, texts_of(items), strict=True)]
    found = lexicon.engine().explain_many(pairs)
    return [_plain(one, known[profile][1]) for one, profile in zip(found, met_by, strict=True)]


def _plain(found: lexicon.Explanation, usual: float) -> dict[str, Any]:
    taken_off = [{"kind": USUAL, "own": "", "foreign": "", "share": -usual}] if usual else []
    return {
        "parts": [
            *({"kind": p.kind, "own": p.own, "foreign": p.foreign, "share": p.share} for p in found.parts),
            *taken_off,
        ],
        "topics": [{"id": topic.id, "sv": topic.label_sv, "en": topic.label_en} for topic in found.topics],
    }
