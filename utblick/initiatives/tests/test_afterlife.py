"""When an initiative is over its owner is asked three times what remains."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utblick.accounts.models import User
from utblick.desk.due import due
from utblick.initiatives import progress
from utblick.initiatives.afterlife import MONTHS, asked_at, next_question
from utblick.initiatives.models import Afterlife, Initiative
from utblick.initiatives.tests.make import make_initiative
from utblick.journal import clock
from utblick.partners.terms import plus_months

# On a busy machine the first examples are slow.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@calm
@given(DAYS, DAYS)
def test_the_next_question_lies_ahead_and_the_latest_behind(closed_on: date, day: date) -> None:
    ahead, behind = next_question(closed_on, day), asked_at(closed_on, day)
    assert ahead is None or ahead > day
    assert behind is None or plus_months(closed_on, behind) <= day
    left = [months for months in MONTHS if plus_months(closed_on, months) > day]
    assert (ahead is None) == (not left)


def ended(owner: User, *, months_ago: int) -> Initiative:
    """Finished so many months ago."""
    initiative = make_initiative("Skogsresan", owner=owner)
    day = plus_months(timezone.localdate(), -months_ago)
    with clock.at(timezone.make_aware(datetime(day.year, day.month, day.day, 9))):
        progress.move(initiative, "finished")
    return initiative


def asked(user: User) -> list[str]:
    return [one.url for one in due(timezone.localdate(), user=user) if one.kind == "afterlife"]


@pytest.mark.django_db
def test_the_owner_is_asked_on_the_first_page_and_the_answer_stands_on_the_initiatives(
    client: Client, coordinator: User, officer: User
) -> None:
    initiative = ended(officer, months_ago=7)
    address = reverse("initiatives:afterlife", args=[initiative.pk])
    assert asked(officer) == [address]
    assert asked(coordinator) == [address], "after a month whoever keeps the whole together is told too"
    client.force_login(officer)

    page = client.post(address, {"remains": "part", "text": "Två lärare håller i det"}, follow=True)

    assert "Två lärare håller i det" in page.text
    assert asked(officer) == []
    initiative.refresh_from_db()
    assert initiative.closed_on
    assert initiative.ask_on == plus_months(initiative.closed_on, 18)


@pytest.mark.django_db
def test_a_missed_question_is_passed_over_when_the_next_is_asked(client: Client, officer: User) -> None:
    initiative = ended(officer, months_ago=19)
    client.force_login(officer)
    client.post(reverse("initiatives:afterlife", args=[initiative.pk]), {"remains": "all", "text": "Allt"})
    assert Afterlife.objects.get().months == 18


@pytest.mark.django_db
def test_nothing_is_asked_of_what_goes_on_again(officer: User) -> None:
    initiative = ended(officer, months_ago=7)
    progress.move(initiative, "running")
    assert (initiative.closed_on, initiative.ask_on, asked(officer)) == (None, None, [])


@pytest.mark.django_db
def test_before_the_first_question_there_is_no_page(client: Client, officer: User) -> None:
    initiative = ended(officer, months_ago=2)
    client.force_login(officer)
    assert client.get(reverse("initiatives:afterlife", args=[initiative.pk])).status_code == 404
