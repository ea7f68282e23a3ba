"""The pivot over 100,000 initiatives with three steps, one or two goals and up to two partners each: how long a page takes.

Milliseconds as the reader waits, with the database's share in them; to reach: 8 queries, well under a second, at best 200 ms.
"""

import os
import statistics
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import batched
from typing import Any

from benchmarks.pages import _as_in_production
from benchmarks.scratch import scratch_database

INITIATIVES = int(os.environ.get("BENCH_INITIATIVES", "100000"))
ROUNDS = 7
COUNTRIES = [
    "NO",
    "FI",
    "DK",
    "IS",
    "DE",
    "FR",
    "EE",
    "LV",
    "LT",
    "PL",
    "ES",
    "IT",
    "NL",
    "BE",
    "IE",
    "PT",
    "AT",
    "CZ",
    "SK",
    "HU",
]
QUESTIONS = {
    "as it opens: goal, year": "",
    "cost: goal, year": "figure=cost&rows=goal&columns=year",
    "people: goal, year": "figure=people&rows=goal&columns=year",
    "CO2e: form, year": "figure=kg_co2e&rows=form&columns=year",
    "cost: unit": "figure=cost&rows=unit&columns=none",
    "initiatives: country, unit": "figure=initiatives&rows=country&columns=unit",
    "cost: country, year": "figure=cost&rows=country&columns=year",
    "cost: goal, country": "figure=cost&rows=goal&columns=country",
    "results: goal, year": "figure=results&rows=goal&columns=year",
}
NARROWED = {
    "cost: goal, year; of one unit": "figure=cost&rows=goal&columns=year&unit={unit}",
    "cost: country; of one year": "figure=cost&rows=country&columns=none&first={year}&last={year}",
}


def main() -> None:
    with scratch_database():
        client, pages = _prepare()
        _as_in_production()
        print(f"\nPivot, {INITIATIVES:,} initiatives with three steps each; {ROUNDS} requests each")
        print(f"{'page':<34}{'queries':>8}{'ms median':>12}{'worst':>8}{'of it database':>16}{'kB':>7}")
        for name, address in pages:
            _measure(client, name, address)


def _measure(client: Any, name: str, address: str) -> None:
    from django.db import connection

    spent, asking, queries = [], [], 0

    def noted(execute: Any, *rest: Any) -> Any:
        nonlocal queries
        queries += 1
        begun = time.perf_counter()
        try:
            return execute(*rest)
        finally:
            asking.append(time.perf_counter() - begun)

    client.get(address)
    with connection.execute_wrapper(noted):
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            answer = client.get(address)
            spent.append((time.perf_counter() - begun) * 1000)
    assert answer.status_code == 200, (name, answer.status_code)
    database, size = sum(asking) * 1000 / ROUNDS, len(answer.content) / 1000
    told = f"{queries // ROUNDS:>8}{statistics.median(spent):>12.0f}{max(spent):>8.0f}{database:>16.0f}{size:>7.1f}"
    print(f"{name:<34}{told}")


def _prepare() -> tuple[Any, list[tuple[str, str]]]:
    from django.test import Client
    from django.urls import reverse

    from utblick.accounts.models import Membership, Municipality, Role, User
    from utblick.tenancy import scope

    municipality = Municipality.objects.create(name="Mätkommun", slug="matkommun", hosts="bench.localhost")
    user = User.objects.create_user("samordnare@example.se", "en lång fras för mätning", name="Samordnare")
    with scope.acting(municipality, user):
        Membership.objects.create(user=user, role=Role.COORDINATOR)
        unit = _fill()
    client = Client(headers={"host": "bench.localhost"})
    client.force_login(user)
    home, facts = reverse("analysis:pivot"), {"unit": unit, "year": date.today().year - 1}
    pages = [(name, f"{home}?{query.format(**facts)}") for name, query in {**QUESTIONS, **NARROWED}.items()]
    behind = f"{reverse('analysis:behind')}?figure=cost&rows=unit&columns=year&row={unit}&column={facts['year']}"
    return client, [*pages, ("rows behind a cell", behind)]


def _fill(initiatives: int = INITIATIVES) -> int:
    """In bulk, as no user could: the audit trail is not what is measured. Gives the key of a unit."""
    from utblick.accounts.models import Unit
    from utblick.goals.models import CooperationForm, Goal, PolicyDocument
    from utblick.initiatives.models import Contribution, Initiative, Participation, Result, Step
    from utblick.partners.models import Organisation
    from utblick.tenancy.planner import tell_planner

    document = PolicyDocument.objects.create(title="Internationell policy", status=PolicyDocument.Status.IN_FORCE)
    goals = [Goal.objects.create(document=document, name=f"Mål {n}", text=f"Mål {n}", position=n) for n in range(10)]
    forms = [
        CooperationForm.objects.create(document=document, name=f"Form {n}", text="f", position=n) for n in range(6)
    ]
    units = [Unit.objects.create(name=f"Enhet {n:02}") for n in range(40)]
    partners = [
        Organisation.objects.create(name=f"Partner {n}", country=COUNTRIES[n % len(COUNTRIES)]) for n in range(500)
    ]
    first = date(date.today().year - 5, 1, 1)
    days = [first + timedelta(days=n) for n in range(2000)]
    statuses = Initiative.Status.values
    # Numbers that share no factor with the lengths of the lists: every combination comes about.
    made = list(
        _written(
            Initiative(
                title=f"Insats {n}", status=statuses[n % 6], form=forms[n * 7 % 6], unit=units[n * 11 % 40],
                starts_on=days[n * 13 % 2000], ends_on=days[n * 13 % 2000] + timedelta(days=n * 17 % 700),
            )
            for n in range(initiatives)
        )
    )  # fmt: skip
    every = list(enumerate(made))
    _all(Contribution(initiative=one, goal=goals[(n + at * 3) % 10]) for n, one in every for at in range(1 + n % 2))
    _all(
        Participation(initiative=one, organisation=partners[(n * 19 + at * 7) % 500])
        for n, one in every
        for at in range(n % 3)
    )
    _all(
        Step(
            initiative=one, title=f"Steg {n}", kind="exchange", status=Step.Status.values[(n + at) % 6],
            country=COUNTRIES[(n * 3 + at) % 20] if at else "", planned_cost=n % 900 * 100, planned_own=n % 90 * 100,
            cost=n % 1000 * 100, own=n % 100 * 100, women=n % 7, men=n % 5, girls=n % 11, boys=n % 13, kg_co2e=n % 700,
            starts_on=one.starts_on + timedelta(days=at * 90), ends_on=one.starts_on + timedelta(days=at * 90 + 4),
        )
        for n, one in every
        for at in range(3)
    )  # fmt: skip
    _all(Result(initiative=one, noted_on=one.ends_on, text=f"Resultat {n}") for n, one in every if n % 2)
    tell_planner()  # as after every matching
    return units[0].pk


def _written(rows: Iterable[Any]) -> Iterator[Any]:
    from django.db.models import QuerySet

    for some in batched(rows, 5000, strict=False):
        yield from QuerySet(type(some[0])).bulk_create(some)


def _all(rows: Iterable[Any]) -> None:
    for _row in _written(rows):
        pass


if __name__ == "__main__":
    main()
