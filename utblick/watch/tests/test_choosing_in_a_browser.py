"""A part of a web page is chosen by pressing it in a preview, at a desk and on a phone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from pytest_django.live_server_helper import LiveServer

from tests.browser import axe_violations, chromium_page, too_wide
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.tenancy import scope
from utblick.watch.tests.newsroom import Newsroom
from utblick.watch.tests.test_pages import TITLES, news

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEAD = "Här samlas alla utlysningar för dem som bor och verkar i norr, och de som öppnar under året."


def chosen(page: Any) -> str:
    text: str = page.locator("[data-parts] > [aria-current]").inner_text()
    return text


@pytest.mark.parametrize("width", [1440, 360])
def test_a_part_is_chosen_by_pressing_it_and_the_part_around_it_by_pressing_again(
    live_server: LiveServer, newsroom: Newsroom, width: int
) -> None:
    newsroom.raw["page"] = news(*TITLES, before=f"<p>{LEAD}</p>")
    with scope.acting(make_municipality()):
        client = Client()
        client.force_login(make_user())
    cookies = {"session": client.cookies["session"].value}
    with chromium_page(width=width, cookies=cookies, url=live_server.url) as page:
        page.goto(f"{live_server.url}{reverse('watch:watch_page')}?{urlencode({'address': newsroom.url('page')})}")
        assert axe_violations(page) == []
        first, second, third = (page.locator("[data-preview]").get_by_text(title, exact=True) for title in TITLES)
        second.click()
        assert "En lista med 3 poster" in chosen(page)
        second.click()
        assert LEAD in chosen(page)
        first.click()
        third.click()
        assert not too_wide(page)
        with page.expect_navigation():
            page.locator("[aria-current] button").first.click()
        assert page.get_by_text(TITLES[0]).is_visible()
        assert page.locator("[name=address]").first.input_value().startswith(newsroom.url("page") + "#utblick=each")
