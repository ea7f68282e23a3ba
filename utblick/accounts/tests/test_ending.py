"""Sessions ended one by one and all at once, and a second factor that was lost."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import PASSWORD, code_now, make_outsider, make_unit, make_user
from utblick.journal.models import Entry
from utblick.tenancy import scope

PROFILE, LOG_IN = reverse("accounts:profile"), reverse("account_login")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def browser_of(user: User, here: Municipality, agent: str = FIREFOX) -> Client:
    client = Client(headers={"host": here.hosts, "user-agent": agent})
    client.post(LOG_IN, {"login": user.email, "password": PASSWORD})
    return client


def confirm(client: Client, asked: str) -> None:
    """Say once more that it is oneself, where `asked` for it; what was sent before is then carried out."""
    address, _, after = asked.partition("?next=")
    assert address == reverse("account_reauthenticate")
    client.post(address, {"password": PASSWORD, "next": unquote(after)})


def is_in(client: Client) -> bool:
    return client.get(PROFILE).status_code == 200


def test_one_browser_is_logged_out_and_the_others_stay(coordinator: User, here: Municipality) -> None:
    office, lost = browser_of(coordinator, here), browser_of(coordinator, here, "Mozilla/5.0 (iPhone; CPU) Safari/604")
    page = office.get(PROFILE).text
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    one = UserSession.objects.get(user_agent__contains="iPhone")
    asked = office.post(reverse("accounts:end_session", args=[one.pk])).headers["Location"]
    assert (is_in(office), is_in(lost)) == (True, True)
    confirm(office, asked)
    assert (is_in(office), is_in(lost)) == (True, False)


def test_all_others_are_logged_out_once_it_is_confirmed(coordinator: User, here: Municipality) -> None:
    office, *others = [browser_of(coordinator, here) for _ in range(3)]
    asked = office.post(reverse("usersessions_list")).headers["Location"]
    assert all(map(is_in, others))
    confirm(office, asked)
    assert [is_in(one) for one in (office, *others)] == [True, False, False]


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_that_is_added_or_taken_away_ends_the_others(coordinator: User, here: Municipality) -> None:
    office, other = browser_of(coordinator, here), browser_of(coordinator, here)
    confirm(office, office.get(reverse("mfa_activate_totp")).headers["Location"])
    secret = office.get(reverse("mfa_activate_totp")).context["form"].secret
    code = code_now(secret)
    office.post(reverse("mfa_activate_totp"), {"code": code})
    assert (is_in(office), is_in(other)) == (True, False)
    other = browser_of(coordinator, here)
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(other)
    office.post(reverse("mfa_deactivate_totp"))
    assert (is_in(office), is_in(other)) == (True, False)


def test_ending_the_own_session_is_logging_out(coordinator: User, here: Municipality) -> None:
    client = browser_of(coordinator, here)
    answer = client.post(reverse("accounts:end_session", args=[UserSession.objects.get().pk]))
    assert answer.headers["Location"] == LOG_IN
    assert not is_in(client)


def test_nobody_ends_anothers_session(coordinator: User, officer: User, here: Municipality) -> None:
    mine, theirs = browser_of(officer, here), browser_of(coordinator, here)
    one = UserSession.objects.get(user=coordinator)
    assert mine.post(reverse("accounts:end_session", args=[one.pk])).status_code == 404
    assert mine.post(reverse("accounts:end_sessions_of", args=[coordinator.pk])).status_code == 403
    assert is_in(theirs)


def test_the_list_tells_when_each_was_seen_last(coordinator: User, here: Municipality) -> None:
    client, begun = browser_of(coordinator, here), timezone.now()
    with time_machine.travel(begun + timedelta(minutes=30), tick=False):
        client.get(PROFILE)
    assert UserSession.objects.get().last_seen_at - begun >= timedelta(minutes=29)


def test_the_coordinator_logs_a_member_out_everywhere_and_nobody_elses(coordinator: User, here: Municipality) -> None:
    member, outsider = make_user(Role.OFFICER, unit=make_unit()), make_outsider()
    browsers = [browser_of(member, here), browser_of(member, here)]
    own = browser_of(coordinator, here)
    own.post(reverse("accounts:end_sessions_of", args=[member.pk]))
    assert [is_in(one) for one in browsers] == [False, False]
    told = Entry.objects.get(kind="accounts.user", object_id=member.pk, act="changed")
    assert (told.by, told.before, told.after) == (coordinator, {"sessions": 2}, {"sessions": 0})
    assert own.post(reverse("accounts:end_sessions_of", args=[outsider.pk])).status_code == 404
    assert is_in(own)


def test_the_operator_removes_a_lost_factor_which_is_told_and_recorded(officer: User, here: Municipality) -> None:
    operator = make_user(None, is_operator=True)
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = browser_of(operator, here)
    page = client.get(reverse("operate:person"), {"email": officer.email.upper()}).text
    assert "Ta bort den andra faktorn" in page
    remove = reverse("operate:remove_factor_of", args=[officer.pk])
    assert client.post(remove, {"reason": ""}).status_code == 422
    client.post(remove, {"reason": "Ringde upp på numret i katalogen"})
    assert not Authenticator.objects.exists()
    assert mail.outbox[-1].to == [officer.email]
    with scope.acting(here):
        told = Entry.objects.get(kind="accounts.user", object_id=officer.pk, act="changed")
    assert (told.by, told.before) == (operator, {"second_factor": ["totp"]})
    assert told.after["remark"] == "Ringde upp på numret i katalogen"


def test_only_the_operator_may_and_finds_nobody_without_the_whole_address(
    coordinator: User, officer: User, here: Municipality
) -> None:
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    remove = reverse("operate:remove_factor_of", args=[officer.pk])
    assert browser_of(coordinator, here).post(remove, {"reason": "x"}).status_code == 403
    client = browser_of(make_user(None, is_operator=True), here)
    assert client.get(reverse("operate:person"), {"email": officer.email[:-1]}).status_code == 422
    assert Authenticator.objects.exists()


def test_the_trail_tells_of_it_in_words(coordinator: User, here: Municipality) -> None:
    member = make_user(Role.OFFICER, unit=make_unit())
    browser_of(member, here)
    own = browser_of(coordinator, here)
    own.post(reverse("accounts:end_sessions_of", args=[member.pk]))
    page = own.get(reverse("journal:history", args=["accounts.user", member.pk])).text
    assert "Inloggningar" in page
