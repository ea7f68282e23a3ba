"""The pages that are opened most, with 100,000 items behind them: queries, CPU milliseconds, bytes, memory.

Beside those to reach in the design's bars: at most 8 queries, 8 ms of CPU for a list page, 30 kB of HTML.
"""

import os
import resource
import statistics
import time
from datetime import timedelta
from typing import Any

from benchmarks.scratch import scratch_database

ITEMS = int(os.environ.get("BENCH_ITEMS", "100000"))
ROUNDS = 30


def main() -> None:
    with scratch_database():
        client, pages = _prepare()
        # What the test environment does for each template (a copy of its context) is no part of a page's cost.
        _as_in_production()
        print(
            f"\nPages, {ITEMS:,} items in the inbox; {ROUNDS} requests each, CPU of the whole request in this process"
        )
        print(f"{'page':<28}{'queries':>8}{'CPU ms median':>15}{'p95':>8}{'kB':>7}   to reach: 8 queries, 8 ms, 30 kB")
        for name, address in pages:
            _measure(client, name, address)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory of the process: {peak:.0f} MiB")


def _as_in_production() -> None:
    from django.conf import settings
    from django.test.utils import teardown_test_environment

    teardown_test_environment()
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]


def _measure(client: Any, name: str, address: str) -> None:
    from django.db import connection

    for _ in range(3):
        answer = client.get(address)
    assert answer.status_code == 200, (name, answer.status_code)
    queries: list[str] = []

    def noted(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(noted):
        client.get(address)
    spent = []
    for _ in range(ROUNDS):
        before = time.process_time()
        client.get(address)
        spent.append((time.process_time() - before) * 1000)
    p95 = statistics.quantiles(spent, n=20)[-1]
    size = len(answer.content) / 1000
    print(f"{name:<28}{len(queries):>8}{statistics.median(spent):>15.1f}{p95:>8.1f}{size:>7.1f}")


def _prepare() -> tuple[Any, list[tuple[str, str]]]:
    from django.test import Client
    from django.urls import reverse

    from utblick.accounts.models import Membership, Municipality, Role, User
    from utblick.tenancy import scope

    municipality = Municipality.objects.create(name="Mätkommun", slug="matkommun", hosts="bench.localhost")
    user = User.objects.create_user("samordnare@example.se", "en lång fras för mätning", name="Samordnare")
    with scope.acting(municipality, user):
        Membership.objects.create(user=user, role=Role.COORDINATOR)
        _fill(municipality)
        from utblick.watch.models import InboxItem

        best = InboxItem.objects.ranked().first()
        assert best is not None
    client = Client(headers={"host": "bench.localhost"})
    client.force_login(user)
    inbox = reverse("watch:inbox")
    return client, [
        ("first page", reverse("desk:home")),
        ("inbox, first page", inbox),
        ("inbox, page 40", f"{inbox}?page=40"),
        ("inbox, calls only", f"{inbox}?kind=call"),
        ("groups of alike", reverse("watch:groups")),
        ("why not", reverse("watch:whynot")),
        ("saved searches", reverse("watch:saved")),
        ("one item", reverse("watch:item", args=[best.item_id])),
        ("sources", reverse("watch:sources")),
        ("initiatives", reverse("initiatives:list")),
    ]


def _fill(municipality: Any) -> None:
    """Ten goals, 300 initiatives, and the items with a match each; in bulk, as the watch itself writes."""
    from django.utils import timezone

    from utblick.goals.models import Goal, PolicyDocument
    from utblick.initiatives.models import Contribution, Initiative
    from utblick.tenancy import scope
    from utblick.tenancy.planner import tell_planner
    from utblick.watch import trying
    from utblick.watch.models import InboxItem, Item, Match, Profile, Sighting, Source, Subscription

    document = PolicyDocument.objects.create(title="Internationell policy", status=PolicyDocument.Status.IN_FORCE)
    goals = [
        Goal.objects.create(document=document, name=f"Mål {n}", text=f"Mål nummer {n}", position=n) for n in range(10)
    ]
    profiles = [Profile.objects.create(goal=goal, name=goal.name, text=goal.text) for goal in goals]
    for n in range(300):
        initiative = Initiative.objects.create(title=f"Insats {n}", status=Initiative.Status.RUNNING)
        Contribution.objects.create(initiative=initiative, goal=goals[n % 10])
    source = Source.objects.create(address="https://example.org/feed")
    Subscription.objects.create(source=source, name="Källa")
    now = timezone.now()
    reasons = {"parts": [{"kind": "word", "own": "marknad", "foreign": "market", "share": 0.4}], "topics": []}
    for start in range(0, ITEMS, 5000):
        numbers = range(start, min(start + 5000, ITEMS))
        deadlines = [now + timedelta(days=n % 300 + 1) for n in numbers]
        with scope.everywhere():
            items = Item.objects.bulk_create(
                Item(
                    title=f"Call number {n} for smart rural places and market access", kind="call" if n % 3 else "news",
                    summary="A call for municipalities and companies. " * 8, language="en", found_at=now,
                    deadline=at, final_deadline=at, programme="CERV", link=f"https://example.org/{n}",
                )
                for n, at in zip(numbers, deadlines, strict=True)
            )  # fmt: skip
            Sighting.objects.bulk_create(
                Sighting(
                    source=source, external_id=str(item.pk), item=item, title=item.title, content_hash="x", seen_at=now,
                    last_at=now, leads=True,
                )
                for item in items
            )  # fmt: skip
        matches = Match.objects.bulk_create(
            Match(item=item, profile=profiles[item.pk % 10], score=item.pk % 100 / 100, reasons=reasons)
            for item in items
        )
        InboxItem.objects.bulk_create(
            InboxItem(
                item=item, best=match, fit=100 * match.score, rank=100 * match.score, kind=item.kind,
                deadline=item.final_deadline, arrived_at=now,
            )
            for item, match in zip(items, matches, strict=True)
        )  # fmt: skip
    tell_planner()  # as after every matching
    _decide()
    trying.draw(now)


def _decide() -> None:
    """A tenth decided on as not relevant, each with one of twelve reasons; and some saved searches."""
    from django.db.models import QuerySet

    from utblick.tenancy import scope
    from utblick.watch.models import Decision, InboxItem, SavedSearch

    user = scope.current().user
    assert user is not None
    places = InboxItem.objects.filter(item__in=range(0, ITEMS, 10))
    rows = [
        Decision(item_id=item, verdict="not_relevant", reason=f"Skäl {number % 12}", decided_by=user)
        for number, item in enumerate(places.values_list("item", flat=True))
    ]
    QuerySet[Decision](Decision).bulk_create(rows, batch_size=2000)
    places.update(decided=True)
    for n in range(8):
        SavedSearch.objects.create(owner=user, name=f"Sökning {n}", place=("inbox", "all")[n % 2], kind="call")


if __name__ == "__main__":
    main()
