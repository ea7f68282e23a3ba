"""An editor in a real Chromium: from a draft to a page that is published, and to its German beside it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser import chromium_page
from utblick.accounts.models import Municipality, Role
from utblick.accounts.tests.make import make_user
from utblick.site.written.tests.make import section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server: Any, client: Client, here: Municipality) -> Iterator[Any]:
    client.force_login(make_user(Role.EDITOR))
    cookies = {"session": client.cookies["session"].value}
    with chromium_page(cookies=cookies, url=live_server.url) as page:
        page.set_default_timeout(30_000)
        yield page


def translate(page: Any, swedish: str, german: str) -> None:
    waiting = page.get_by_role("button", name="Översätt", exact=True)
    page.locator("li, tr, div").filter(has_text=swedish).filter(has=waiting).last.get_by_role(
        "button", name="Översätt"
    ).click()
    page.locator("main textarea:visible").last.fill(german)
    page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_text(german, exact=True).wait_for()


def test_an_editor_comes_from_a_draft_to_a_published_translation(
    live_server: Any, page: Any, here: Municipality
) -> None:
    from playwright.sync_api import expect  # not at hand where no browser is

    page.goto(live_server.url + reverse("wagtailadmin_pages:add", args=["written", "textpage", section().pk]))
    page.wait_for_load_state("networkidle")
    page.fill("[name=title]", "Sjön i Hoting")
    page.fill("[name=lead]", "Bada, fiska och vandra.")
    # By the page's own script, once the title is left.
    expect(page.locator("[name=slug]")).to_have_value("sjon-i-hoting", timeout=30_000)
    page.click("footer button:has-text('Spara utkast')")
    page.wait_for_url("**/edit/")
    address = f"{live_server.url}/sv/besok/sjon-i-hoting/"
    assert page.request.get(address).status == 404, "a draft is shown to nobody"
    page.get_by_role("button", name="Fler åtgärder").click()
    page.get_by_role("button", name="Publicera", exact=True).click()
    edit = page.get_by_role("link", name="Ändra").first.get_attribute("href")
    assert page.request.get(address).status == 200

    page.goto(live_server.url + reverse("wagtail_localize:submit_page_translation", args=[edit.split("/")[-3]]))
    page.get_by_label("Tyska").check()
    page.locator("main [type=submit]").click()
    translate(page, "Sjön i Hoting", "Der See in Hoting")
    translate(page, "Bada, fiska", "Baden, angeln und wandern.")
    page.get_by_role("button", name="Publicera på Tyska").click()
    page.get_by_text("Publicerade 'Der See in Hoting' på Tyska").wait_for()

    page.goto(address)
    page.get_by_text("Språk", exact=True).click()
    page.get_by_role("link", name="Deutsch").click()
    assert page.inner_text("h1") == "Der See in Hoting"
    assert "Baden, angeln und wandern." in page.inner_text("main")
    assert page.complaints == []
