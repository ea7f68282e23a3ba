"""The bell in the shell: how much is unread, at the price of one query."""

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


def test_it_costs_one_query(client: Client, reader: User) -> None:
    address = reverse("initiatives:start")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert sum("teamwork_notice" in one["sql"] for one in queries) == 1


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
