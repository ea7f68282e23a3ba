import re
from typing import Any

import pytest
from django.core import mail

from tests.browser import chromium_page
from utblick.accounts.models import User
from utblick.accounts.tests.browsing import check, log_in, press
from utblick.accounts.tests.make import PASSWORD

pytestmark = pytest.mark.browser
NEW = "gran och grus i gläntan"


def test_in_by_password_and_out_again(live_server: Any, coordinator: User) -> None:
    with chromium_page() as page:
        page.goto(live_server.url)
        assert "/log-in/login/" in page.url
        check(page)
        log_in(page, live_server.url, coordinator.email)
        assert page.url == f"{live_server.url}/"
        page.click(".u-user-button")
        page.click("#me form[action*=logout] button")
        page.wait_for_url("**/log-in/login/")
        check(page)
        page.goto(f"{live_server.url}/members/")
        assert "/log-in/login/" in page.url


def test_a_wrong_password_and_an_unknown_address_get_the_same_words_until_the_door_is_shut(
    live_server: Any, coordinator: User
) -> None:
    with chromium_page() as page:
        log_in(page, live_server.url, coordinator.email, "fel lösenord")
        check(page)
        known = page.locator("[role=alert]:visible").inner_text()
        log_in(page, live_server.url, "ingen@example.se", "fel lösenord")
        assert page.locator("[role=alert]:visible").inner_text() == known
        for _ in range(5):
            log_in(page, live_server.url, coordinator.email, "fel lösenord")
        log_in(page, live_server.url, coordinator.email)
        assert "För många" in page.locator("[role=alert]:visible").inner_text()
        check(page)


def test_a_forgotten_password_is_replaced_by_a_mailed_link(live_server: Any, coordinator: User) -> None:
    with chromium_page() as page:
        page.goto(f"{live_server.url}/log-in/login/")
        page.click("main a[href*=reset]")
        check(page)
        page.fill("[name=email]", coordinator.email)
        press(page, "Skicka länk")
        check(page)
        assert mail.outbox[0].to == [coordinator.email]
        body = str(mail.outbox[0].body)
        link = re.search(r"http://\S+", body)
        assert link
        page.goto(link[0])
        check(page)
        page.fill("[name=password1]", "kort")
        page.fill("[name=password2]", "kort")
        press(page, "Spara lösenordet")
        check(page)
        page.fill("[name=password1]", NEW)
        page.fill("[name=password2]", NEW)
        press(page, "Spara lösenordet")
        check(page)
        log_in(page, live_server.url, coordinator.email, NEW)
        assert page.url == f"{live_server.url}/"
        page.goto(link[0])
        assert page.locator("input[type=password]").count() == 0
        check(page)


def test_a_new_password_ends_the_sessions_elsewhere(live_server: Any, coordinator: User) -> None:
    with chromium_page() as page:
        elsewhere = page.context.browser.new_context().new_page()
        log_in(elsewhere, live_server.url, coordinator.email)
        log_in(page, live_server.url, coordinator.email)
        page.goto(f"{live_server.url}/log-in/password/change/")
        check(page)
        page.fill("[name=oldpassword]", PASSWORD)
        page.fill("[name=password1]", NEW)
        page.fill("[name=password2]", NEW)
        press(page, "Byt lösenord")
        page.goto(f"{live_server.url}/members/me/")
        assert "/members/me/" in page.url
        elsewhere.goto(f"{live_server.url}/members/me/")
        assert "/log-in/login/" in elsewhere.url
        assert mail.outbox[-1].to == [coordinator.email]


def test_logging_out_everywhere_else(live_server: Any, coordinator: User) -> None:
    with chromium_page() as page:
        elsewhere = page.context.browser.new_context().new_page()
        log_in(elsewhere, live_server.url, coordinator.email)
        log_in(page, live_server.url, coordinator.email)
        page.goto(f"{live_server.url}/members/me/")
        check(page)
        press(page, "Logga ut överallt annars")
        check(page)
        page.fill("[name=password]", PASSWORD)
        press(page, "Bekräfta")
        check(page)
        elsewhere.goto(f"{live_server.url}/members/me/")
        assert "/log-in/login/" in elsewhere.url


def test_the_other_pages_of_the_account(live_server: Any, coordinator: User) -> None:
    with chromium_page() as page:
        for path in ("signup/", "inactive/"):
            page.goto(f"{live_server.url}/log-in/{path}")
            check(page)
        log_in(page, live_server.url, coordinator.email)
        for path in ("logout/", "reauthenticate/", "sessions/"):
            page.goto(f"{live_server.url}/log-in/{path}")
            check(page)
