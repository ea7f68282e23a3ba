"""Calendars at secret addresses: of oneself, one's unit and the municipality, and never more than one may see now."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from utblick.accounts.models import Membership, Municipality, Role, Unit, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.desk import calendars
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative
from utblick.partners.tests.make import make_agreement
from utblick.teamwork.tests.make import make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(here: Municipality) -> Unit:
    return make_unit("Kulturskolan")


@pytest.fixture
def owner(unit: Unit) -> User:
    return make_user(Role.OFFICER, unit=unit, language="en")


@pytest.fixture
def initiative(owner: User, unit: Unit) -> Initiative:
    closes = timezone.now() + timedelta(days=20)
    return make_initiative("Kören reser", owner=owner, unit=unit, status="preparing", deadline=closes)


def opened(client: Client, user: User, purpose: str, subject: int = 0) -> str:
    """The address as the page shows it, made by its button."""
    client.force_login(user)
    client.post(reverse("desk:open_calendar", args=[purpose, subject]))
    page = client.get(reverse("desk:subscribe")).text
    client.logout()
    address = page.split('readonly value="')[1].split('"')[0]
    return address.replace("http://", "").partition("/")[2]


def read(client: Client, address: str) -> list[str]:
    answer = client.get(f"/{address}")
    assert answer.status_code == 200
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_my_dates_and_tasks_are_in_my_calendar_and_those_of_others_are_not(
    client: Client, owner: User, initiative: Initiative
) -> None:
    make_task(owner, "Boka buss", about=initiative, due_on=timezone.localdate())
    make_agreement(title="Andras avtal", owner=make_user(), review_on=timezone.localdate())
    assert sorted(read(client, opened(client, owner, calendars.MINE))) == [
        "Application deadline: Kören reser",
        "Task: Boka buss",
    ]


def test_a_unit_and_the_municipality_have_theirs(
    client: Client, owner: User, unit: Unit, initiative: Initiative
) -> None:
    make_agreement(title="Vänortsavtal", owner=make_user(), review_on=timezone.localdate())
    assert read(client, opened(client, owner, calendars.UNIT, unit.pk)) == ["Application deadline: Kören reser"]
    client.force_login(owner)
    client.post(reverse("desk:close_calendar", args=[calendars.UNIT, unit.pk]))
    assert len(read(client, opened(client, owner, calendars.ALL))) == 2


def test_a_unit_that_is_not_ones_own_has_none(client: Client, owner: User) -> None:
    client.force_login(owner)
    assert client.post(reverse("desk:open_calendar", args=[calendars.UNIT, make_unit().pk])).status_code == 404
    assert client.post(reverse("desk:open_calendar", args=["watch.search", 0])).status_code == 404


def test_a_closed_address_opens_nothing(client: Client, owner: User, initiative: Initiative) -> None:
    address = opened(client, owner, calendars.MINE)
    client.force_login(owner)
    client.post(reverse("desk:close_calendar", args=[calendars.MINE, 0]))
    client.logout()
    assert client.get(f"/{address}").status_code == 404


@pytest.mark.parametrize("purpose", [calendars.MINE, calendars.ALL])
def test_it_stops_with_the_role_and_with_the_account(
    client: Client, owner: User, initiative: Initiative, purpose: str
) -> None:
    address = opened(client, owner, purpose)
    owner.is_active = False
    owner.save()
    assert client.get(f"/{address}").status_code == 404
    owner.is_active = True
    owner.save()
    assert client.get(f"/{address}").status_code == 200
    Membership.objects.get(user=owner).withdraw()
    assert client.get(f"/{address}").status_code == 404


def test_what_becomes_secret_is_gone_at_once(client: Client, owner: User, initiative: Initiative) -> None:
    make_task(owner, about=initiative, due_on=timezone.localdate())
    address = opened(client, owner, calendars.MINE)
    assert len(read(client, address)) == 2
    initiative.secrecy_ground = "OSL 31 kap. 16 §"
    initiative.save()
    assert read(client, address) == []


def test_the_calendar_of_a_unit_is_closed_for_who_has_left_it(
    client: Client, owner: User, unit: Unit, initiative: Initiative
) -> None:
    address = opened(client, owner, calendars.UNIT, unit.pk)
    role = Membership.objects.get(user=owner)
    role.unit = None
    role.save()
    assert client.get(f"/{address}").status_code == 404


def test_it_opens_nothing_at_another_municipality(client: Client, owner: User, initiative: Initiative) -> None:
    address = opened(client, owner, calendars.ALL)
    other = make_municipality("Grannkommun")
    assert Client(headers={"host": other.hosts}).get(f"/{address}").status_code == 404


def test_the_same_date_keeps_its_identity_and_is_kept_by_no_cache(
    client: Client, owner: User, initiative: Initiative
) -> None:
    address = opened(client, owner, calendars.MINE)
    answers = [client.get(f"/{address}") for _ in range(2)]
    uids = [[str(event["uid"]) for event in Calendar.from_ical(one.content).walk("VEVENT")] for one in answers]
    assert uids[0] == uids[1] != []
    assert "no-store" in answers[0].headers["Cache-Control"]
