"""On a phone the list comes first, and what is done with those ticked where the thumb is."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from tests.browser import axe_violations, chromium_page, too_wide
from utblick.accounts.models import User
from utblick.watch.models import Decision
from utblick.watch.tests.make import make_item, make_place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_done_with_those_ticked_comes_with_the_first_tick(
    live_server: LiveServer, client: Client, coordinator: User
) -> None:
    places = [make_place(make_item(f"Utlysning om vänorter {number}"), rank=90 - number) for number in range(8)]
    client.force_login(coordinator)
    cookies = {"session": client.cookies["session"].value}
    with chromium_page(width=360, cookies=cookies, url=live_server.url) as page:
        page.goto(live_server.url + reverse("watch:inbox"))
        bar, ticks = page.locator(".w-bar"), page.locator("[data-inbox] [name=items]")
        assert not bar.is_visible()
        ticks.nth(5).check()
        ticks.nth(6).check()
        assert is_on_screen(page, bar)
        assert axe_violations(page) == []
        assert not too_wide(page)
        bar.locator(".w-more summary").first.click()
        noted = bar.get_by_role("button", name="Noterad")
        assert is_on_screen(page, noted)
        with page.expect_navigation():
            noted.click()
    assert set(Decision.objects.values_list("item", flat=True)) == {one.item_id for one in places[5:7]}


def is_on_screen(page: Any, what: Any) -> bool:
    box, height = what.bounding_box(), page.viewport_size["height"]
    return bool(box) and box["y"] >= 0 and box["y"] + box["height"] <= height
