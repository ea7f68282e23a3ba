"""A saved search at its secret addresses: what stands there, and for how long."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from utblick.accounts import secret_address
from utblick.accounts.models import Membership, User
from utblick.accounts.tests.make import make_municipality
from utblick.watch import decisions, saved_searches
from utblick.watch.models import SavedSearch, Subscription
from utblick.watch.tests.make import make_item, make_place, make_search, make_source

NOW = timezone.now()
IN_TEN_DAYS = NOW + timedelta(days=10)


@pytest.fixture
def search(coordinator: User) -> SavedSearch:
    return make_search(coordinator, "Skola", place="all")


def addresses_of(search: SavedSearch) -> list[str]:
    address = secret_address.make(search.owner, saved_searches.PURPOSE, search.pk)
    return [reverse(f"private:search_{what}", args=[address.key]) for what in ("feed", "calendar")]


def statuses(client: Client, addresses: list[str]) -> list[int]:
    return [client.get(address).status_code for address in addresses]


def events_in(body: bytes) -> list[Any]:
    return list(Calendar.from_ical(body).walk("VEVENT"))


def test_the_calendar_holds_every_deadline_to_come_with_the_way_to_the_item(
    search: SavedSearch, client: Client
) -> None:
    told = [
        {"at": (NOW - timedelta(days=3)).isoformat(), "label": "stage-1"},
        {"at": IN_TEN_DAYS.isoformat(), "label": "stage-2"},
        {"at": (IN_TEN_DAYS + timedelta(days=90)).isoformat(), "label": "stage-3"},
    ]
    last = IN_TEN_DAYS + timedelta(days=90)
    item = make_item("Timber bridges, phase; two", deadline=IN_TEN_DAYS, final_deadline=last, deadlines=told)
    make_item("without a deadline")

    answer = client.get(addresses_of(search)[1])

    first, second = events_in(answer.content)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(first["SUMMARY"]).endswith("Timber bridges, phase; two")
    assert first.decoded("DTSTART") == timezone.localdate(IN_TEN_DAYS)
    assert str(first["DESCRIPTION"]).startswith("Steg 2 av 3: ")
    assert str(first["URL"]).endswith(item.get_absolute_url())
    assert first["UID"] != second["UID"]


def test_an_event_begins_and_what_was_read_in_the_text_is_said_to_be(search: SavedSearch, client: Client) -> None:
    for kind, label in (("event", ""), ("call", "in-text")):
        make_item(kind, kind=kind, deadline=IN_TEN_DAYS, deadlines=[{"at": IN_TEN_DAYS.isoformat(), "label": label}])
    event, call = events_in(client.get(addresses_of(search)[1]).content)
    assert (str(event["SUMMARY"]), str(call["SUMMARY"])) == ("event", "Sista dag: call")
    assert str(event["DESCRIPTION"]).startswith("Börjar: ")
    assert str(call["DESCRIPTION"]).startswith("Enligt texten: ")


def test_a_deadline_that_moves_stays_the_same_event(search: SavedSearch, client: Client) -> None:
    item = make_item("A", deadline=IN_TEN_DAYS)
    [before] = events_in(client.get(addresses_of(search)[1]).content)
    item.deadline = item.final_deadline = IN_TEN_DAYS + timedelta(days=5)
    item.save()

    [after] = events_in(client.get(addresses_of(search)[1]).content)

    assert before["DTSTART"].dt != after["DTSTART"].dt
    assert before["UID"] == after["UID"]


def test_the_feed_tells_what_is_found_the_newest_first(search: SavedSearch, client: Client) -> None:
    make_item("older <b>", found_at=NOW - timedelta(days=2))
    make_item("newer", found_at=NOW - timedelta(days=1), language="en")

    answer = client.get(addresses_of(search)[0])

    names = {"a": "http://www.w3.org/2005/Atom"}
    entries = ElementTree.fromstring(answer.content).findall("a:entry", names)
    assert [entry.findtext("a:title", namespaces=names) for entry in entries] == ["newer", "older <b>"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_closed_address_answers_no_more_and_a_new_one_is_another(search: SavedSearch, client: Client) -> None:
    before = addresses_of(search)
    assert statuses(client, before) == [200, 200]

    standing = secret_address.standing(search.owner, saved_searches.PURPOSE, search.pk)
    assert standing
    secret_address.revoke(standing)

    assert statuses(client, before) == [404, 404]
    assert statuses(client, addresses_of(search)) == [200, 200]


def test_it_is_gone_with_the_role_the_account_or_the_search(search: SavedSearch, client: Client) -> None:
    addresses = addresses_of(search)
    membership = Membership.objects.get(user=search.owner)
    membership.withdraw()
    assert statuses(client, addresses) == [404, 404]
    membership.restore()
    assert statuses(client, addresses) == [200, 200]

    search.owner.is_active = False
    search.owner.save()
    assert statuses(client, addresses) == [404, 404]
    search.owner.is_active = True
    search.owner.save()

    search.withdraw()
    assert statuses(client, addresses) == [404, 404]


def test_what_the_owner_may_not_see_any_more_is_gone_at_once(search: SavedSearch, client: Client) -> None:
    source = make_source()
    make_item("brought by a source", source=source, deadline=IN_TEN_DAYS)
    addresses = addresses_of(search)
    assert all("brought by a source" in client.get(one).text for one in addresses)

    subscription = Subscription.objects.get(source=source)
    subscription.withdraw()
    source.sightings.update(seen_at=timezone.now() + timedelta(hours=1))

    assert not any("brought by a source" in client.get(one).text for one in addresses)


def test_the_deadlines_of_what_we_go_on_with_follow_the_decisions(coordinator: User, client: Client) -> None:
    search = make_search(coordinator, "Våra", place="taken")
    place = make_place(make_item("A", deadline=IN_TEN_DAYS))
    calendar = addresses_of(search)[1]
    assert events_in(client.get(calendar).content) == []

    decision = decisions.decide(place.item, verdict="relevant", by=coordinator)
    assert len(events_in(client.get(calendar).content)) == 1
    decisions.undo(decision, by=coordinator)
    assert events_in(client.get(calendar).content) == []


def test_an_address_of_one_municipality_opens_nothing_at_another(search: SavedSearch) -> None:
    elsewhere = Client(headers={"host": make_municipality("Grannkommun").hosts})

    assert statuses(elsewhere, addresses_of(search)) == [404, 404]
