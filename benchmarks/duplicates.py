"""Near-duplicates: 100,000 tellings of which a fifth recur, through the harvest's own grouping and into the database.

    python -m benchmarks.duplicates [--items 100000]

Of those that recur a third is told word for word, a third with every twentieth word changed, a third with every fourth; each by
another source and without its link. Once the tellings carry identifiers, once the text alone must tell. The time is that of the
grouping: keys, candidates from the database, the comparison, and keeping the keys. Bytes are those of the kept keys with their
indexes (SQLite).
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING

from benchmarks.feed_server import labels, sentence
from benchmarks.scratch import scratch_database

if TYPE_CHECKING:
    from utblick.watch.connectors import Finding

    type Telling = tuple[Finding, int, float]

RECURS = 0.2
CHANGED = [0.0, 0.05, 0.25]
SOURCES = 200
A_BATCH = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100_000)
    asked = parser.parse_args()
    print(f"Near-duplicates: {asked.items:,} tellings, a fifth of them recurring")
    heads = ("precision", "recall", "to reach", "of heavy", "items/s", "bytes each")
    print(f"{'':20}{''.join(f'{head:>10}' for head in heads[:-1])}{heads[-1]:>12}")
    with scratch_database():
        tellings = list(made(asked.items))
        measure("with identifiers", tellings, 0.99)
        measure("by the text alone", [(replace(one, identifiers=()), *rest) for one, *rest in tellings], 0.95)
    print("To reach: precision 0.999, 5,000 items/s, 4,096 bytes an item. Heavy: every fourth word changed.")


def made(number: int) -> "Iterator[Telling]":
    """Each with the thing that it tells of, and the share of its words that are changed."""
    from django.utils import timezone

    from utblick.watch.connectors import Finding

    dice, now = random.Random(11), timezone.now()
    originals: list[Finding] = []
    for key in range(number):
        if originals and dice.random() < RECURS:
            thing, share = dice.randrange(len(originals)), dice.choice(CHANGED)
            known = originals[thing]
            title, summary = changed(dice, known.title, share), changed(dice, known.summary, share)
            yield replace(known, external_id=str(key), title=title, summary=summary, link=""), thing, share
        else:
            thing, published = len(originals), now - timedelta(days=dice.randrange(60))
            names, link = (f"call:T-2026-{thing}",), f"https://s{thing % 97}.example/{thing}"
            texts = sentence(dice, 8), sentence(dice, 35)
            told = Finding(str(key), texts[0], link, texts[1], published=published, identifiers=names)
            originals.append(told)
            yield told, thing, 0.0


def changed(dice: random.Random, text: str, share: float) -> str:
    """The text with so many of its words in another's place."""
    words = [dice.choice(dice.choice(labels()).split()) if dice.random() < share else word for word in text.split()]
    return " ".join(words)


def measure(name: str, tellings: "Sequence[Telling]", to_reach: float) -> None:
    from django.db import transaction

    from utblick.tenancy import scope

    with scope.everywhere(), transaction.atomic():
        spent = harvest([finding for finding, *_ in tellings])
        items, weight = items_by_telling(), bytes_of_keys()
        transaction.set_rollback(True)
    right, wrong, missed = judged(tellings, items)
    heavy = [sum(tellings[key][2] == max(CHANGED) for key in keys) for keys in (right, missed)]
    shares = [len(right) / (len(right) + len(wrong)), len(right) / (len(right) + len(missed)), to_reach]
    told = "".join(f"{share:10.4f}" for share in (*shares, heavy[0] / max(1, sum(heavy))))
    print(f"{name:20}{told}{len(tellings) / spent:10,.0f}{weight / len(tellings):12,.0f}")


def harvest(findings: Sequence["Finding"]) -> float:
    """Keep all of them; CPU seconds that the grouping took."""
    from django.utils import timezone

    from utblick.watch import bulk, keeping
    from utblick.watch.models import ItemKey, Source

    dice, clock = random.Random(12), Clock()
    sources = Source.objects.bulk_create(Source(address=f"https://example.org/{n}") for n in range(SOURCES))
    gather, insert = keeping.gather, bulk.insert
    keeping.gather = clock.around(gather)
    bulk.insert = clock.around(insert, lambda model, *_: model is ItemKey)
    try:
        for some in batched(findings, A_BATCH, strict=False):
            keeping.keep_tellings([keeping.Told(dice.choice(sources), one, "en") for one in some], timezone.now())
    finally:
        keeping.gather, bulk.insert = gather, insert
    return clock.spent


class Clock:
    """CPU seconds of this process within some functions."""

    spent = 0.0

    def around[**P, T](self, work: Callable[P, T], counts: Callable[..., bool] = lambda *_: True) -> Callable[P, T]:
        def timed(*args: P.args, **named: P.kwargs) -> T:
            began = time.process_time()
            try:
                return work(*args, **named)
            finally:
                self.spent += (time.process_time() - began) * counts(*args)

        return timed


def items_by_telling() -> dict[str, int]:
    from utblick.watch.models import Sighting

    return dict(Sighting.objects.values_list("external_id", "item"))


def judged(tellings: "Sequence[Telling]", items: dict[str, int]) -> tuple[list[int], list[int], list[int]]:
    """The tellings that were joined to earlier ones, rightly and wrongly; and those that should have been and were not."""
    things: dict[int, int] = {}
    known: set[int] = set()
    right: list[int] = []
    wrong: list[int] = []
    missed: list[int] = []
    for number, (finding, thing, _) in enumerate(tellings):
        item = items[finding.external_id]
        joined, held = item in things, things.setdefault(item, thing)
        if joined:
            (right if held == thing else wrong).append(number)
        if thing in known and not (joined and held == thing):
            missed.append(number)
        known.add(thing)
    return right, wrong, missed


def bytes_of_keys() -> int:
    """Nothing where it is not SQLite that keeps them."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        tables = "SELECT name FROM sqlite_master WHERE tbl_name = 'watch_itemkey'"
        cursor.execute(f"SELECT SUM(pgsize) FROM dbstat WHERE name IN ({tables})")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
