"""Support looks in: only where the municipality has opened, announced, as the person sees it, and without doing anything."""

from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts import visiting
from utblick.accounts.models import Municipality, Role, SupportVisit, User
from utblick.accounts.tests.make import code_now, make_outsider, make_unit, make_user
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.journal.secrecy import mark
from utblick.operate.tasks import tidy
from utblick.tenancy import scope

HOME, PROFILE, END = reverse("desk:home"), reverse("accounts:profile"), reverse("accounts:end_visit")
LIST = reverse("initiatives:list")
REASON = "Eva ser inte sin insats"


@pytest.fixture
def person(here: Municipality) -> User:
    return make_user(Role.COORDINATOR, name="Eva Ek")


@pytest.fixture
def operator(here: Municipality) -> User:
    return make_user(None, is_operator=True, name="Drift Dal")


@pytest.fixture
def client(here: Municipality, operator: User) -> Client:
    """The operator's browser, logged in with a second factor."""
    return browser_of(operator, here)


def browser_of(operator: User, here: Municipality, *, factor: bool = True) -> Client:
    client = Client(headers={"host": here.hosts})
    client.force_login(operator, "utblick.accounts.roles.RoleBackend")
    if factor:
        kept = client.session
        kept["account_authentication_methods"] = [{"method": "password", "at": 1}, {"method": "mfa", "at": 1}]
        kept["account_authentication_methods_user"] = str(operator.pk)
        kept.save()
    return client


def look_in(client: Client, person: User) -> Any:
    return client.post(reverse("operate:visit", args=[person.pk]), {"reason": REASON})


@pytest.fixture
def visiting_client(client: Client, person: User) -> Client:
    visiting.open_access(hours=1, purpose="Insatsen syns inte")
    look_in(client, person)
    return client


def sees_as(client: Client) -> str:
    """Whose pages this browser is shown."""
    page = client.get(HOME, follow=True)
    return str(page.context["user"]) if page.context and "user" in page.context else ""


def test_nobody_looks_in_before_a_coordinator_has_opened(client: Client, person: User) -> None:
    assert "Kommunen har inte släppt in supporten" in client.get(reverse("operate:visit", args=[person.pk])).text
    assert look_in(client, person).status_code == 403
    assert not SupportVisit.objects.exists()
    own = Client(headers={"host": client.defaults["HTTP_HOST"]})
    own.force_login(person)
    assert own.post(reverse("accounts:open_support"), {"purpose": "", "hours": 4}).status_code == 422
    own.post(reverse("accounts:open_support"), {"purpose": "Rapporten", "hours": 4})
    assert look_in(client, person).headers["Location"] == HOME
    own.post(reverse("accounts:close_support"))
    assert client.get(LIST).headers["Location"].startswith(reverse("operate:person"))
    assert sees_as(client) == "Drift Dal"
    assert SupportVisit.objects.get().ended_at


def test_the_person_and_the_coordinators_are_told_at_once(client: Client, person: User) -> None:
    officer, other = make_user(Role.OFFICER, unit=make_unit()), make_user(Role.COORDINATOR, language="en")
    visiting.open_access(hours=1, purpose="Insatsen syns inte")
    look_in(client, officer)
    told = {letter.to[0]: letter for letter in mail.outbox}
    assert set(told) == {officer.email, person.email, other.email}
    assert "som du ser dem" in told[officer.email].body
    assert f"som {officer} ser dem" in told[person.email].body
    assert told[other.email].subject == f"Support looks in as {officer}"
    assert all(REASON in letter.body for letter in mail.outbox)


def test_without_the_mail_nothing_begins(client: Client, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    visiting.open_access(hours=1, purpose="x")

    def refuse(*_: Any) -> None:
        raise SMTPException

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    assert look_in(client, person).status_code == 422
    assert sees_as(client) == "Drift Dal"
    assert not SupportVisit.objects.exists()


def test_each_page_tells_of_it_and_the_trail_of_each_page(
    visiting_client: Client, person: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    initiative = make_initiative("Trähus i norr")
    for _ in range(2):
        page = visiting_client.get(initiative.get_absolute_url())
    assert "Supportbesök" in page.text
    assert "Avsluta besöket" in page.text
    assert "Trähus i norr" in page.text
    visiting_client.post(END)
    visit = SupportVisit.objects.get()
    told = Entry.objects.filter(kind="accounts.supportvisit", object_id=visit.pk).order_by("pk")
    assert [one.by.name for one in told if one.by] == ["Drift Dal"] * 3
    assert told[0].after["reason"] == REASON
    assert told[0].after["person_id"] == person.pk
    assert told[1].after == {"page": initiative.get_absolute_url()}
    assert told[2].after["ended_at"]
    own = Client(headers={"host": visiting_client.defaults["HTTP_HOST"]})
    own.force_login(person)
    for address in (PROFILE, reverse("accounts:support")):
        with django_assert_max_num_queries(8):
            assert REASON in own.get(address).text, address


@pytest.mark.parametrize("address", ["accounts:profile", "accounts:keys", "mfa_index", "account_change_password"])
def test_what_is_the_persons_own_stays_closed(visiting_client: Client, address: str) -> None:
    refused = visiting_client.get(reverse(address))
    assert refused.status_code == 403
    assert "Det här är ett supportbesök" in refused.text


def test_nothing_is_sent_and_no_file_goes_out(visiting_client: Client, person: User) -> None:
    assert visiting_client.post(reverse("accounts:open_support"), {"purpose": "x", "hours": 4}).status_code == 403
    assert visiting_client.post(reverse("accounts:end_role", args=[1])).status_code == 403
    assert visiting_client.get(LIST, {"as": "xlsx"}).status_code == 403
    told = [one.after.get("refused") for one in Entry.objects.filter(kind="accounts.supportvisit")]
    assert f"POST {reverse('accounts:open_support')}" in told
    assert f"GET {LIST}" in told
    assert not Entry.objects.filter(by=person).exists()


def test_what_is_confidential_stays_hidden_from_who_sees_as_one_that_may(visiting_client: Client) -> None:
    initiative = make_initiative("Hemligt hus")
    mark(initiative, ground="19 kap. 1 § OSL")
    assert visiting_client.get(initiative.get_absolute_url()).status_code == 404
    assert "Hemligt hus" not in visiting_client.get(LIST).text
    assert "Hemligt hus" not in visiting_client.get(reverse("desk:search"), {"q": "Hemligt"}).text.replace("value=", "")
    assert visiting_client.get(reverse("records:home")).status_code == 403


def test_half_an_hour_is_the_longest(visiting_client: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert visiting_client.get(LIST).headers["Location"].startswith(reverse("operate:person"))
        assert sees_as(visiting_client) == "Drift Dal"
    visit = SupportVisit.objects.get()
    assert visit.ended_at == visit.created_at + timedelta(minutes=30)


def test_the_person_shows_the_visitor_the_door(visiting_client: Client, person: User) -> None:
    own = Client(headers={"host": visiting_client.defaults["HTTP_HOST"]})
    own.force_login(person)
    assert "Avsluta besöket nu" in own.get(PROFILE).text
    own.post(reverse("accounts:end_visits_to_me"))
    assert sees_as(visiting_client) == "Drift Dal"


def test_neither_the_cookie_from_before_nor_the_one_that_was_used_shows_anything(client: Client, person: User) -> None:
    visiting.open_access(hours=1, purpose="x")
    before = client.cookies["session"].value
    UserSession.objects.create(user=person, session_key=before, ip="127.0.0.1")
    look_in(client, person)
    during = client.cookies["session"].value
    assert sees_as(client) == "Eva Ek"
    client.post(END)
    after = client.cookies["session"].value
    assert len({before, during, after}) == 3
    assert UserSession.objects.get().session_key == after, "it is still in the list, to be ended"
    for old in (before, during):
        copied = Client(headers={"host": client.defaults["HTTP_HOST"]})
        copied.cookies["session"] = old
        assert copied.get(PROFILE).status_code == 302
    assert sees_as(client) == "Drift Dal"


def test_logging_out_ends_it(visiting_client: Client) -> None:
    visiting_client.post(reverse("account_logout"))
    assert SupportVisit.objects.get().ended_at
    assert visiting_client.get(HOME).status_code == 302


def test_an_operator_without_a_second_factor_does_not_look_in(operator: User, here: Municipality, person: User) -> None:
    visiting.open_access(hours=1, purpose="x")
    client = browser_of(operator, here, factor=False)
    assert "Logga in med en andra faktor" in client.get(reverse("operate:visit", args=[person.pk])).text
    assert look_in(client, person).status_code == 403
    with override_settings(REQUIRE_MFA=True):
        assert look_in(client, person).headers["Location"] == reverse("mfa_index")


def test_a_person_without_a_second_factor_is_visited_where_one_is_demanded(visiting_client: Client) -> None:
    with override_settings(REQUIRE_MFA=True):
        assert visiting_client.get(LIST).status_code == 200


def test_a_log_in_with_a_code_is_one_with_a_second_factor(operator: User, here: Municipality, person: User) -> None:

    from utblick.accounts.tests.make import PASSWORD

    visiting.open_access(hours=1, purpose="x")
    secret = generate_totp_secret()
    TOTP.activate(operator, secret)
    client = Client(headers={"host": here.hosts})
    client.post(reverse("account_login"), {"login": operator.email, "password": PASSWORD})
    code = code_now(secret)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert Authenticator.objects.filter(user=operator).exists()
    assert look_in(client, person).headers["Location"] == HOME
    assert sees_as(client) == "Eva Ek"


def test_only_operators_look_in_and_only_as_people_of_here(client: Client, here: Municipality, person: User) -> None:
    visiting.open_access(hours=1, purpose="x")
    stranger, colleague = make_outsider(), make_user(Role.OFFICER, unit=make_unit(), is_operator=True)
    for who in (stranger, colleague):
        assert look_in(client, who).status_code == 403
    coordinator = browser_of(person, here)
    assert look_in(coordinator, colleague).status_code == 403
    assert not SupportVisit.objects.exists()


def test_a_visit_is_good_for_no_other_municipality(visiting_client: Client, person: User) -> None:
    stranger = make_outsider()
    with scope.everywhere():
        there = Municipality.objects.get(pk=stranger.memberships.get().municipality_id)
    copied = Client(headers={"host": there.hosts})
    copied.cookies["session"] = visiting_client.cookies["session"].value
    answer = copied.get(HOME, follow=True)
    assert "Eva Ek" not in answer.text
    assert "Supportbesök" not in answer.text


def test_a_role_that_ends_during_the_visit_ends_it(visiting_client: Client, person: User) -> None:
    person.memberships.get().withdraw()
    assert visiting_client.get(LIST).status_code == 302
    assert SupportVisit.objects.get().ended_at


def test_a_visit_that_nobody_ended_is_ended_in_the_night(visiting_client: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=5), tick=False):
        tidy.func()
    assert SupportVisit.objects.get().ended_at
