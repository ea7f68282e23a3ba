import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.accounts.tests.make import PASSWORD, make_municipality, make_user
from utblick.tenancy import scope

SWITCH, HOME = reverse("accounts:switch"), reverse("desk:home")


@pytest.fixture
def other(coordinator: User) -> Municipality:
    """Where the coordinator is an officer too."""
    other = make_municipality("Grannkommun")
    with scope.acting(other):
        Membership.objects.create(user=coordinator, role=Role.AUDITOR)
    return other


def test_in_the_demo_one_switches_between_the_own_municipalities(
    client: Client, coordinator: User, other: Municipality, settings: LazySettings
) -> None:
    settings.DEMO = True
    make_municipality("Främmande")
    client.force_login(coordinator)
    page = client.get(HOME).text
    assert f'<option value="{other.pk}">Grannkommun</option>' in page
    assert "Främmande" not in page
    client.post(SWITCH, {"municipality": other.pk})
    assert f'<option value="{other.pk}" selected>' in client.get(HOME).text
    assert client.get(reverse("accounts:invite")).status_code == 403


@pytest.mark.parametrize("wanted", ["", "x", "999999"])
def test_what_is_no_municipality_of_ones_own_is_not_found(
    client: Client, coordinator: User, settings: LazySettings, wanted: str
) -> None:
    settings.DEMO = True
    client.force_login(coordinator)
    assert client.post(SWITCH, {"municipality": wanted}).status_code == 404


def test_without_a_role_there_one_does_not_get_in(client: Client, coordinator: User, settings: LazySettings) -> None:
    settings.DEMO = True
    stranger = make_municipality("Främmande")
    client.force_login(coordinator)
    assert client.post(SWITCH, {"municipality": stranger.pk}).status_code == 404


def test_a_role_that_ended_after_the_switch_shows_nothing_more(
    client: Client, coordinator: User, other: Municipality, settings: LazySettings
) -> None:
    settings.DEMO = True
    client.force_login(coordinator)
    client.post(SWITCH, {"municipality": other.pk})
    assert client.get(reverse("accounts:members")).status_code == 200
    with scope.acting(other):
        Membership.objects.get(user=coordinator).withdraw()
    assert client.get(reverse("accounts:members")).status_code == 403


def test_who_has_a_role_elsewhere_alone_begins_there(client: Client, coordinator: User, settings: LazySettings) -> None:
    settings.DEMO = True
    other = make_municipality("Regionen")
    with scope.acting(other):
        user = make_user(Role.AUDITOR)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    page = client.get(reverse("accounts:members"))
    assert page.status_code == 200
    assert page.context["municipality"] == other


def test_outside_the_demo_there_is_no_switch(client: Client, coordinator: User, other: Municipality) -> None:
    client.force_login(coordinator)
    assert client.post(SWITCH, {"municipality": other.pk}).status_code == 404
    assert "demo-municipality" not in client.get(HOME).text
