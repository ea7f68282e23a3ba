"""The search over all rooms, among a million items of fifty words and ten thousand objects of one's own: milliseconds a question.

Half Swedish, half English, the words as unevenly frequent as in real text (Zipf). 300 questions of one to three such words, every
other narrowed to a kind, asked as the search page asks them: with what the asker may see, and the passages of the first twenty. To
reach on SQLite and PostgreSQL (run it with DATABASE_URL too): 95 of 100 within 100 ms, the slowest within 500 ms, and a new item
found within a second. BENCH_OBJECTS for fewer.
"""

import itertools
import os
import random
import statistics
import time
from typing import Any

from benchmarks.scratch import scratch_database

OBJECTS = int(os.environ.get("BENCH_OBJECTS", "1000000"))
OWN = 10_000
QUESTIONS = 300
WORDS = 50  # an item
A_BATCH = 5_000
TO_REACH = "to reach: 100 ms for 95 of 100, 500 ms for the slowest"


def main() -> None:
    with scratch_database(on_disk=True):
        dice = random.Random(7)
        words = Vocabulary(dice)
        began = time.process_time()
        municipality, user = _fill(words)
        print(
            f"\nSearch, {OBJECTS:,} items and {OWN:,} own objects; made in {time.process_time() - began:.0f} s of CPU"
        )
        from utblick.tenancy import scope

        with scope.acting(municipality, user):
            _ask(words, dice)
            _find_new(words)
            _misspell(words)


class Vocabulary:
    """Real stems of two languages, drawn as unevenly as words are in text."""

    def __init__(self, dice: random.Random) -> None:
        from utblick import lexicon

        units = [unit.partition(":") for unit in lexicon.engine().model.units]
        self._dice, self.of = dice, {"sv": [], "en": []}
        for language, _, stem in units:
            if language in self.of and stem.isalpha() and len(stem) > 2:
                self.of[language].append(stem)
        for stems in self.of.values():
            dice.shuffle(stems)
        # Summed here: the dice would sum them anew for each text.
        self._weights = {
            language: list(itertools.accumulate(1 / rank for rank in range(1, len(stems) + 1)))
            for language, stems in self.of.items()
        }

    def text(self, language: str, number: int) -> str:
        return " ".join(self._dice.choices(self.of[language], cum_weights=self._weights[language], k=number))


def _fill(words: Vocabulary) -> tuple[Any, Any]:
    from django.db.models import QuerySet

    from utblick.accounts.models import Membership, Municipality, Role, User
    from utblick.goals.models import Goal, PolicyDocument
    from utblick.search.indexing import Entry, put
    from utblick.tenancy import scope
    from utblick.watch.models import Source, Subscription

    municipality = Municipality.objects.create(name="Mätkommun", slug="matkommun", hosts="bench.localhost")
    user = User.objects.create_user("samordnare@example.se", "en lång fras för mätning", name="Samordnare")
    with scope.acting(municipality, user):
        Membership.objects.create(user=user, role=Role.COORDINATOR)
        document = PolicyDocument.objects.create(title="Policy", status=PolicyDocument.Status.IN_FORCE)
        # Not through the model's own, which refuses: here no trail is wanted.
        goals = QuerySet.bulk_create(
            Goal.objects.all(),
            [
                Goal(document=document, position=n, name=words.text("sv", 6)[:80], text=words.text("sv", WORDS))
                for n in range(OWN)
            ],
        )
        put([Entry("goals.goal", one.pk, one.name, one.text, municipality_id=municipality.pk) for one in goals])
        source = Source.objects.create(address="https://example.org/feed")
        Subscription.objects.create(source=source, name="Källa")
    with scope.everywhere():
        for start in range(0, OBJECTS, A_BATCH):
            _items(words, source, range(start, min(start + A_BATCH, OBJECTS)))
    _settle()
    return municipality, user


def _items(words: Vocabulary, source: Any, numbers: range) -> None:
    from django.utils import timezone

    from utblick.search.indexing import put
    from utblick.watch.keeping import entry_of
    from utblick.watch.models import Item, Sighting

    now = timezone.now()
    languages = ["sv" if number % 2 else "en" for number in numbers]
    items = Item.objects.bulk_create(
        Item(
            title=words.text(language, 8),
            summary=words.text(language, WORDS - 8),
            language=language,
            kind="call",
            found_at=now,
            link=f"https://example.org/{number}",
        )
        for number, language in zip(numbers, languages, strict=True)
    )
    Sighting.objects.bulk_create(
        Sighting(source=source, external_id=str(item.pk), item=item, content_hash="x", seen_at=now, last_at=now)
        for item in items
    )
    put([entry_of(item.pk, vars(item), timezone.localdate(now)) for item in items])


def _settle() -> None:
    """What each database does by itself after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _ask(words: Vocabulary, dice: random.Random) -> None:
    from utblick.desk.found import look_for

    spent, found = [], 0
    for number in range(QUESTIONS):
        query = words.text(dice.choice(["sv", "en"]), dice.randint(1, 3))
        began = time.perf_counter()
        answer = look_for(query, "sv")
        hits = answer.of_kind("goals.goal") if number % 2 else answer.hits
        answer.shown(hits[:20])
        spent.append((time.perf_counter() - began) * 1000)
        found += bool(answer.hits)
    p95 = statistics.quantiles(spent, n=20)[-1]
    print(f"{QUESTIONS} questions, {found} with hits: median {statistics.median(spent):.1f} ms, ", end="")
    print(f"95 of 100 within {p95:.1f} ms, the slowest {max(spent):.0f} ms   {TO_REACH}")


def _find_new(words: Vocabulary) -> None:
    from utblick.search.finding import find
    from utblick.tenancy import scope
    from utblick.watch.models import Item, Source

    source = Source.objects.get()
    began = time.perf_counter()
    with scope.everywhere():
        _items(words, source, range(OBJECTS, OBJECTS + 100))

    newest = Item.objects.order_by("-pk").first()
    hits = find(newest.title if newest else "")
    took = time.perf_counter() - began
    print(f"a hundred new items written, and the last found by its title: {took:.2f} s ({bool(hits)})   to reach: 1 s")


def _misspell(words: Vocabulary) -> None:
    from utblick.search import spelling

    began = time.perf_counter()
    learnt = spelling.learn()
    took = time.perf_counter() - began
    spent = []
    for stem in words.of["sv"][100:200]:
        began = time.perf_counter()
        spelling.mended(stem[:2] + stem[3:])
        spent.append((time.perf_counter() - began) * 1000)
    print(
        f"{learnt:,} words learnt in {took:.1f} s; a misspelt word mended in {statistics.median(spent):.1f} ms", end=""
    )
    print(f", the slowest of a hundred {max(spent):.0f} ms")


if __name__ == "__main__":
    main()
