"""Matching: text to features, 15,000 profiles against a stream of items, and a municipality's own day through the database.

    python -m benchmarks.matching [--profiles 15000] [--items 4000]

Texts are put together from the procurement vocabulary; the engine is the lexical one.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable

from benchmarks.feed_server import sentence


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def line(name: str, figure: float, unit: str, to_reach: str) -> None:
    print(f"{name:52}{figure:12,.0f} {unit:10}{to_reach:>12}")


def engine_alone(profiles: int, items: int) -> None:
    from utblick import lexicon

    dice = random.Random(7)
    engine = lexicon.engine()
    texts = [lexicon.Text(f"{sentence(dice, 8)}\n{sentence(dice, 60)}", "en") for _ in range(items)]
    engine.features(texts[:200])
    spent = timed(lambda: engine.features(texts))
    line("text to features (70 words)", items / spent, "items/s", "1,400")
    features = engine.features(texts)
    distinct = [engine.profile(sentence(dice, 15), "en") for _ in range(500)]
    ready = engine.profiles([distinct[n % 500] for n in range(profiles)])
    spent = timed(lambda: engine.match(ready, features, 0.25))
    line(f"{profiles:,} profiles, threshold 0.25", items / spent, "items/s", "5,000")
    alone = engine.profiles(distinct[:1])
    # So many that they are no longer in the processor's cache.
    many = lexicon.Features.stacked([features] * 25)
    spent = timed(lambda: engine.match(alone, many, 0.25))
    line("a new profile against a million items", 1000 * spent * 1_000_000 / len(many), "ms", "100")


def through_the_database(items: int) -> None:
    from django.utils import timezone

    from benchmarks.polling import GOALS
    from utblick.accounts.models import Municipality
    from utblick.goals.models import Goal, PolicyDocument
    from utblick.tenancy import scope
    from utblick.watch import bulk, explaining, matching
    from utblick.watch.models import InboxItem, Item, Sighting, Source, Subscription, Unmatched

    dice, now = random.Random(8), timezone.now()
    with scope.acting(Municipality.objects.create(name="K", slug="k")):
        document = PolicyDocument.objects.create(title="Policy", status=PolicyDocument.Status.IN_FORCE)
        for text in GOALS:
            Goal.objects.create(document=document, name=text[:40], text=text)
        source = Source.objects.create(address="https://example.org/feed")
        Subscription.objects.create(source=source, name="Källa")
    with scope.everywhere():
        rows = [
            Item(title=sentence(dice, 8), summary=sentence(dice, 60), language="en", found_at=now) for _ in range(items)
        ]
        keys = [item.pk for item in Item.objects.bulk_create(rows)]
        names = [
            "source_id",
            "external_id",
            "item_id",
            "title",
            "content_hash",
            "seen_at",
            "last_at",
            "leads",
            "split",
            "link",
        ]
        told = [(source.pk, str(key), key, "x", "x", now, now, True, False, "") for key in keys]
        bulk.insert(Sighting, names, told)
        bulk.insert(Unmatched, ["item_id"], [(key,) for key in keys])
    spent = timed(matching.match_pending)
    line("ten goals, one municipality, with database and inbox", items / spent, "items/s", "")
    kept = explaining.explain_pending  # counted apart: once for each kept match
    with scope.everywhere():
        count = max(1, InboxItem.objects.count())
    spent = timed(kept)
    line(f"explanation of a match ({count:,} in the inbox)", 1000 * spent / count, "ms", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", type=int, default=15_000)
    parser.add_argument("--items", type=int, default=4_000)
    chosen = parser.parse_args()
    from benchmarks.scratch import scratch_database

    print(f"{'Matching':52}{'measured':>12} {'':10}{'to reach':>12}")
    with scratch_database():
        engine_alone(chosen.profiles, chosen.items)
        through_the_database(chosen.items)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    main()
