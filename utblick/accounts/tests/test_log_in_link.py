"""A local actor logs in by a mailed link."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import LogInLink, Membership, Role, User
from utblick.accounts.tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(here: object) -> User:
    return make_user(Role.LOCAL_ACTOR)


def ask(client: Client, email: str) -> Any:
    return client.post(reverse("ask_for_link"), {"email": email})


def link_in_mail() -> str:
    found = re.search(r"https?://[^/]+(/log-in/link/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def is_logged_in(client: Client) -> bool:
    return client.get(reverse("desk:own")).status_code == 200


def test_the_link_logs_in_when_the_button_is_pressed_and_once(client: Client, owner: User) -> None:
    ask(client, owner.email.upper())
    assert mail.outbox[-1].to == [owner.email]
    link = link_in_mail()
    client.get(link)
    client.head(link)
    assert not is_logged_in(client), "a mail program that opens links uses none up"
    answer = client.post(link)
    assert answer.status_code == 302
    assert answer.url == reverse("desk:own")
    assert is_logged_in(client)

    client.logout()
    again = client.post(link)
    assert "Länken är redan använd" in again.text
    assert reverse("ask_for_link") in again.text
    assert not is_logged_in(client)


def test_the_link_leads_on_to_where_its_asker_was_on_the_way(client: Client, owner: User) -> None:
    on_the_way = client.get(reverse("account_login"), {"next": "/watch/own/questions/7/"}).text
    asking = f"{reverse('ask_for_link')}?next=%2Fwatch%2Fown%2Fquestions%2F7%2F"
    assert asking in on_the_way
    client.post(asking, {"email": owner.email})
    assert client.post(link_in_mail()).headers["Location"] == "/watch/own/questions/7/"
    assert client.get(asking).headers["Location"] == "/watch/own/questions/7/", "who is logged in already needs no link"


def test_the_link_leads_to_no_other_site(client: Client, owner: User) -> None:
    client.post(f"{reverse('ask_for_link')}?next=https://elsewhere.example/", {"email": owner.email})
    link = link_in_mail()
    assert "elsewhere" not in link
    assert client.post(f"{link}?next=https://elsewhere.example/").headers["Location"] == reverse("desk:own")


def test_a_link_is_open_for_half_an_hour(client: Client, owner: User) -> None:
    ask(client, owner.email)
    LogInLink.objects.update(made_at=timezone.now() - timedelta(minutes=31))
    assert "Länken är för gammal" in client.get(link_in_mail()).text
    assert "Länken är för gammal" in client.post(link_in_mail()).text
    assert not is_logged_in(client)


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(client: Client, owner: User) -> None:
    known, unknown = ask(client, owner.email), ask(client, "nobody@x.example")
    assert known.status_code == unknown.status_code == 200
    without = re.compile(r'value="[^"]*"|nonce-\w+|key="[^"]*"')
    assert without.sub("", known.text) == without.sub("", unknown.text)
    assert len(mail.outbox) == 1


def test_who_works_here_is_sent_no_link(client: Client, owner: User) -> None:
    Membership.objects.create(user=owner, role=Role.OFFICER)
    ask(client, owner.email)
    ask(client, make_user(Role.COORDINATOR).email)
    assert mail.outbox == []


def test_a_link_ends_with_the_role(client: Client, owner: User) -> None:
    ask(client, owner.email)
    owner.memberships.get().withdraw()
    client.post(link_in_mail())
    assert not is_logged_in(client)


def test_nobody_is_flooded_with_links(client: Client, owner: User) -> None:
    answers = [ask(client, owner.email).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 422, 422]
    assert len(mail.outbox) == 3


def test_a_broken_link_says_so(client: Client, owner: User) -> None:
    ask(client, owner.email)
    assert "Länken leder ingenstans" in client.get(link_in_mail()[:-3] + "xx/").text


@pytest.mark.parametrize("odd", ["123", "a\x00b", "//evil.example/", "javascript:alert(1)"])
def test_who_is_logged_in_and_comes_from_an_odd_address_is_led_home(client: Client, owner: User, odd: str) -> None:
    client.force_login(owner)
    assert client.get(reverse("ask_for_link"), {"next": odd}).headers["Location"] == reverse("desk:home")
