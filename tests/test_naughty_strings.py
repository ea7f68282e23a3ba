"""What people paste, and what attackers send, is kept and shown as the text it is.

The strings are the Big List of Naughty Strings, read in place where it is (UTBLICK_SHARED_DATA); without it these tests are
skipped.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

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


def sent(browser: Client, address: str, texts: list[str], **given: str) -> Iterator[tuple[str, Any]]:
    """Each text, and the answer to the form at an address whose `{}` fields hold it."""
    form = filled(form_of(browser.get(address).text))
    for text in texts:
        yield (
            text,
            browser.post(address, {**form, **{name: value.replace("{}", text) for name, value in given.items()}}),
        )


def test_each_is_a_name_that_is_kept_unchanged(here: Municipality, browser: Client) -> None:
    texts = [text for text in naughty() if text.strip() and len(text) < 100]
    given = {"name": "{}", "description": "{}", "place": "{}", "another": "on"}
    answers = list(sent(browser, reverse("partners:add"), texts, **given))
    assert [text for text, answer in answers if answer.status_code >= 500] == []
    refused = [text for text, answer in answers if answer.status_code != 302]
    kept = set(Organisation.objects.values_list("name", flat=True))
    assert [text for text in texts if text.strip() not in kept and text not in refused] == []
    assert all("\x00" in text for text in refused), refused


def test_each_is_a_lesson_that_is_shown_unchanged(here: Municipality, browser: Client) -> None:
    """Two at a time: one as what was learnt, one as what is to change."""
    texts = [text for text in naughty() if text.strip()]
    without = [text for text in texts if "\x00" not in text]
    initiative = make_initiative("Utbyte")
    address = reverse("initiatives:add_lesson", args=[initiative.pk])
    form = filled(form_of(browser.get(address).text))
    for text, change in [
        *zip(without[::2], [*without[1::2], "Inget"], strict=False),
        *((text, "") for text in {*texts} - {*without}),
    ]:
        answer = browser.post(address, {**form, "text": text, "change": change})
        assert answer.status_code == (422 if "\x00" in text else 302), (text, change)
    lessons = Lesson.objects.values_list("text", "change")
    kept = {text.replace("\r\n", "\n") for lesson in lessons for text in lesson}
    assert [text for text in without if text.strip() not in kept] == []
    page = html.fromstring(browser.get(initiative.get_absolute_url()).text)
    shown = " ".join(page.text_content().split())
    assert [text for text in kept if _readable(text) not in shown] == []


def _readable(text: str) -> str:
    """What a page can carry: HTML knows neither most control signs nor two spaces after each other."""
    return " ".join("".join(sign for sign in html.fromstring(f"<p>{_escaped(text)}</p>").text_content()).split())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def test_none_breaks_the_search_or_a_list(here: Municipality, browser: Client) -> None:
    """The search is asked for each; the pages, which ask it all in the same way, in turn."""
    assert {type(find(text)) for text in naughty()} == {list}
    pages = [reverse(name) for name in ("desk:search", "partners:list", "initiatives:list")]
    broken = [
        (page, text) for page, text in zip(cycle(pages), naughty()) if browser.get(page, {"q": text}).status_code >= 500
    ]
    assert broken == []
