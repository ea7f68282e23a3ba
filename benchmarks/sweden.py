"""A day of Sweden: 25,000 new items, 290 municipalities with 50 profiles each, from unmatched to placed in the inboxes.

    python -m benchmarks.sweden [--items 25000] [--municipalities 290]

Every municipality reads twenty sources that all read, which bring most items, and twenty of its own. Without the sentence model.
`make bench` takes a tenth of the municipalities and says what all would take: the items are put into numbers once for all of
them, the rest is done for each. Runs on SQLite, or beside the database that DATABASE_URL names.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from benchmarks.feed_server import sentence
from benchmarks.scratch import scratch_database

MUNICIPALITIES, PROFILES = 290, 50
DISTINCT = 300
SHARED, OWN, OTHERS = 20, 20, 380
OF_THE_SHARED = 0.7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=25_000)
    parser.add_argument("--municipalities", type=int, default=29)
    asked = parser.parse_args()
    with scratch_database():
        _measure(asked.items, asked.municipalities)


def _measure(items: int, municipalities: int) -> None:
    from django.utils import timezone

    from utblick.accounts.models import Municipality
    from utblick.tenancy import scope
    from utblick.watch import batches, explaining, matching
    from utblick.watch.models import InboxItem, Match, Unmatched
    from utblick.watch.waiting import Matched

    dice, now, explained = random.Random(5), timezone.now(), list[int]()
    with scope.everywhere():
        _subscribe(municipalities, dice)
        _bring(items, dice, now)
        # As large a batch as for all of them.
        matching.LEAST_A_BATCH = matching.MOST_A_BATCH
        waiting = list(Unmatched.objects.values_list("pk", flat=True))
        once = _timed(lambda: batches.batch_of(waiting, matching.open_items(now)))
        whole = _timed(lambda: matching.match_items(now, Matched()))
        kept, placed = Match.objects.count(), InboxItem.objects.count()
        # The matches of the first of them: each costs the same, and all take many minutes in the background.
        Match.objects.exclude(municipality=Municipality.objects.earliest("pk")).update(reasons={})
        reasons = _timed(lambda: explained.append(explaining.explain_pending()))
    of_all = once.cpu + (whole.cpu - once.cpu) * MUNICIPALITIES / municipalities
    told = f"{items:,} items, {municipalities} municipalities, {municipalities * PROFILES:,} profiles"
    print(f"\nA day of Sweden: {told}")
    print(f"  put into numbers, once     {once.cpu:8.1f} CPU s")
    print(f"  matched, kept and placed   {whole.cpu:8.1f} CPU s of this process in {whole.wall:.1f} s")
    print(f"  for {MUNICIPALITIES} municipalities     {of_all:8.1f} CPU s    to reach: 120")
    print(f"  matches kept               {kept:8,}\n  places in the inboxes      {placed:8,}")
    print(f"  explained, in background   {1000 * reasons.cpu / explained[0]:8.2f} CPU ms a match")
    print(f"  peak memory                {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MiB")


class Spent(NamedTuple):
    cpu: float
    wall: float


def _timed(work: Callable[[], object]) -> Spent:
    cpu, wall = time.process_time(), time.monotonic()
    work()
    return Spent(time.process_time() - cpu, time.monotonic() - wall)


def _subscribe(count: int, dice: random.Random) -> None:
    """The municipalities with their units' profiles, and what each reads."""
    from django.db.models import QuerySet

    from utblick.accounts.models import Municipality, Unit
    from utblick.watch.models import Profile, Source, Subscription

    places = Municipality.objects.bulk_create(Municipality(name=f"Kommun {n}", slug=f"k{n}") for n in range(count))
    units = [Unit(municipality=place, name=f"Enhet {n}", revision=1) for place in places for n in range(PROFILES)]
    made = QuerySet[Any](Unit).bulk_create(units, batch_size=2000)
    ready = [_profile(dice) for _ in range(DISTINCT)]
    rows = [Profile(municipality=unit.municipality, unit=unit, **dice.choice(ready)) for unit in made]
    Profile.objects.bulk_create(rows, batch_size=500)
    sources = Source.objects.bulk_create(Source(address=f"https://example.org/{n}") for n in range(SHARED + OTHERS))
    read = [(place, one) for place in places for one in [*sources[:SHARED], *dice.sample(sources[SHARED:], OWN)]]
    told = [Subscription(municipality=place, source=one, name="Källa") for place, one in read]
    QuerySet[Any](Subscription).bulk_create(told, batch_size=2000)


def _profile(dice: random.Random) -> dict[str, Any]:
    from utblick import lexicon
    from utblick.watch.profiles import threshold_of

    engine, text = lexicon.engine(), sentence(dice, 15)
    features = engine.profile(text, "en")
    return {
        "name": text[:60], "text": text, "threshold": threshold_of(features),
        "features": features.to_bytes(), "engine_version": engine.edition, "subject_revision": 1, "is_new": False,
    }  # fmt: skip


def _bring(count: int, dice: random.Random, now: datetime) -> None:
    from utblick.tenancy.planner import tell_planner
    from utblick.watch import bulk
    from utblick.watch.models import Item, Sighting, Source, Unmatched

    sources = list(Source.objects.order_by("pk").values_list("pk", flat=True))
    rows = (
        Item(title=sentence(dice, 8), summary=sentence(dice, 60), language="en", found_at=now) for _ in range(count)
    )
    keys = [item.pk for item in Item.objects.bulk_create(rows, batch_size=1000)]
    of = [dice.choice(sources[:SHARED] if dice.random() < OF_THE_SHARED else sources[SHARED:]) for _ in keys]
    Sighting.objects.bulk_create(
        [
            Sighting(
                source_id=source, external_id=str(key), item_id=key, title="x", content_hash="x", seen_at=now,
                last_at=now, leads=True,
            )
            for source, key in zip(of, keys, strict=True)
        ],
        batch_size=2000,
    )  # fmt: skip
    bulk.insert(Unmatched, ["item_id"], [(key,) for key in keys])
    tell_planner()


if __name__ == "__main__":
    main()
