"""What an installation as large as benchmarks/country.py builds is asked before people come to work there."""

import random
import time

import psycopg
from django.db import connection
from django.utils import timezone

from benchmarks import country_items, country_texts
from utblick import lexicon
from utblick.accounts.models import Municipality
from utblick.search.finding import find
from utblick.tenancy import scope
from utblick.watch import matching
from utblick.watch.models import InboxItem, Item, Match, Profile, Unmatched
from utblick.watch.waiting import Matched

TABLES = [Municipality, Item, Profile, Match, InboxItem]


def there() -> str:
    with scope.everywhere(), connection.cursor() as cursor:
        counts = ", ".join(f"{model.objects.count():,} {model._meta.verbose_name_plural}" for model in TABLES)
        cursor.execute("SELECT pg_database_size(current_database()) / 1048576")
        size = cursor.fetchone()
    return f"{counts}; database {size[0] if size else 0:,} MiB"


def searches(count: int, dice: random.Random) -> str:
    """Of one to three words of the same kind as those of the items."""
    lexicon.warm()
    known = [
        label
        for language in ("sv", "en")
        for name in country_texts.LISTS
        for label in country_texts.labels(name, language)
    ]
    words = [word for label in known for word in label.split() if len(word) > 3]
    places, spent = list(Municipality.objects.all()), []
    for number in range(count):
        asked = " ".join(dice.choices(words, k=1 + number % 3))
        with scope.acting(dice.choice(places)):
            began = time.monotonic()
            find(asked)
            spent.append(1000 * (time.monotonic() - began))
    spent.sort()
    p50, p95 = spent[count // 2], spent[count * 95 // 100]
    return f"{count} searches: p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {spent[-1]:.0f} ms; to reach: 100 and 500"


def matched(address: str) -> str:
    """A thousand new items, as a round of readings brings, by the real engine with every profile of every municipality."""
    with psycopg.connect(address, autocommit=True) as told:
        told.execute(dict(country_items.parts())["news"].encode())
    now, done = timezone.now(), Matched()
    cpu, wall = time.process_time(), time.monotonic()
    with scope.everywhere():
        waiting = Unmatched.objects.count()
        matching.match_items(now, done)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    connection.close()
    return (
        f"{waiting:,} new items met all profiles in {cpu:.0f} s of CPU ({wall:.0f} s in all): {done.matches:,} matches"
    )
