"""A profile's shortlist: its matches, at most 200, the best that are open first. Acts for the running municipality."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from django.db.models import Case, Count, Exists, F, Q, When, Window
from django.db.models.functions import RowNumber

from utblick import lexicon
from utblick.actors.models import LocalActor
from utblick.tenancy import scope
from utblick.watch import bulk, inboxes
from utblick.watch.batches import Batch
from utblick.watch.models import ActorWishes, Match, Profile

MOST = 200


class Met(NamedTuple):
    """An item that meets a profile well enough to be kept."""

    profile: int
    item: int
    score: float


class SoFar:
    """What new profiles have met in the batches before: once a shortlist is full, what is weaker than all of it need not be
    written, to be let go of by the next batch."""

    def __init__(self) -> None:
        self._scores: dict[int, list[float]] = defaultdict(list)

    def add(self, profile: int, met: Sequence[Met]) -> None:
        best = sorted([*self._scores[profile], *(one.score for one in met)], reverse=True)
        self._scores[profile] = best[:MOST]

    def weakest(self, profiles: Iterable[int]) -> dict[int, float]:
        """Of those of the profiles whose shortlist is full."""
        return {key: self._scores[key][-1] for key in profiles if len(self._scores[key]) >= MOST}


def best_met(batch: Batch, rows: Sequence[Profile], now: datetime, so_far: SoFar) -> list[Met]:
    """What these profiles would keep of the items that are read here, the best of each first."""
    here = batch.read_here()
    if not len(here):
        return []
    engine = lexicon.engine()
    ready = engine.profiles([lexicon.Profile.from_bytes(bytes(profile.features)) for profile in rows])
    usual = np.array([profile.usual for profile in rows], np.float32)
    found = engine.match(ready, batch.features[here], floors(rows, now, so_far))
    best_first = np.lexsort((-found.score, found.profile))
    best_first = best_first[~(unsold(rows)[found.profile[best_first]] & batch.bought[here[found.item[best_first]]])]
    items = batch.keys[here[found.item[best_first]]]
    scores = (found.score - usual[found.profile])[best_first]
    ends = np.searchsorted(found.profile[best_first], np.arange(len(rows) + 1)).tolist()
    kept = [(row, slice(start, min(end, start + MOST))) for row, (start, end) in zip(rows, pairwise(ends), strict=True)]
    met = [(row, list(of_profile(row, items[part], scores[part]))) for row, part in kept]
    for row, own in met:
        so_far.add(row.pk, own)
    return [one for _, own in met for one in own]


def unsold(rows: Sequence[Profile]) -> npt.NDArray[np.bool_]:
    """Which of these profiles are of schools and associations that have not asked to hear of what only sellers can use."""
    actors = LocalActor.objects.exclude(kind=LocalActor.Kind.COMPANY).filter(pk__in=[row.actor_id for row in rows])
    keys = set(actors.values_list("pk", flat=True))
    wishes = ActorWishes.objects.filter(actor__in=keys).select_related("actor")
    asked = {one.actor_id for one in wishes if set(one.kinds_told) & set(ActorWishes.BOUGHT)} if keys else set()
    return np.array([row.actor_id in keys - asked for row in rows], np.bool_)


def of_profile(profile: Profile, items: npt.NDArray[np.int64], scores: npt.NDArray[np.float32]) -> Iterable[Met]:
    return (Met(profile.pk, *one) for one in zip(items.tolist(), scores.tolist(), strict=True))


def floors(rows: Sequence[Profile], now: datetime, so_far: SoFar) -> npt.NDArray[np.float32]:
    """The score, before anything is taken off, under which a match of each profile is not kept: its threshold, or its weakest
    open match when it is full.

    Matches of a profile that is new tell nothing, but for those of this very run: they are of what it was before."""
    still_open = Q(item__final_deadline=None) | Q(item__final_deadline__gte=now)
    mine = Match.objects.filter(still_open, profile__in=[profile.pk for profile in rows if not profile.is_new])
    placed = mine.annotate(place=Window(RowNumber(), F("profile"), "-score")).filter(place=MOST)
    weakest = so_far.weakest([row.pk for row in rows]) | dict(placed.values_list("profile", "score"))
    return np.array([max(row.threshold, weakest.get(row.pk, -1.0) + row.usual) for row in rows], np.float32)


def write(met: Iterable[Met], renewed: Sequence[int]) -> None:
    """`renewed`: the matches that were there and have got another score; why they are is to be worked out anew."""
    here = scope.municipality_id()
    names = ["municipality_id", "profile_id", "item_id", "score"]
    bulk.insert(Match, names, [(here, *one) for one in met], renewed_by=["profile_id", "item_id"], renewed=["score"])
    bulk.update(Match, ["reasons"], [(None, match) for match in renewed])


def trim(touched: Collection[int], now: datetime) -> set[int]:
    """Let go of what exceeds 200 a profile: first what has passed its deadline, then the weakest. What went by undecided is kept
    beside them.

    Returns the items that lost a match.
    """
    mine = Match.objects.filter(~Exists(inboxes.gone_by()), profile__in=touched)
    counted = mine.values_list("profile", flat=True).order_by()
    crowded = list(counted.annotate(n=Count("pk")).filter(n__gt=MOST))
    passed = Case(When(item__final_deadline__lt=now, then=1), default=0)
    placed = mine.filter(profile__in=crowded).annotate(
        place=Window(RowNumber(), F("profile"), [passed, F("score").desc(), F("pk")])
    )
    lost = dict(placed.filter(place__gt=MOST).values_list("pk", "item")) if crowded else {}
    inboxes.forget(list(lost))
    return set(lost.values())
