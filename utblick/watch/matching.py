"""Item → match: new and changed items meet the profiles of the municipalities that read them; changed profiles meet the open items.

Two queues make it safe to be killed at any moment: `Unmatched` holds the items that wait, `Profile.is_new` marks the profiles.
A batch of items is put into numbers once for the whole installation; then it meets the profiles of one municipality after
another, each in a transaction of its own, so that nobody else waits long for the database. It leaves the queue when all have met
it; doing a batch twice gives the same.

Kept are matches above the profile's threshold, at most 200 a profile (shortlists.py). An item with a match lies in the
municipality's inbox.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from utblick.tenancy import scope
from utblick.watch import inboxes, learning, measuring, profiles, shortlists
from utblick.watch.batches import Batch, batch_of
from utblick.watch.models import Item, Match, Profile, Sighting, Subscription, Unmatched
from utblick.watch.profiles import acting_for
from utblick.watch.shortlists import Met
from utblick.watch.waiting import Matched

# The larger, the fewer matches are written that better ones push out soon after; where profiles are few, that is not worth
# the memory.
LEAST_A_BATCH, MOST_A_BATCH = 2_500, 25_000
# Scores of the same two texts differ by so much, as they are added in another order.
SAME_SCORE = 1e-5


def match_pending(now: datetime | None = None) -> Matched:
    """Bring the profiles up to their subjects and measure them, and match what waits: items first, then changed profiles."""
    done, now = Matched(), now or timezone.now()
    profiles.follow_all()
    measuring.measure_new()
    with scope.everywhere():
        retire(now)
        match_items(now, done)
        rematch(now, done)
    return done


def retire(now: datetime) -> None:
    """What only a paused profile met leaves the inbox."""
    paused = inboxes.of_the_paused()
    for _ in acting_for(paused):
        with transaction.atomic():
            rows = dict(paused.values_list("pk", "item"))
            inboxes.forget(list(rows))
            inboxes.refresh(rows.values(), now)


def match_items(now: datetime, done: Matched) -> None:
    """Match the items that wait against the profiles that are not new: those will meet all items anyway."""
    met_by = Profile.objects.active().filter(is_new=False)
    count = met_by.count()
    if not count:
        done.items += Unmatched.objects.all().delete()[0]
    while waiting := list(Unmatched.objects.order_by("pk").values_list("pk", flat=True)[: items_a_batch(count)]):
        looks = looks_of(waiting)
        done.matches += match(batch_of(waiting, open_items(now)), met_by, now, shortlists.SoFar())
        done.items += len(waiting)
        for keys in batched(waiting, inboxes.AT_A_TIME, strict=False):
            take_off(keys, looks)


def looks_of(keys: Iterable[int]) -> dict[int, tuple[Any, ...]]:
    """What changes when an item is told otherwise or by a further source, is read by the sentence model, or by somebody new."""
    facts = ["content_hash", "told", "meaning__version", "meaning__content_hash"]
    found: dict[int, tuple[Any, ...]] = {}
    readers = Subscription.objects.aggregate(saves=Sum("revision"))["saves"]
    for some in batched(keys, inboxes.AT_A_TIME, strict=False):
        rows = Item.objects.filter(pk__in=some).annotate(told=Count("sightings"))
        found |= {row[0]: (readers, *row) for row in rows.values_list("pk", *facts)}
    return found


@transaction.atomic
def take_off(keys: Sequence[int], looks: Mapping[int, tuple[Any, ...]]) -> None:
    """Take these items off the queue, but for those that have changed since and so wait again."""
    unchanged = [key for key, look in looks_of(keys).items() if look == looks[key]]
    Unmatched.objects.filter(pk__in=unchanged).delete()


def rematch(now: datetime, done: Matched) -> None:
    """Match new and changed profiles against all open items; what they no longer meet leaves the inbox."""
    changed = list(Profile.objects.waiting().values_list("pk", flat=True))
    if not changed:
        return
    met_by, so_far = Profile.objects.filter(pk__in=changed), shortlists.SoFar()
    for some in batched(read_or_met(met_by, open_items(now)), items_a_batch(len(changed)), strict=False):
        done.matches += match(batch_of(some, open_items(now)), met_by, now, so_far)
    met_by.update(is_new=False)
    done.profiles += len(changed)


def read_or_met(changed: "QuerySet[Profile]", items: "QuerySet[Item]") -> list[int]:
    """Those of the items that the municipalities of these profiles read now, or have met before: what only the sources of
    others tell of need not be read for a new goal."""
    towns = set(changed.values_list("municipality", flat=True))
    sources = set(Subscription.objects.current().filter(municipality__in=towns).values_list("source", flat=True))
    read = Sighting.objects.filter(source__in=sources).order_by().values("item")
    met = Match.objects.filter(municipality__in=towns).order_by().values("item")
    # One list of both: of two that are tried in turn, PostgreSQL goes through the longer for each item.
    return list(items.filter(pk__in=read.union(met)).order_by("pk").values_list("pk", flat=True))


def items_a_batch(profiles: int) -> int:
    return min(MOST_A_BATCH, max(LEAST_A_BATCH, 2 * profiles))


def open_items(now: datetime) -> "QuerySet[Item]":
    return Item.objects.worth_matching(now)  # type: ignore[no-any-return]


def match(batch: Batch, met_by: "QuerySet[Profile]", now: datetime, so_far: shortlists.SoFar) -> int:
    """Write the matches of these items with these profiles in place of the old ones, and the inboxes. Returns how many."""
    found = 0
    for _ in acting_for(met_by):
        rows = list(met_by.order_by("pk"))
        met = shortlists.best_met(batch, rows, now, so_far)
        with transaction.atomic():
            keep(met, batch, {profile.pk for profile in rows}, now)
        found += len(met)
    return found


def keep(met: Sequence[Met], batch: Batch, ours: set[int], now: datetime) -> None:
    """Bring one municipality's matches of these items, and its inbox, up to what these profiles have met."""
    before = {(profile, item): (pk, score) for pk, profile, item, score in standing(batch)}
    stays = {(one.profile, one.item) for one in met}
    gone = [pk for (profile, item), (pk, _) in before.items() if profile in ours and (profile, item) not in stays]
    inboxes.forget(gone)
    told = [one for one in met if is_news(one, before.get((one.profile, one.item)))]
    shortlists.write(told, [before[pair][0] for one in told if (pair := (one.profile, one.item)) in before])
    learning.adjust({one.profile for one in met}, {one.item for one in met})
    crowded = shortlists.trim({one.profile for one in told}, now)
    # An item that was there before may have got another deadline.
    inboxes.refresh({*(one.item for one in told), *(item for _, item in before), *crowded}, now)


def standing(batch: Batch) -> Iterator[tuple[int, int, int, float]]:
    """The municipality's matches of these items, whichever profile they are of."""
    if not batch.waiting:
        return
    # As a range: new items follow one another, and many thousand keys cost more than the rows that are left out here.
    within = Match.objects.filter(item__gte=min(batch.waiting), item__lte=max(batch.waiting))
    for row in within.values_list("pk", "profile", "item", "score"):
        if row[2] in batch.waiting:
            yield row


def is_news(one: Met, before: tuple[int, float] | None) -> bool:
    return before is None or abs(before[1] - one.score) > SAME_SCORE
