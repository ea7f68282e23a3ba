"""What the watch brought and what was missed, for a municipality with 100,000 items in its inbox and a tenth of them decided on.

Beside those to reach in the design's bars: at most 8 queries. The pages are opened a few times a year and count every row of
the inbox anew, so that each figure is the number of rows behind its link; CPU of the request in this process, and of the server
where it is PostgreSQL.
"""

import os
import time
from datetime import timedelta
from typing import Any

from benchmarks.pages import _as_in_production, _measure
from benchmarks.scratch import own_postgres, scratch_database

ITEMS = int(os.environ.get("BENCH_ITEMS", "100000"))
SOURCES, PROFILES = 40, 12


def main() -> None:
    with own_postgres() as server:
        if server:
            os.environ["DATABASE_URL"] = server
        _run()


def _run() -> None:
    with scratch_database(on_disk=True):
        client, pages = _prepare()
        _as_in_production()
        print(
            f"\nThe watch in the analysis, {ITEMS:,} items in the inbox, a tenth decided on, a third passed undecided"
        )
        print(f"{'page':<28}{'queries':>8}{'CPU ms median':>15}{'p95':>8}{'kB':>7}{'elapsed ms':>12}")
        for name, address in pages:
            _measure(client, name, address)
            began = time.perf_counter()
            client.get(address)
            print(f"{'':<28}{'':>38}{(time.perf_counter() - began) * 1000:>12.0f}")


def _prepare() -> tuple[Any, list[tuple[str, str]]]:
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from utblick.accounts.models import Membership, Municipality, Role, User
    from utblick.tenancy import scope
    from utblick.tenancy.planner import tell_planner
    from utblick.watch import rejudging, told

    municipality = Municipality.objects.create(name="Mätkommun", slug="matkommun", hosts="bench.localhost")
    user = User.objects.create_user("samordnare@example.se", "en lång fras för mätning", name="Samordnare")
    with scope.acting(municipality, user):
        Membership.objects.create(user=user, role=Role.COORDINATOR)
        _fill(user)
        told.count_months()
        rejudging.draw_for_all()
        tell_planner()
    client = Client(headers={"host": "bench.localhost"})
    client.force_login(user)
    last_year = timezone.localdate().year - 1
    pages = ["watch", "watch_rows", "missed", "put_aside"]
    addresses = [(f"{name}, last year", f"{reverse(f'analysis:{name}')}?year={last_year}") for name in pages]
    return client, [*addresses, ("watch, one quarter", f"{addresses[0][1]}&quarter=2")]


def _fill(user: Any) -> None:
    """In bulk, over the two years until now, as the watch itself writes: the audit trail is not what is measured."""
    from django.db.models import QuerySet
    from django.utils import timezone

    from utblick.goals.models import Goal, PolicyDocument
    from utblick.initiatives.models import Initiative
    from utblick.tenancy import scope
    from utblick.watch.models import Decision, InboxItem, Item, Match, Profile, Sighting, Source, Subscription

    now = timezone.now()
    document = PolicyDocument.objects.create(title="Internationell policy", status=PolicyDocument.Status.IN_FORCE)
    goals = [
        Goal.objects.create(document=document, name=f"Mål {n}", text=f"Mål {n}", position=n) for n in range(PROFILES)
    ]
    profiles = [Profile.objects.create(goal=goal, name=goal.name, text=goal.text) for goal in goals]
    sources = [Source.objects.create(address=f"https://example.org/{n}/feed", news_at=now) for n in range(SOURCES)]
    for source in sources:
        Subscription.objects.create(source=source, name=f"Källa {source.pk}", created_at=now - timedelta(days=900))
    verdicts = ["not_relevant", "not_relevant", "relevant", "noted"]
    for start in range(0, ITEMS, 5000):
        numbers = range(start, min(start + 5000, ITEMS))
        came = [now - timedelta(days=730 * n / ITEMS) for n in numbers]
        closes = [at + timedelta(days=n % 200) if n % 3 else None for n, at in zip(numbers, came, strict=True)]
        with scope.everywhere():
            items = Item.objects.bulk_create(
                Item(
                    title=f"Call number {n} for smart rural places", kind="call" if n % 3 else "news", language="en",
                    summary="A call for municipalities and companies. " * 8, found_at=at, deadline=end, final_deadline=end,
                )
                for n, at, end in zip(numbers, came, closes, strict=True)
            )  # fmt: skip
            Sighting.objects.bulk_create(
                Sighting(
                    source=sources[n % SOURCES], external_id=str(item.pk), item=item, title=item.title,
                    content_hash="x", seen_at=item.found_at, last_at=item.found_at, leads=True,
                )
                for n, item in zip(numbers, items, strict=True)
            )  # fmt: skip
        matches = Match.objects.bulk_create(
            Match(item=item, profile=profiles[n % PROFILES], score=n % 100 / 100, reasons={})
            for n, item in zip(numbers, items, strict=True)
        )
        InboxItem.objects.bulk_create(
            InboxItem(
                item=item, best=match, fit=100 * match.score, rank=100 * match.score, kind=item.kind,
                deadline=item.final_deadline, arrived_at=item.found_at, decided=n % 10 == 0,
            )
            for n, item, match in zip(numbers, items, matches, strict=True)
        )  # fmt: skip
        QuerySet[Decision](Decision).bulk_create(
            Decision(
                item=item,
                verdict=verdicts[n // 10 % 4],
                decided_by=user,
                created_at=item.found_at + timedelta(days=n % 30),
            )
            for n, item in zip(numbers, items, strict=True)
            if n % 10 == 0
        )
        QuerySet[Initiative](Initiative).bulk_create(
            Initiative(title=f"Insats {n}", status="running", item=item)
            for n, item in zip(numbers, items, strict=True)
            if n % 1000 == 0
        )


if __name__ == "__main__":
    main()
