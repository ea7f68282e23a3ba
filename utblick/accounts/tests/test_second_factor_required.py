import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import PASSWORD, make_unit, make_user
from utblick.accounts.tests.test_log_in_link import link_in_mail

HOME = reverse("desk:home")


@pytest.fixture(autouse=True)
def _required(settings: LazySettings) -> None:
    settings.REQUIRE_MFA = True


def test_a_coordinator_without_a_second_factor_gets_no_further_than_choosing_one(
    client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    answer = client.get(HOME)
    assert answer.headers["Location"] == reverse("mfa_index")
    assert "Välj först en andra faktor" in client.get(reverse("mfa_index")).text


def test_with_a_second_factor_nothing_stands_in_the_way(client: Client, coordinator: User) -> None:
    Authenticator.objects.create(user=coordinator, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(coordinator)
    assert client.get(HOME).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client: Client, coordinator: User) -> None:
    Authenticator.objects.create(user=coordinator, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(coordinator)
    assert client.get(HOME).status_code == 302


def test_an_operator_needs_one_and_an_officer_does_not(client: Client, here: object) -> None:
    client.force_login(make_user(None, is_operator=True))
    assert client.get(reverse("operate:overview")).status_code == 302
    client.force_login(make_user(Role.OFFICER, unit=make_unit()))
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EDITOR, Role.DECISION_MAKER, Role.AUDITOR, Role.LOCAL_ACTOR])
def test_of_all_it_is_demanded_whatever_the_role(
    client: Client, here: object, settings: LazySettings, role: Role
) -> None:
    settings.REQUIRE_MFA_OF_ALL = True
    user = make_user(role)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.get(reverse("accounts:profile")).headers["Location"] == reverse("mfa_index")
    told = client.get(reverse("mfa_index")).text
    assert "här räcker inte lösenordet" in told
    assert ("en länk" in told) is (role == Role.LOCAL_ACTOR)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_of_all_is_not_of_a_local_actor_who_comes_by_a_mailed_link(
    client: Client, here: object, settings: LazySettings
) -> None:
    settings.REQUIRE_MFA_OF_ALL = True
    user = make_user(Role.LOCAL_ACTOR)
    client.post(reverse("ask_for_link"), {"email": user.email})
    client.post(link_in_mail())
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_it_is_off_unless_asked_for(client: Client, coordinator: User, settings: LazySettings) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(coordinator)
    assert client.get(HOME).status_code == 200
