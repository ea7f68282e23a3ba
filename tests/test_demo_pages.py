"""The demo is whole, and each role meets no page of it that is inaccessible, broken, to be scrolled sideways or not in Swedish.

The demo is built once and walked once; what was seen is then asked about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client, override_settings
from pytest_django.live_server_helper import LiveServer

from scripts import messages
from tests.browser import AXE, chromium_page, chromium_path
from tests.crawling import Seen, crawl
from utblick.accounts.models import User
from utblick.demo import building
from utblick.demo.tests.wholeness import is_whole_and_valid_and_stands_still

# The mark makes the test database; the tests themselves only read what the walk brought home.
pytestmark = pytest.mark.django_db
in_browser = pytest.mark.browser

# The coordinator may do most and comes first; the others show what they have of their own.
ROLES = {
    "coordinator": "samordnare@stromsund.example",
    "officer": "skola@stromsund.example",
    "decision-maker": "fortroendevald@stromsund.example",
    "editor": "kommunikator@stromsund.example",
    "auditor": "revisor@stromsund.example",
    "local actor": "foretag@stromsund.example",
    "operator": "drift@stromsund.example",
}

# How many pages are looked at in English.
SAMPLE = 20
# Texts of the interface that the demo also has as names.
# Names (a language says its own), and Swedish words that are also English ones: a land is a country.
NAMES = {"EU Funding & Tenders Portal", "Land", "English"}
GAP = r"%\(\w+\)[sd]|%[sd]"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, which stands until the module is done."""
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        # This comes before the fixture that empties the cache: whom "localhost" meant to the module before is still kept.
        caches["local"].clear()
        assert building.build()
        try:
            yield
        finally:
            call_command("flush", verbosity=0, interactive=False)
            caches["local"].clear()


@pytest.fixture(scope="module")
def demo(built: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a server with the demo."""
    chromium_path()
    with django_db_blocker.unblock(), override_settings(MIDDLEWARE=["tests.turns.in_turn", *settings.MIDDLEWARE]):
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()


@dataclass(frozen=True, slots=True)
class Walk:
    """What one visitor saw, in which language."""

    who: str
    language: str
    pages: list[Seen]


@pytest.fixture(scope="module")
def walks(demo: str) -> list[Walk]:
    known: set[str] = set()
    with chromium_page(url=demo) as page:
        page.add_init_script(path=AXE)
        public = crawl(page, Client(), f"{demo}/public/sv/", known=known, within="/public/")
        done = [Walk("visitor", "sv", list(public))]
        for who, email in ROLES.items():
            client = logged_in(page, demo, email)
            done.append(Walk(who, "sv", list(crawl(page, client, f"{demo}/", known=known))))
        client = logged_in(page, demo, ROLES["coordinator"], language="en")
        done.append(Walk("coordinator", "en", list(crawl(page, client, f"{demo}/", known=set(), most=SAMPLE))))
    return done


def logged_in(page: Any, address: str, email: str, *, language: str = "sv") -> Client:
    """The page is logged in too."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    client.cookies["django_language"] = language
    page.context.clear_cookies()
    page.context.add_cookies([{"name": one.key, "value": one.value, "url": address} for one in client.cookies.values()])
    return client


def each(walks: list[Walk]) -> Iterator[tuple[str, Walk, Seen]]:
    """Every page seen, with who saw it where."""
    for walk in walks:
        for seen in walk.pages:
            yield f"{walk.who} ({walk.language}) at {urlsplit(seen.address).path}", walk, seen


def test_the_demo_is_whole_and_valid_and_stands_still(built: None) -> None:
    is_whole_and_valid_and_stands_still()


@in_browser
def test_every_link_leads_to_a_page_that_the_visitor_may_see(walks: list[Walk]) -> None:
    assert [f"{where}: {seen.status}" for where, _, seen in each(walks) if seen.status != 200] == []


@in_browser
def test_every_role_sees_pages_of_its_own(walks: list[Walk]) -> None:
    """The walk went somewhere: else the other tests would hold of nothing."""
    met = {walk.who: {seen.name for seen in walk.pages} for walk in walks if walk.language == "sv"}
    assert {"watch:inbox", "goals:goal", "initiatives:initiative", "partners:organisation"} <= met["coordinator"]
    assert "site:initiative" in met["visitor"]
    assert "operate:overview" in met["operator"]
    assert len(met["coordinator"]) > len(met["officer"]) > len(met["local actor"])


@in_browser
def test_no_page_breaks_a_rule_of_accessibility(walks: list[Walk]) -> None:
    assert [f"{where}: {line}" for where, _, seen in each(walks) for line in seen.violations] == []


@in_browser
def test_no_page_has_to_be_scrolled_sideways_on_the_narrowest_phone(walks: list[Walk]) -> None:
    assert [f"{where}: {seen.sticks_out} px" for where, _, seen in each(walks) if seen.sticks_out] == []


@in_browser
def test_the_browser_complains_of_nothing(walks: list[Walk]) -> None:
    """No error in a script, no address that is missing, nothing that the content security policy refuses."""
    assert [f"{where}: {line}" for where, _, seen in each(walks) for line in seen.complaints] == []


@in_browser
def test_every_page_has_one_heading_a_title_and_its_language(walks: list[Walk]) -> None:
    wrong = []
    for where, walk, seen in each(walks):
        public = re.match(r"(?:/public)?/(sv|en|de|nb|fi)/", urlsplit(seen.address).path)
        language = public[1] if public else walk.language
        if seen.is_page and (seen.headings != 1 or seen.lang != language or len(seen.title) < 5):
            wrong.append(f"{where}: {seen.headings} h1, {seen.lang=}, {seen.title=}")
    assert wrong == []


@in_browser
def test_no_page_speaks_english_to_who_chose_swedish(walks: list[Walk]) -> None:
    assert english_on(walks) == []


@in_browser
def test_the_search_for_english_would_find_it() -> None:
    seen = Seen(
        "/x/",
        "x",
        200,
        lang="sv",
        words=[("sv", "Start an initiative"), ("sv", "3 goals"), ("en", "Inbox"), ("sv", "Mål")],
    )
    assert [line.split(": ")[1] for line in english_on([Walk("officer", "sv", [seen])])] == ["Start an initiative"]


def english_on(walks: list[Walk]) -> list[str]:
    found = []
    for where, _, seen in each(walks):
        if seen.lang == "sv":
            found += [f"{where}: {text}" for lang, text in seen.words if lang == "sv" and is_english(text)]
    return found


@cache
def is_english(text: str) -> bool:
    """Most words stand on many pages, and each is held against hundreds of patterns."""
    plain, patterns = english()
    return text in plain or any(pattern.fullmatch(text) for piece, pattern in patterns if piece in text)


@cache
def english() -> tuple[set[str], list[tuple[str, re.Pattern[str]]]]:
    """What the interface says in English where it says something else in Swedish: as it stands, and with gaps for values, each
    with the longest piece between its gaps, which is quicker to look for."""
    plain, patterns = set(), []
    for room in messages.rooms():
        for message in messages.stored(room):
            for id, swedish in zip(forms(message.id), forms(message.string), strict=False):
                if id and id != swedish:
                    literal = re.sub(GAP, "", id)
                    if literal == id:
                        plain.add(id)
                    elif len(re.findall(r"[A-Za-z]{2,}", literal)) >= 3:
                        pieces = re.split(GAP, id)
                        patterns.append((max(pieces, key=len), re.compile(".+".join(map(re.escape, pieces)))))
    return plain - NAMES, patterns


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text
