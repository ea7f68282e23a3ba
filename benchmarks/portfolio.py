"""The portfolio of a large municipality, 5,000 initiatives with 15,000 steps, and one person's work in it.

Beside those to reach in the design's bars: at most 8 queries, 8 ms of CPU for a list page, 30 kB of HTML.
"""

import os
from datetime import date, timedelta
from typing import Any

from benchmarks.pages import ROUNDS, _as_in_production, _measure
from benchmarks.scratch import scratch_database

INITIATIVES = int(os.environ.get("BENCH_INITIATIVES", "5000"))


def main() -> None:
    with scratch_database():
        client, pages = _prepare()
        _as_in_production()
        print(
            f"\nPortfolio, {INITIATIVES:,} initiatives with three steps each; {ROUNDS} requests each, CPU of the request"
        )
        print(f"{'page':<28}{'queries':>8}{'CPU ms median':>15}{'p95':>8}{'kB':>7}   to reach: 8 queries, 8 ms, 30 kB")
        for name, address in pages:
            _measure(client, name, address)


def _prepare() -> tuple[Any, list[tuple[str, str]]]:
    from django.test import Client
    from django.urls import reverse

    from utblick.accounts.models import Membership, Municipality, Role, User
    from utblick.initiatives.models import Initiative
    from utblick.tenancy import scope

    municipality = Municipality.objects.create(name="Mätkommun", slug="matkommun", hosts="bench.localhost")
    user = User.objects.create_user("samordnare@example.se", "en lång fras för mätning", name="Samordnare")
    with scope.acting(municipality, user):
        Membership.objects.create(user=user, role=Role.COORDINATOR)
        _fill(user)
        told = Initiative.objects.order_by("pk").first()
        assert told is not None
        place = ["initiatives.initiative", told.pk]
    client = Client(headers={"host": "bench.localhost"})
    client.force_login(user)
    ways = [(way, reverse(f"initiatives:{way}")) for way in ("list", "board", "timeline", "calendar")]
    narrowed = [(f"{way}, one unit", f"{address}?unit={told.unit_id}") for way, address in ways]
    own = [("my work", reverse("desk:mine")), ("notices", reverse("teamwork:notices"))]
    return client, [*ways, *narrowed, *own, ("together", reverse("teamwork:about", args=place))]


def _fill(user: Any) -> None:
    """In bulk, as no user could: the audit trail is not what is measured."""
    from django.db.models import QuerySet
    from django.utils import timezone

    from utblick.accounts.models import Unit
    from utblick.initiatives.models import Initiative, Step
    from utblick.teamwork import doing, talking
    from utblick.tenancy.planner import tell_planner

    units = [Unit.objects.create(name=f"Enhet {number}") for number in range(20)]
    today, now, statuses = timezone.localdate(), timezone.now(), Initiative.Status.values

    def day(number: int) -> date:
        return today + timedelta(days=number * 37 % 1800 - 900)

    made = QuerySet(Initiative).bulk_create(
        Initiative(
            title=f"Insats {n} om skogens ungdomar", status=statuses[n % 6], unit=units[n % 20], starts_on=day(n),
            owner=user if n % 100 == 0 else None, deadline=now + timedelta(days=n % 300),
            ends_on=day(n) + timedelta(days=n % 700 + 1),
        )
        for n in range(INITIATIVES)
    )  # fmt: skip
    QuerySet(Step).bulk_create(
        Step(
            initiative=one, title=f"Steg {n}", kind="exchange", status="planned",
            starts_on=one.starts_on + timedelta(days=n * 9), ends_on=one.starts_on + timedelta(days=n * 9 + 4),
        )
        for one in made
        for n in range(3)
    )  # fmt: skip
    for number in range(60):
        doing.ask(made[number], by=user, title=f"Uppgift {number}", owner=user, due_on=day(number))
        talking.write(made[0], by=user, text=f"Kommentar {number}")
    tell_planner()  # as after every matching


if __name__ == "__main__":
    main()
