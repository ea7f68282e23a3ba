"""What the municipality's own items score on its profiles: the background against which a match is told to be rare (rarity.py).

Word lists would be no measure of that: most of what a real source tells lies nearer to any goal than their words do.
"""

import numpy as np
from django.db.models import QuerySet

from utblick import lexicon
from utblick.tenancy import scope
from utblick.watch import rarity
from utblick.watch.batches import read
from utblick.watch.matching import acting_for
from utblick.watch.meanings import texts_of
from utblick.watch.models import Item, Profile, Sighting, Subscription

# The latest items are measured; fewer than FEWEST tell nothing, and each tenth of a percent takes all of them.
LATEST, FEWEST = 1_000, 100


def measure_new() -> int:
    """Measure the profiles that have no background yet. Returns how many were, which is none while items are too few."""
    return _measure(Profile.objects.active().filter(background=[]))


def measure_all() -> int:
    """Measure every profile by the items that have come since."""
    return _measure(Profile.objects.active())


def _measure(rows: "QuerySet[Profile]") -> int:
    with scope.everywhere():
        return sum(_measure_here(rows) for _ in acting_for(rows))


def _measure_here(rows: "QuerySet[Profile]") -> int:
    keys = _latest()
    if len(keys) < FEWEST:
        return 0
    found = list(rows.only("features", "subject_revision", "engine_version"))
    items = lexicon.engine().features(texts_of(read(Item.objects.filter(pk__in=keys))))
    return sum(_write(profile, items) for profile in found)


def _latest() -> list[int]:
    """By the sources' own index: to look for the latest that are read here among all that are read anywhere takes long."""
    sources = Subscription.objects.current().values_list("source", flat=True)
    told = Sighting.objects.filter(source__in=list(sources)).order_by("-item").values_list("item", flat=True)
    return list(told.distinct()[:LATEST])


def _write(profile: Profile, items: lexicon.Features) -> int:
    """Not where the profile has been made anew meanwhile: then it is measured next time."""
    scores = lexicon.engine().background(lexicon.Profile.from_bytes(bytes(profile.features)), items)
    at = rarity.WHOLE if len(items) < LATEST else [*rarity.WHOLE, *rarity.TENTHS]
    measured = [round(float(score), rarity.DECIMALS) for score in np.percentile(scores, at)]
    same = {"subject_revision": profile.subject_revision, "engine_version": profile.engine_version}
    return Profile.objects.filter(pk=profile.pk, **same).update(background=measured)
