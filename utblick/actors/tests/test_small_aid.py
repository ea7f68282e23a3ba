from datetime import date, timedelta
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.actors.models import Aid
from utblick.actors.tests.make import make_actor, make_aid

pytestmark = pytest.mark.django_db


def test_kronor_are_turned_into_euro_at_the_rate_of_the_day_which_is_told(client: Client, coordinator: User) -> None:
    actor = make_actor()
    client.force_login(coordinator)
    sent = {"given_on": "2026-05-10", "kronor": "100 000", "purpose": "Mässa"}

    client.post(reverse("actors:add_aid", args=[actor.pk]), sent)

    aid = Aid.objects.get()
    assert aid.rate_on == date(2026, 5, 8)
    assert aid.euros == (100_000 / aid.per_euro).quantize(Decimal("0.01"))
    assert "ECB 2026-05-08" in client.get(actor.get_absolute_url()).text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kronor": "-5"}, "0"),
        ({}, ""),
        ({"kronor": "100", "given_on": "1990-01-01"}, "1999-01-04"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_with_the_reason(
    client: Client, coordinator: User, wrong: dict[str, str], told: str
) -> None:
    actor = make_actor()
    client.force_login(coordinator)
    page = client.post(
        reverse("actors:add_aid", args=[actor.pk]), {"given_on": "2026-05-10", "purpose": "Mässa", **wrong}
    )
    assert page.status_code == 422
    assert told in page.text
    assert not Aid.objects.exists()


def test_the_actors_page_warns_before_the_ceiling_and_when_it_is_passed(client: Client, coordinator: User) -> None:
    actor = make_actor()
    client.force_login(coordinator)
    make_aid(actor, 250_000, given_on=timezone.localdate())
    assert 'data-color="warning"' in client.get(actor.get_absolute_url()).text
    make_aid(actor, 60_000, given_on=timezone.localdate())
    assert 'data-color="danger"><svg' in client.get(actor.get_absolute_url()).text.replace("\n", "")


def test_aid_that_passed_the_ceiling_on_its_day_is_told_also_where_older_aid_has_left_the_three_years_since(
    client: Client, coordinator: User
) -> None:
    actor, today = make_actor(), timezone.localdate()
    make_aid(actor, 299_000, given_on=today - relativedelta(years=3, days=5))
    client.force_login(coordinator)
    sent = {"given_on": today - timedelta(days=10), "euros": "2 000", "purpose": "Mässa"}
    told = client.post(reverse("actors:add_aid", args=[actor.pk]), sent, follow=True).text
    assert "Kontrollera beloppen innan något betalas ut" in told


def test_withdrawn_aid_does_not_count_and_can_come_back(client: Client, coordinator: User) -> None:
    actor = make_actor()
    aid = make_aid(actor, 299_999, given_on=timezone.localdate())
    client.force_login(coordinator)
    client.post(reverse("actors:withdraw_aid", args=[aid.pk]))
    assert "Mässa i Ålesund" not in client.get(actor.get_absolute_url()).text
    client.post(reverse("actors:restore_aid", args=[aid.pk]))
    assert "Mässa i Ålesund" in client.get(actor.get_absolute_url()).text


def test_a_reader_notes_no_aid(client: Client, auditor: User) -> None:
    actor = make_actor()
    client.force_login(auditor)
    assert client.get(reverse("actors:add_aid", args=[actor.pk])).status_code == 403


def test_what_is_older_than_three_years_says_that_it_counts_no_longer(client: Client, coordinator: User) -> None:
    actor, today = make_actor(), timezone.localdate()
    make_aid(actor, given_on=today - relativedelta(years=3), purpose="Mässa då")
    make_aid(actor, given_on=today - relativedelta(years=3) + timedelta(days=1), purpose="Mässa sedan")
    client.force_login(coordinator)
    page = client.get(actor.get_absolute_url()).text
    assert page.count("Räknas inte längre") == 1
    assert page.index("Mässa sedan") < page.index("Mässa då") < page.index("Räknas inte längre")
