"""The review in a real browser: from mark to field, split at the cursor, accessible, usable on a phone and without scripts."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.browser import axe_violations, chromium_page, too_wide
from utblick.accounts.models import Municipality, User
from utblick.goals.importing import import_text
from utblick.goals.models import PolicyDocument
from utblick.goals.pieces import Kind
from utblick.goals.tests.conftest import POLICY, ids, texts
from utblick.goals.tests.make import make_goal, make_priority, make_programme
from utblick.tenancy import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session(client: Client, municipality: Municipality, coordinator: User) -> dict[str, str]:
    municipality.hosts = "localhost testserver"
    municipality.save()
    cache.clear()
    client.force_login(coordinator)
    return {"session": client.cookies["session"].value}


@pytest.fixture
def draft(municipality: Municipality) -> Iterator[PolicyDocument]:
    with scope.acting(municipality):
        yield import_text(text=POLICY, name="policy.txt")


def at(live_server: Any, draft: PolicyDocument) -> str:
    return f"{live_server.url.replace('127.0.0.1', 'localhost')}{draft.get_absolute_url()}"


@pytest.mark.parametrize("width", [1440, 360])
def test_the_review_is_accessible_and_fits(live_server: Any, session: Any, draft: PolicyDocument, width: int) -> None:
    with chromium_page(width=width, cookies=session) as page:
        page.goto(at(live_server, draft))
        assert axe_violations(page) == []
        assert not too_wide(page)
        assert page.complaints == []


@pytest.mark.parametrize("width", [1440, 360])
def test_a_programme_with_an_endless_word_fits(
    live_server: Any, session: Any, municipality: Municipality, width: int
) -> None:
    with scope.acting(municipality):
        programme = make_programme()
        make_priority(programme=programme, goal=make_goal(), name="Gräns" * 30)
    with chromium_page(width=width, cookies=session) as page:
        page.goto(f"{live_server.url.replace('127.0.0.1', 'localhost')}{programme.get_absolute_url()}")
        assert not too_wide(page)
        box = page.evaluate(
            "(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)(document.querySelector('.u-table-box'))"
        )
        assert box <= 0


def test_a_mark_in_the_text_leads_to_its_field_and_back(live_server: Any, session: Any, draft: PolicyDocument) -> None:
    duty = ids(draft, Kind.DUTY)[0]
    with chromium_page(cookies=session) as page:
        page.goto(at(live_server, draft))
        page.focus(f"#source-{duty} .g-mark-label")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == f"text-{duty}"
        page.click(f"#piece-{duty} .g-jump")
        assert page.evaluate(f"document.querySelector('#source-{duty}').getBoundingClientRect().top") > 0


def test_split_parts_at_the_cursor_without_a_reload(live_server: Any, session: Any, draft: PolicyDocument) -> None:
    first = ids(draft, Kind.GOAL)[0]
    with chromium_page(cookies=session) as page:
        page.goto(at(live_server, draft))
        page.evaluate("window.here = true")
        page.focus(f"#text-{first}")
        page.evaluate(f"document.querySelector('#text-{first}').setSelectionRange(13, 13)")
        page.click(f"#piece-{first} button[value^=split]")
        page.wait_for_selector("button[value=undo]")
        assert page.evaluate("window.here")
        draft.refresh_from_db()
        assert texts(draft, Kind.GOAL)[:2] == ["skapa kanaler", "för företagskontakter"]
        page.click("button[value=undo]")
        page.wait_for_selector("button[value=redo]")
    draft.refresh_from_db()
    assert texts(draft, Kind.GOAL)[0] == "skapa kanaler för företagskontakter"


def test_the_review_works_without_scripts(live_server: Any, session: Any, draft: PolicyDocument) -> None:
    second = ids(draft, Kind.GOAL)[1]
    with chromium_page(cookies=session, javascript=False) as page:
        page.goto(at(live_server, draft))
        page.click(f"#piece-{second} button[value^=merge]")
        page.click("button[value=undo]")
        page.click(f"#piece-{second} button[value^=drop]")
    draft.refresh_from_db()
    assert texts(draft, Kind.DROPPED) == ["marknadsföra kommunen som turistort"]
