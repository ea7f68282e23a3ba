"""Why an item meets a profile, as plain values that a page can show without the engine."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import batched
from typing import Any

from utblick import lexicon
from utblick.tenancy import scope
from utblick.watch import bulk
from utblick.watch.meanings import texts_of
from utblick.watch.models import Match

AT_A_TIME = 200


def explain_pending() -> int:
    """Work out the reasons of the matches that have none yet, the best first. Returns how many.

    Safe to be killed and to be repeated. The engine takes about a millisecond for each.
    """
    done = 0
    with scope.everywhere():
        unexplained = Match.objects.filter(reasons__isnull=True)
        # The keys once: to seek the next best among millions of matches costs more than to explain them.
        waiting = list(unexplained.order_by("-score", "pk").values_list("pk", flat=True))
        for keys in batched(waiting, AT_A_TIME, strict=False):
            some = list(unexplained.filter(pk__in=keys).select_related("item", "profile"))
            found = zip(reasons_of(some), some, strict=True)
            bulk.update(Match, ["reasons"], [(reasons, match.pk) for reasons, match in found])
            done += len(some)
    return done


def reasons_of(matches: Sequence[Match]) -> list[dict[str, Any]]:
    """For each `parts` whose shares add up to the score, and `topics`: the official concepts nearest to both sides."""
    stored = {match.profile_id: match.profile.features for match in matches}
    profiles = {key: lexicon.Profile.from_bytes(bytes(features)) for key, features in stored.items()}
    texts = texts_of([match.item for match in matches])
    pairs = [(profiles[match.profile_id], text) for match, text in zip(matches, texts, strict=True)]
    return [_plain(explanation) for explanation in lexicon.engine().explain_many(pairs)]


def _plain(found: lexicon.Explanation) -> dict[str, Any]:
    return {
        "parts": [asdict(part) for part in found.parts],
        "topics": [{"id": topic.id, "sv": topic.label_sv, "en": topic.label_en} for topic in found.topics],
    }
