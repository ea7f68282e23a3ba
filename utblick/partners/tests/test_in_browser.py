"""What only a browser shows: the map follows the filter, and names are compared while they are typed."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from tests.browser import axe_violations, chromium_page
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.partners.tests.make import make_agreement, make_organisation
from utblick.tenancy import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_map_and_the_list_stay_alike_and_duplicates_show_while_typing(live_server: LiveServer) -> None:
    with scope.acting(make_municipality(latitude=63.85, longitude=15.56)):
        make_agreement(organisation=make_organisation("Lierne kommune", country="NO"))
        make_organisation("Sault", country="FR", latitude=44.09, longitude=5.41)
        client = Client()
        client.force_login(make_user())

    cookies = {"session": client.cookies["session"].value}
    with chromium_page(width=360, cookies=cookies, url=live_server.url) as page:
        page.goto(live_server.url + reverse("partners:list"))
        assert axe_violations(page) == []
        assert page.locator(".u-map > svg .u-pin").count() == 3

        page.get_by_text("Fler filter").click()
        page.select_option("[name=country]", "FR")
        page.locator(".u-filters button").click()
        page.locator(".u-map > svg .u-pin").nth(2).wait_for(state="detached")
        assert page.locator("#listing tbody tr").count() == 1
        assert "country=FR" in page.url

        page.goto(live_server.url + reverse("partners:add"))
        page.type("[name=name]", "Lierne kommun")
        page.wait_for_selector("#alike a")
        assert page.locator("#alike a").inner_text() == "Lierne kommune"
        assert axe_violations(page) == []
        assert page.complaints == []
