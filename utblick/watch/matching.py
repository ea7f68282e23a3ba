"""Item → match: new and changed items meet the profiles of the municipalities that read them; changed profiles meet the open items.

Two queues make it safe to be killed at any moment: `Unmatched` holds the items that wait, `Profile.is_new` marks the profiles;
each batch takes its own off the queue in the transaction that writes its matches. Doing a batch twice gives the same.

Kept are matches above the profile's threshold, at most 200 a profile. An item with a match lies in the municipality's inbox.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from django.db import transaction
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils import timezone

from utblick import lexicon
from utblick.tenancy import scope
from utblick.watch import bulk, inboxes, learning, profiles
from utblick.watch.meanings import texts_of
from utblick.watch.models import InboxItem, Item, Match, Profile, Sighting, Unmatched
from utblick.watch.waiting import Matched

ITEMS_A_BATCH = 2_500
MOST_OF_A_PROFILE = 200


class Waiting(NamedTuple):
    """What is read of an item for matching it. Not a model instance: making those costs as much as matching them."""

    pk: int
    title: str
    summary: str
    language: str
    codes: list[str]


@dataclass(slots=True)
class Audience:
    """The profiles that are matched against, ready for the engine."""

    rows: Sequence[Profile]
    ready: lexicon.ProfileSet
    floors: npt.NDArray[np.float32]
    """The score under which a match of each profile is not kept: its threshold, or its weakest match when it is full."""
    municipalities: npt.NDArray[np.int64]
    """The municipality of each profile."""


def match_pending(now: datetime | None = None) -> Matched:
    """Bring the profiles up to their subjects, and match what waits: items first, then changed profiles."""
    done, now = Matched(), now or timezone.now()
    profiles.follow_all()
    with scope.everywhere():
        retire(now)
        match_items(now, done)
        rematch(now, done)
    return done


def retire(now: datetime) -> None:
    """What only a paused profile met leaves the inbox."""
    rows = dict(inboxes.without_decision().filter(profile__paused=True).values_list("pk", "item"))
    if rows:
        with transaction.atomic():
            inboxes.forget(list(rows))
            inboxes.refresh(rows.values(), now)


def match_items(now: datetime, done: Matched) -> None:
    """Match the items that wait, in batches, against the profiles that are not new: those will meet all items anyway."""
    if not Unmatched.objects.exists():
        return
    everyone = list(Profile.objects.active().filter(is_new=False).order_by("pk"))
    if not everyone:
        done.items += Unmatched.objects.all().delete()[0]
        return
    while waiting := list(Unmatched.objects.order_by("pk").values_list("pk", flat=True)[:ITEMS_A_BATCH]):
        with transaction.atomic():
            items = read(open_items(now).filter(pk__in=waiting))
            done.matches += match(items, audience_of(everyone, now), waiting, now)
            Unmatched.objects.filter(pk__in=waiting).delete()
        done.items += len(waiting)


def rematch(now: datetime, done: Matched) -> None:
    """Match new and changed profiles against all open items; what they no longer meet leaves the inbox."""
    changed = list(Profile.objects.waiting().order_by("pk"))
    if not changed:
        return
    last = 0
    while items := read(open_items(now).filter(pk__gt=last), ITEMS_A_BATCH):
        with transaction.atomic():
            done.matches += match(items, audience_of(changed, now), [item.pk for item in items], now)
        last = items[-1].pk
    Profile.objects.filter(pk__in=[profile.pk for profile in changed]).update(is_new=False)
    done.profiles += len(changed)


def open_items(now: datetime) -> "QuerySet[Item]":
    return Item.objects.worth_matching(now)  # type: ignore[no-any-return]


def read(items: "QuerySet[Item]", most: int | None = None) -> list[Waiting]:
    return list(map(Waiting._make, items.order_by("pk").values_list(*Waiting._fields)[:most]))


def audience_of(rows: Sequence[Profile], now: datetime) -> Audience:
    ready = lexicon.engine().profiles([lexicon.Profile.from_bytes(bytes(profile.features)) for profile in rows])
    thresholds = np.array([profile.threshold for profile in rows], np.float32)
    floors = np.maximum(thresholds, weakest_of_the_full(rows, now))
    return Audience(rows, ready, floors, np.array([profile.municipality_id for profile in rows]))


def weakest_of_the_full(rows: Sequence[Profile], now: datetime) -> npt.NDArray[np.float32]:
    """For each profile that has its 200 matches with items that are still open, the score of the weakest; else -1."""
    live = Match.objects.filter(Q(item__final_deadline=None) | Q(item__final_deadline__gte=now))
    counted = live.values_list("profile", flat=True).annotate(n=Count("pk")).order_by()
    weakest = {}
    for key in counted.filter(n__gte=MOST_OF_A_PROFILE):
        scores = live.filter(profile=key).order_by("-score").values_list("score", flat=True)
        weakest[key] = scores[MOST_OF_A_PROFILE - 1 : MOST_OF_A_PROFILE][0]
    return np.array([weakest.get(profile.pk, -1.0) for profile in rows], np.float32)


def match(items: Sequence[Waiting], audience: Audience, keys: Sequence[int], now: datetime) -> int:
    """Write the matches of these items with these profiles in place of the old ones, and the inboxes. Returns how many."""
    found = pairs(items, audience) if items else []
    of_these = [profile.pk for profile in audience.rows]
    before = Match.objects.filter(item__in=keys, profile__in=of_these)
    stays = {(profile.pk, item.pk) for profile, item, _ in found}
    pairs_before = before.values_list("pk", "profile", "item")
    gone = {pk: item for pk, profile, item in pairs_before if (profile, item) not in stays}
    inboxes.forget(list(gone))
    write(found)
    learning.adjust([profile.pk for profile, _, _ in found], {item.pk for _, item, _ in found})
    crowded = trim({profile.pk for profile, _, _ in found}, now)
    there = InboxItem.objects.filter(item__in=keys).values_list("item", flat=True)
    inboxes.refresh({*(item for _, item in stays), *gone.values(), *there, *crowded}, now)
    return len(found)


def pairs(items: Sequence[Waiting], audience: Audience) -> list[tuple[Profile, Waiting, float]]:
    """The pairs worth keeping: read here, at or above the floor, and at most 200 a profile."""
    features = lexicon.engine().features(texts_of(items))
    found = lexicon.engine().match(audience.ready, features, audience.floors)
    here = readers(items, audience)[found.item, found.profile] if len(found) else np.zeros(0, bool)
    profile, item, score = found.profile[here], found.item[here], found.score[here]
    best_first = np.lexsort((-score, profile))
    profile, item, score = profile[best_first], item[best_first], score[best_first]
    place = np.arange(len(profile)) - np.searchsorted(profile, profile)
    kept = place < MOST_OF_A_PROFILE
    columns = zip(profile[kept].tolist(), item[kept].tolist(), score[kept].tolist(), strict=True)
    return [(audience.rows[p], items[i], s) for p, i, s in columns]


def readers(items: Sequence[Waiting], audience: Audience) -> npt.NDArray[np.bool_]:
    """Items by profiles: whether the profile's municipality reads a source that brought the item."""
    places, column = np.unique(audience.municipalities, return_inverse=True)
    number = {municipality: at for at, municipality in enumerate(places.tolist())}
    row = {item.pk: at for at, item in enumerate(items)}
    reads = np.zeros((len(items), len(places)), bool)
    for item, municipality in readings(row):
        if municipality in number:
            reads[row[item], number[municipality]] = True
    return reads[:, column]


def readings(keys: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Item and municipality, for each municipality that reads a source which brought the item."""
    standing = Sighting.objects.filter(item__in=list(keys), source__subscriptions__withdrawn_at=None)
    rows = standing.filter(source__subscriptions__isnull=False)
    return rows.values_list("item", "source__subscriptions__municipality").distinct()


def write(found: Sequence[tuple[Profile, Waiting, float]]) -> None:
    names = ["municipality_id", "profile_id", "item_id", "score", "percentile", "reasons"]
    rows = [
        (profile.municipality_id, profile.pk, item.pk, score, profiles.percentile(profile, score), None)
        for profile, item, score in found
    ]
    bulk.insert(Match, names, rows, renewed_by=["profile_id", "item_id"])


def trim(touched: Iterable[int], now: datetime) -> set[int]:
    """Let go of what exceeds 200 a profile: first what has passed its deadline, then the weakest.

    Returns the items that lost a match.
    """
    counted = Match.objects.filter(profile__in=list(touched)).values_list("profile", flat=True).order_by()
    passed = Case(When(item__final_deadline__lt=now, then=1), default=0)
    lost: dict[int, int] = {}
    for profile in list(counted.annotate(n=Count("pk")).filter(n__gt=MOST_OF_A_PROFILE)):
        best_first = Match.objects.filter(profile=profile).order_by(passed, "-score", "pk")
        lost.update(best_first.values_list("pk", "item")[MOST_OF_A_PROFILE:])
    inboxes.forget(list(lost))
    return set(lost.values())
