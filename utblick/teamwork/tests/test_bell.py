"""The bell in the shell: how much is unread, at the price of no query of its own."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.initiatives.tests.make import make_initiative
from utblick.teamwork.tests.make import make_comment, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client, here: Municipality) -> User:
    user = make_user(Role.COORDINATOR, language="en")
    client.force_login(user)
    return user


def test_it_counts_what_is_unread_until_the_object_is_opened(client: Client, reader: User) -> None:
    initiative, writer = make_initiative(), make_user()
    make_comment(writer, about=initiative, mention=[reader])
    make_task(reader, about=initiative, by=writer)
    make_task(reader, by=writer)
    assert "3 unread notices" in client.get("/").text
    client.get(reverse("teamwork:about", args=["initiatives.initiative", initiative.pk]))
    assert "1 unread notice" in client.get("/").text
    client.post(reverse("teamwork:read_all"))
    assert "Notices, none unread" in client.get("/").text


def test_it_is_counted_in_the_query_for_the_roles(client: Client, reader: User) -> None:
    address = reverse("initiatives:start")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    [counting] = [one["sql"] for one in queries if "teamwork_notice" in one["sql"]]
    assert "accounts_membership" in counting


def test_the_secret_ones_are_counted_only_for_who_may_see_them(client: Client, here: Municipality) -> None:
    initiative, writer = make_initiative(), make_user()
    coordinator, officer = make_user(Role.COORDINATOR, language="en"), make_user(Role.OFFICER, language="en")
    for one in (coordinator, officer):
        make_comment(writer, about=initiative, mention=[one])
    initiative.secrecy_ground = "OSL 15 kap. 1 §"
    initiative.save()
    client.force_login(coordinator)
    assert "1 unread notice" in client.get("/").text
    client.force_login(officer)
    assert "Notices, none unread" in client.get("/").text


def test_a_panel_within_another_page_reads_nothing_for_anybody(client: Client, reader: User) -> None:
    initiative = make_initiative()
    make_comment(make_user(), about=initiative, mention=[reader])
    panel = client.get(
        reverse("teamwork:about", args=["initiatives.initiative", initiative.pk]), headers={"HX-Request": "true"}
    )
    assert "<html" not in panel.text
    assert "1 unread notice" in client.get("/").text


def test_the_pages_ask_little_whatever_there_is_to_show(
    client: Client, reader: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    initiative = make_initiative()
    for _ in range(12):
        writer = make_user()
        make_comment(writer, about=initiative, mention=[reader])
        make_task(reader, about=initiative, by=writer)
    for address in (
        reverse("teamwork:notices"),
        reverse("teamwork:about", args=["initiatives.initiative", initiative.pk]),
    ):
        client.get(address)
        with django_assert_max_num_queries(9):
            client.get(address)
