"""What people paste, and what attackers send, is kept and shown as the text it is.

The strings are the Big List of Naughty Strings, read in place where it is (UTBLICK_SHARED_DATA); without it these tests are
skipped.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from itertools import cycle, zip_longest
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.filling import filled, form_of
from utblick.accounts.models import Municipality, User
from utblick.initiatives.models import Lesson
from utblick.initiatives.tests.make import make_initiative
from utblick.partners.models import Organisation
from utblick.search.finding import find

DATA = Path(os.environ.get("UTBLICK_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data")) / "security"


@cache
def naughty() -> list[str]:
    file = DATA / "naughty-strings.json"
    if not file.exists():
        pytest.skip(f"the naughty strings are not at {file}")
    return [as_sent(one) for one in json.loads(file.read_text(encoding="utf-8"))]


def as_sent(text: str) -> str:
    """As a browser would send it: no lone surrogate."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


@pytest.fixture
def browser(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    client.raise_request_exception = False
    return client


def shared_out(texts: list[str], fields: int) -> Iterator[tuple[str, ...]]:
    """Several to a form, each in a field of its own; what no text may hold stands alone, for the form is refused as a whole."""
    sound = [text for text in texts if "\x00" not in text]
    yield from ((text, *[""] * (fields - 1)) for text in {*texts} - {*sound})
    yield from zip_longest(*(sound[field::fields] for field in range(fields)), fillvalue="Inget")


def test_each_is_a_name_that_is_kept_unchanged(here: Municipality, browser: Client) -> None:
    texts = [text for text in naughty() if text.strip() and len(text) < 100]
    address = reverse("partners:add")
    form = {**filled(form_of(browser.get(address).text)), "another": "on"}
    for name, description, place in shared_out(texts, 3):
        answer = browser.post(address, {**form, "name": name, "description": description, "place": place})
        assert answer.status_code == (422 if "\x00" in name else 302), (name, description, place)
    kept = {text for row in Organisation.objects.values_list("name", "description", "place") for text in row}
    assert [text for text in texts if text.strip() not in kept and "\x00" not in text] == []


def test_each_is_a_lesson_that_is_shown_unchanged(here: Municipality, browser: Client) -> None:
    """Two at a time: one as what was learnt, one as what is to change."""
    texts = [text for text in naughty() if text.strip()]
    initiative = make_initiative("Utbyte")
    address = reverse("initiatives:add_lesson", args=[initiative.pk])
    form = filled(form_of(browser.get(address).text))
    for text, change in shared_out(texts, 2):
        answer = browser.post(address, {**form, "text": text, "change": change})
        assert answer.status_code == (422 if "\x00" in text else 302), (text, change)
    lessons = Lesson.objects.values_list("text", "change")
    kept = {text.replace("\r\n", "\n") for lesson in lessons for text in lesson}
    assert [text for text in texts if text.strip() not in kept and "\x00" not in text] == []
    page = html.fromstring(browser.get(initiative.get_absolute_url()).text)
    shown = " ".join(page.text_content().split())
    assert [text for text in kept if _readable(text) not in shown] == []


def _readable(text: str) -> str:
    """What a page can carry: HTML knows neither most control signs nor two spaces after each other."""
    return " ".join("".join(sign for sign in html.fromstring(f"<p>{_escaped(text)}</p>").text_content()).split())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def test_none_breaks_the_search_or_a_list(here: Municipality, browser: Client) -> None:
    """The search is asked for each; the pages, which ask it all in the same way, for every third."""
    assert {type(find(text)) for text in naughty()} == {list}
    pages = [reverse(name) for name in ("desk:search", "partners:list", "initiatives:list")]
    broken = [
        (page, text)
        for page, text in zip(cycle(pages), naughty()[::3])
        if browser.get(page, {"q": text}).status_code >= 500
    ]
    assert broken == []
