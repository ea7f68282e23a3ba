"""The style guide in a real browser: no accessibility fault, no refusal by the content security policy, no sideways scroll."""

import pytest

from tests.browser import axe_violations, chromium_page, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session(client, coordinator) -> dict[str, str]:
    coordinator.is_operator = True
    coordinator.save()
    client.force_login(coordinator)
    return {"session": client.cookies["session"].value}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_every_component_is_accessible(live_server, session, width: int, dark: bool) -> None:
    with chromium_page(width=width, dark=dark, cookies=session, url=live_server.url) as page:
        page.goto(f"{live_server.url}/ui/styleguide/?toast=1")
        assert axe_violations(page) == []
        assert too_wide(page) == 0
        assert page.complaints == []


def test_a_list_is_sorted_in_place_and_the_way_back_works(live_server, session) -> None:
    with chromium_page(cookies=session, url=live_server.url) as page:
        page.goto(f"{live_server.url}/ui/styleguide/")
        page.click("#listing-name")
        page.wait_for_url("**sort=name*")
        page.wait_for_selector("th[aria-sort=ascending] #listing-name")
        assert page.evaluate("document.activeElement.id") == "listing-name"
        page.go_back()
        page.wait_for_selector("th[aria-sort=ascending] #listing-room")
        assert page.locator("h1").count() == 1
        assert page.complaints == []


def test_the_menu_list_and_theme_work_without_javascript(live_server, session) -> None:
    with chromium_page(width=360, javascript=False, cookies=session, url=live_server.url) as page:
        page.goto(f"{live_server.url}/ui/styleguide/")
        page.click(".u-menu-button")
        assert page.locator("#chain a").first.is_visible()
        page.click(".u-rail-close")
        page.click("#listing-name")
        page.wait_for_url("**sort=name*")
        page.click(".u-user-button")
        page.click(".u-theme button[value=dark]")
        page.wait_for_load_state()
        assert page.get_attribute("html", "data-color-scheme") == "dark"


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(live_server, session) -> None:
    with chromium_page(cookies=session, url=live_server.url) as page:
        page.goto(f"{live_server.url}/ui/styleguide/")
        assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
        page.click(".u-error-summary a >> nth=0")
        assert page.evaluate("document.activeElement.id") == "wrong_title"
