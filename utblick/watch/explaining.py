"""Why an item meets a profile, as plain values that a page can show without the engine."""

from dataclasses import asdict
from typing import Any

from utblick import lexicon
from utblick.tenancy import scope
from utblick.watch import bulk
from utblick.watch.matching import text_of
from utblick.watch.models import Match

AT_A_TIME = 200


def explain_pending() -> int:
    """Work out the reasons of the matches that have none yet, the best first. Returns how many.

    Safe to be killed and to be repeated. The engine takes about ten milliseconds for each.
    """
    done = 0
    with scope.everywhere():
        waiting = Match.objects.filter(reasons__isnull=True).select_related("item", "profile").order_by("-score", "pk")
        while some := list(waiting[:AT_A_TIME]):
            bulk.update(Match, ["reasons"], [(reasons_of(match), match.pk) for match in some])
            done += len(some)
    return done


def reasons_of(match: Match) -> dict[str, Any]:
    """`parts` whose shares add up to the score, and `topics`: the official concepts nearest to both sides."""
    profile = lexicon.Profile.from_bytes(bytes(match.profile.features))
    found = lexicon.engine().explain(profile, text_of(match.item))
    return {
        "parts": [asdict(part) for part in found.parts],
        "topics": [{"id": topic.id, "sv": topic.label_sv, "en": topic.label_en} for topic in found.topics],
    }
