"""The statement tells what is known, in the reader's language; it is made anew when that changes."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.browser import AXE
from utblick.accounts.models import Municipality, User
from utblick.partners.models import GuestLanguage
from utblick.site.accessible.checking import SAYS_NOTHING
from utblick.site.accessible.known import TESTED_ON, TOOL
from utblick.site.accessible.models import Statement
from utblick.site.accessible.words import words
from utblick.site.written.opening import open_site
from utblick.site.written.tests.make import make_page, make_picture

pytestmark = pytest.mark.django_db


def said(client: Client, language: str = "sv") -> str:
    return client.get(reverse("site:accessibility", args=[language])).text.replace("&#x27;", "'")


def test_every_language_has_the_same_words() -> None:
    assert len({frozenset(words(language)) for language in GuestLanguage.values}) == 1
    for name, text in words("sv").items():
        fields = [set(re.findall(r"\{\w+\}", words(language)[name])) for language in GuestLanguage.values]
        assert all(one == set(re.findall(r"\{\w+\}", text)) for one in fields), name


def test_what_is_known_of_the_tests_is_true() -> None:
    assert f"axe v{TOOL.removeprefix('axe-core ')}" in AXE.read_text()[:40]
    assert date.today() >= TESTED_ON


@pytest.mark.parametrize("language", GuestLanguage.values)
def test_it_says_what_the_law_asks_for(client: Client, here: Municipality, language: str) -> None:
    text = said(client, language)
    for word in ("how", "partially", "known", "instead", "tell", "oversight", "tested", "no_independent"):
        assert words(language)[word] in text, word
    assert here.name in text
    assert "https://www.digg.se/tdosanmalan" in text
    assert str(TESTED_ON.year) in text
    assert reverse("site:remark", args=[language]) in text


def test_what_is_found_on_the_pages_is_told_until_it_is_mended(client: Client, here: Municipality) -> None:
    rich = '<p><a href="https://example.org/taxa.pdf">Läs mer</a> <a href="https://youtu.be/x">Filmen om sjön</a></p>'
    told = {
        "picture": make_picture(),
        "picture_text": "DSC_0042.jpg",
        "body": json.dumps([{"type": "text", "value": rich}]),
    }
    page = make_page("Sjön", **told)
    text = said(client)
    for kind in ("picture_text", "link_text", "document", "film"):
        assert words("sv")[kind] in text, kind
    assert text.count('href="/sv/besok/') == 4

    page.picture_text, page.body = "Båtar vid bryggan", "[]"
    page.save_revision().publish()

    assert words("sv")["link_text"] not in said(client)
    assert "Sjön" not in said(client)


@pytest.mark.parametrize("text", ["Bild", "en bild", "IMG_2041", "foto 3", "sjon.jpg"])
def test_a_description_that_says_nothing_is_known(text: str) -> None:
    assert SAYS_NOTHING.fullmatch(text)
    assert not SAYS_NOTHING.fullmatch(f"{text} av båtar vid bryggan")


def test_the_municipality_adds_what_only_it_knows(client: Client, here: Municipality, coordinator: User) -> None:
    assert words("sv")["not_reviewed"] in said(client)
    client.force_login(coordinator)
    today = timezone.localdate()
    sent = {
        **{"shortcomings": "Kartan på paddlingssidan saknar text.", "reviewed_on": str(today - timedelta(days=3))},
        **{"working_days": "2", "phone": "0670-161 00", "revision": "0"},
    }
    assert client.post(reverse("accessible:statement"), sent).status_code == 302
    text = said(Client(headers={"host": here.hosts.split()[0]}))
    for part in ("Kartan på paddlingssidan", "0670-161 00", "inom 2 arbetsdagar", "Kommunen gick själv igenom"):
        assert part in text, part
    assert words("sv")["not_reviewed"] not in text
    assert '<ul class="s-bullets" lang="sv">' in said(client, "de")
    assert Statement.objects.get().working_days == 2


def test_every_public_page_leads_to_it_in_its_own_language(client: Client, here: Municipality) -> None:
    open_site()
    for address, language in [("/sv/", "sv"), ("/fi/", "fi"), ("/public/en/", "en"), ("/public/de/sites/", "de")]:
        text = client.get(address).text
        assert reverse("site:accessibility", args=[language]) in text.split("<footer")[1], address


def test_an_officer_reads_and_does_not_change(client: Client, here: Municipality, officer: User, **_: Any) -> None:
    client.force_login(officer)
    assert client.get(reverse("accessible:remarks")).status_code == 200
    assert client.get(reverse("accessible:statement")).status_code == 403
