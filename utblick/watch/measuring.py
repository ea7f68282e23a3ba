"""What the municipality's own items score on its profiles: by it a match is rare (rarity.py), and what is usual is taken off.

Word lists would be no measure of that: most of what a real source tells lies nearer to any goal than their words do. And a profile
of common words ("is responsible for planning and coordination") lies near to all of it, and would be the best match of half the
portal: what an item in the middle of the sources gets beyond chance says nothing for an item, and is taken off each.
"""

import numpy as np
import numpy.typing as npt
from django.db import transaction
from django.db.models import F, QuerySet

from utblick import lexicon
from utblick.tenancy import scope
from utblick.watch import rarity
from utblick.watch.batches import read
from utblick.watch.meanings import texts_of
from utblick.watch.models import Item, Match, Profile, Sighting, Subscription
from utblick.watch.profiles import acting_for

# The latest items are measured; fewer than FEWEST tell nothing, and each tenth of a percent takes all of them.
LATEST, FEWEST = 1_000, 100
# So much may any item score by chance; chosen on the development sets, whose profiles and goals lie below it in the middle.
CHANCE = 0.1
# And so much is taken off at most: what sources that tell of little else bring to a goal of that very subject stays a good match.
MOST = 0.2
# What is usual follows the items in steps: at each, all that the profile meets is matched anew.
STEP = 0.02


def measure_new() -> int:
    """Measure the profiles that have no background yet. Returns how many were, which is none while items are too few."""
    return _measure(Profile.objects.active().filter(background=[]))


def measure_all() -> int:
    """Measure every profile by the items that have come since. What is usual elsewhere now has its items matched anew, next."""
    return _measure(Profile.objects.active())


def usual_of(scores: npt.NDArray[np.float32]) -> float:
    """What the middle one of these scores of one's own items is beyond chance, 0 to MOST; nothing where they are too few."""
    beyond = float(np.median(scores)) - CHANCE if len(scores) >= FEWEST else 0.0
    return round(min(max(beyond, 0.0), MOST), rarity.DECIMALS)


def _measure(rows: "QuerySet[Profile]") -> int:
    with scope.everywhere():
        return sum(_measure_here(rows) for _ in acting_for(rows))


def _measure_here(rows: "QuerySet[Profile]") -> int:
    keys = _latest()
    if len(keys) < FEWEST:
        return 0
    found = list(rows.only("features", "subject_revision", "engine_version", "usual"))
    items = lexicon.engine().features(texts_of(read(Item.objects.filter(pk__in=keys))))
    return sum(_write(profile, items) for profile in found)


def _latest() -> list[int]:
    """By the sources' own index: to look for the latest that are read here among all that are read anywhere takes long."""
    sources = Subscription.objects.current().values_list("source", flat=True)
    told = Sighting.objects.filter(source__in=list(sources)).order_by("-item").values_list("item", flat=True)
    return list(told.distinct()[:LATEST])


def _write(profile: Profile, items: lexicon.Features) -> int:
    """Not where the profile has been made anew, or measured by another, meanwhile: then it is measured next time."""
    scores = lexicon.engine().background(lexicon.Profile.from_bytes(bytes(profile.features)), items)
    usual, facts = profile.usual, {}
    if abs(usual_of(scores) - usual) >= STEP:
        usual = usual_of(scores)
        facts = {"usual": usual, "is_new": True}
    at = rarity.WHOLE if len(items) < LATEST else [*rarity.WHOLE, *rarity.TENTHS]
    measured = [round(float(score), rarity.DECIMALS) for score in np.percentile(scores - usual, at)]
    names = ["subject_revision", "engine_version", "usual"]
    same = {name: getattr(profile, name) for name in names}
    with transaction.atomic():
        count = Profile.objects.filter(pk=profile.pk, **same).update(background=measured, **facts)
        if count and facts:
            # Also of what has closed and meets nothing any more; the reasons are worked out anew.
            moved = F("score") + profile.usual - usual
            Match.objects.filter(profile=profile).update(score=moved, reasons=None)
    return count
