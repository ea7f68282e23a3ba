"""One partner with 10,000 contacts in the log: its page, the log, and the list of partners.

Beside those to reach in the design's bars: at most 8 queries, 8 ms of CPU for a list page, 30 kB of HTML.
"""

import os
from datetime import timedelta
from typing import Any

from benchmarks.pages import ROUNDS, _as_in_production, _measure
from benchmarks.scratch import scratch_database

CONTACTS = int(os.environ.get("BENCH_CONTACTS", "10000"))


def main() -> None:
    with scratch_database():
        client, pages = _prepare()
        _as_in_production()
        print(f"\nA partner with {CONTACTS:,} contacts; {ROUNDS} requests each, CPU of the request")
        print(f"{'page':<28}{'queries':>8}{'CPU ms median':>15}{'p95':>8}{'kB':>7}   to reach: 8 queries, 8 ms, 30 kB")
        for name, address in pages:
            _measure(client, name, address)


def _prepare() -> tuple[Any, list[tuple[str, str]]]:
    from django.test import Client
    from django.urls import reverse

    from utblick.accounts.models import Membership, Municipality, Role, User
    from utblick.partners.models import Organisation
    from utblick.tenancy import scope

    municipality = Municipality.objects.create(name="Mätkommun", slug="matkommun", hosts="bench.localhost")
    user = User.objects.create_user("samordnare@example.se", "en lång fras för mätning", name="Samordnare")
    with scope.acting(municipality, user):
        Membership.objects.create(user=user, role=Role.COORDINATOR)
        partner = Organisation.objects.create(name="Gammal vänort", kind="municipality", country="NO")
        _fill(partner)
    client = Client(headers={"host": "bench.localhost"})
    client.force_login(user)
    names = {"partners": "list", "the log of contacts": "contacts", "the partner's page": "organisation"}
    keyed = {"organisation": [partner.pk]}
    return client, [(name, reverse(f"partners:{view}", args=keyed.get(view, []))) for name, view in names.items()]


def _fill(partner: Any) -> None:
    """In bulk, as no user could: the audit trail is not what is measured."""
    from django.db.models import QuerySet
    from django.utils import timezone

    from utblick.partners.models import Contact

    today = timezone.localdate()
    QuerySet(Contact).bulk_create(
        Contact(
            organisation=partner, kind=Contact.Kind.values[n % len(Contact.Kind.values)],
            happened_on=today - timedelta(days=n // 2), subject=f"Samtal {n} om skogens ungdomar",
        )
        for n in range(CONTACTS)
    )  # fmt: skip


if __name__ == "__main__":
    main()
