"""The pages on which a source is added."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_user
from utblick.journal.models import Entry as Trail
from utblick.watch import harvest
from utblick.watch.models import Item, Source, Subscription
from utblick.watch.tests.newsroom import Entry, Newsroom
from utblick.watch.tests.test_pages import TITLES, news

ADD, TENDERS, CALLS, PAGE = (
    reverse(f"watch:{name}") for name in ("add_source", "add_tenders", "add_calls", "watch_page")
)


@pytest.fixture
def as_coordinator(client: Client, here: object) -> Client:
    client.force_login(make_user(Role.COORDINATOR))
    return client


def hidden(text: str, name: str) -> str:
    """What a hidden field of the page holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', text)
    assert found, name
    return html.unescape(found[1] or found[2])


def test_one_pasted_address_becomes_a_source(as_coordinator: Client, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry("1", "Ny utlysning")]
    seen = as_coordinator.post(ADD, {"address": newsroom.url("a")}).text
    assert "Ny utlysning" in seen
    as_coordinator.post(
        ADD,
        {"name": "Programmet", "theme": "EU", "rhythm": "360", "connector": "feed", "address": hidden(seen, "address")},
    )

    made = Subscription.objects.get()
    assert (made.name, made.theme, made.source.rhythm_minutes) == ("Programmet", "EU", 360)
    assert Trail.objects.filter(kind="watch.subscription", act="created").exists()


def test_who_looks_for_the_right_address_begins_with_the_wrong_one(as_coordinator: Client) -> None:
    assert "https://gammal.example/rss" in as_coordinator.get(ADD, {"address": "https://gammal.example/rss"}).text


def test_the_right_address_is_read_instead_of_the_wrong_one(as_coordinator: Client, newsroom: Newsroom) -> None:
    newsroom.feeds["ny"] = [Entry("1", "Ny utlysning")]
    source = Source.objects.create(address="https://gammal.example/rss", error="not_found", failures=2)
    old = Subscription.objects.create(source=source, name="Programmet", theme="EU")
    page = html.unescape(as_coordinator.get(old.get_absolute_url()).text)
    led = re.search(rf'href="({ADD}\?address=[^"]+)"', page)
    assert led
    seen = as_coordinator.post(led[1], {"address": newsroom.url("ny")}).text
    assert 'value="EU"' in seen
    asked = {name: hidden(seen, name) for name in ("name", "instead", "address", "connector")}
    assert (asked["name"], asked["instead"]) == ("Programmet", str(old.pk))

    text = as_coordinator.post(ADD, {**asked, "theme": "EU", "rhythm": "360"}, follow=True).text
    assert "läses på sin nya plats" in text
    standing = Subscription.objects.current().get()
    assert (standing.name, standing.source.address) == ("Programmet", newsroom.url("ny"))


def test_a_source_that_is_read_already_is_told(as_coordinator: Client, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry("1", "Nyhet")]
    source = Source.objects.create(address=newsroom.url("a"))
    Subscription.objects.create(source=source, name="Redan här")
    assert "Redan här" in as_coordinator.post(ADD, {"address": newsroom.url("a")}).text


def test_a_bad_address_is_answered_with_what_to_do(as_coordinator: Client) -> None:
    answer = as_coordinator.post(ADD, {"address": "https://ted.europa.eu/sv/"})
    assert answer.status_code == 422
    assert "visar ingen sökning" in answer.text


def test_a_search_on_ted_is_composed_of_country_subject_and_words(as_coordinator: Client, newsroom: Newsroom) -> None:
    refused = as_coordinator.post(TENDERS, {})
    assert refused.status_code == 422
    assert "Välj minst" in refused.text
    assert "12345" in as_coordinator.post(TENDERS, {"codes": "12345"}).text


def test_what_is_composed_can_be_taken_though_the_portal_is_silent(
    as_coordinator: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("utblick.watch.connectors.ted.ADDRESS", newsroom.url("nowhere"))
    seen = as_coordinator.post(TENDERS, {"countries": ["SWE", "NOR"], "subjects": ["85000000"], "words": "vård"}).text

    assert "svarar inte nu" in seen
    assert "place-of-performance%20IN%20%28SWE%20NOR%29" in hidden(seen, "address")


def test_programmes_are_ticked_by_their_swedish_names(as_coordinator: Client) -> None:
    text = as_coordinator.get(CALLS).text
    assert "Medborgare, jämlikhet, rättigheter och värden (CERV)" in text
    assert "Horisont 2020" not in text


def test_a_part_of_a_page_is_chosen_and_its_new_entries_come(as_coordinator: Client, newsroom: Newsroom) -> None:
    newsroom.raw["page"] = news(*TITLES)
    parts = as_coordinator.get(PAGE, {"address": newsroom.url("page")}).text
    assert "En lista med 3 poster" in parts
    chosen = html.unescape(re.search(r'name="region" value="([^"]*each[^"]*)"', parts)[1])  # type: ignore[index]
    seen = as_coordinator.post(PAGE, {"region": chosen}).text
    assert TITLES[0] in seen
    as_coordinator.post(
        ADD, {"name": "Sidan", "rhythm": "720", "connector": "page", "address": hidden(seen, "address")}
    )
    assert f"{newsroom.url('page')}<" in as_coordinator.get(reverse("watch:sources")).text
    harvest.poll()
    newsroom.raw["page"] = news("Extra utlysning i höst", *TITLES)
    assert harvest.poll().items_new == 1
    assert Item.objects.count() == 4


def test_a_part_that_vanishes_is_told_as_the_sources_trouble(as_coordinator: Client, newsroom: Newsroom) -> None:
    newsroom.raw["page"] = news(*TITLES)
    parts = as_coordinator.get(PAGE, {"address": newsroom.url("page")}).text
    chosen = html.unescape(re.search(r'name="region" value="([^"]*each[^"]*)"', parts)[1])  # type: ignore[index]
    as_coordinator.post(ADD, {"name": "Sidan", "rhythm": "720", "connector": "page", "address": chosen})
    newsroom.raw["page"] = b"<html><body><p>Vi har byggt om.</p></body></html>"
    harvest.poll()

    assert Source.objects.get().error == "region_gone"


@pytest.mark.parametrize("address", [ADD, TENDERS, CALLS, PAGE])
def test_only_the_coordinator_adds_sources(client: Client, officer: User, address: str) -> None:
    client.force_login(officer)
    assert client.get(address).status_code == 403


def test_a_text_that_is_to_be_watched_shows_how_it_begins(as_coordinator: Client, newsroom: Newsroom) -> None:
    words = "Stipendiet ges till skolor som vill resa. " * 12
    newsroom.raw["page"] = (
        f"<html><head><title>Fonden</title></head><body><main><p>{words}</p></main></body></html>".encode()
    )
    parts = as_coordinator.get(PAGE, {"address": newsroom.url("page")}).text
    chosen = html.unescape(re.search(r'name="region" value="([^"]*whole[^"]*)"', parts)[1])  # type: ignore[index]
    seen = as_coordinator.post(PAGE, {"region": chosen}).text
    told = re.search(r">Fonden</p><p[^>]*>([^<]*)</p>", seen)
    assert told
    assert told[1].startswith("Stipendiet ges till skolor")
    assert len(told[1]) < 250
