import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from tests.browser import chromium_page
from utblick.accounts.models import User
from utblick.accounts.tests.browsing import check, log_in, press
from utblick.accounts.tests.make import PASSWORD, code_now

pytestmark = pytest.mark.browser
PASSKEY_HOLDER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code_of(secret: str) -> str:
    """The code that an app would show now. A code counts once in its half minute; the tests do not wait for the next."""
    cache.clear()
    return code_now(secret, lasts=5)


def activate_app(page: Any, root: str, look: Callable[[Any], None] = lambda page: None) -> tuple[str, list[str]]:
    """Set up an authenticator app as a person would. Returns its secret and the recovery codes."""
    page.goto(f"{root}/log-in/2fa/")
    look(page)
    page.click("main a[href*='totp/activate']")
    if "reauthenticate" in page.url:
        look(page)
        page.fill("[name=password]", PASSWORD)
        press(page, "Bekräfta")
    look(page)
    secret = page.input_value("#authenticator_secret")
    page.fill("[name=code]", "000000")
    press(page, "Anslut")
    look(page)
    page.fill("[name=code]", code_of(page.input_value("#authenticator_secret")))
    press(page, "Anslut")
    page.wait_for_url("**/recovery-codes/")
    look(page)
    assert page.locator("#recovery_codes").count()
    return secret, re.findall(r"\d{8}", page.input_value("#recovery_codes"))


def test_an_app_as_second_factor(live_server: Any, coordinator: User) -> None:
    root = live_server.url
    with chromium_page() as page:
        log_in(page, root, coordinator.email)
        secret, codes = activate_app(page, root, check)
        page.goto(f"{root}/log-in/2fa/")
        check(page)
        page.context.clear_cookies()
        log_in(page, root, coordinator.email)
        assert "/2fa/authenticate/" in page.url
        check(page)
        page.fill("[name=code]", "000000")
        press(page, "Logga in")
        check(page)
        page.fill("[name=code]", code_of(secret))
        press(page, "Logga in")
        assert page.url == f"{root}/"

        page.context.clear_cookies()
        log_in(page, root, coordinator.email)
        page.fill("[name=code]", codes[0])
        press(page, "Logga in")
        assert page.url == f"{root}/"

        page.context.clear_cookies()
        log_in(page, root, coordinator.email)
        page.fill("[name=code]", codes[0])
        press(page, "Logga in")
        assert "/2fa/authenticate/" in page.url


def test_recovery_codes_are_renewed_and_the_app_is_taken_away(live_server: Any, coordinator: User) -> None:
    root = live_server.url
    with chromium_page() as page:
        log_in(page, root, coordinator.email)
        _, codes = activate_app(page, root)
        page.goto(f"{root}/log-in/2fa/recovery-codes/generate/")
        check(page)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/recovery-codes/")
        check(page)
        assert not set(codes) & set(re.findall(r"\d{8}", page.input_value("#recovery_codes")))
        page.goto(f"{root}/log-in/2fa/totp/deactivate/")
        check(page)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/2fa/")
        page.context.clear_cookies()
        log_in(page, root, coordinator.email)
        assert page.url == f"{root}/"


def test_a_passkey_logs_in_without_a_password(live_server: Any, coordinator: User) -> None:
    root = live_server.url
    with chromium_page() as page:
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY_HOLDER})
        log_in(page, root, coordinator.email)
        page.goto(f"{root}/log-in/2fa/webauthn/add/")
        if "reauthenticate" in page.url:
            page.fill("[name=password]", PASSWORD)
            press(page, "Bekräfta")
        check(page)
        page.fill("[name=name]", "Min dator")
        page.click("#mfa_webauthn_add")
        page.wait_for_url("**/recovery-codes/")
        page.goto(f"{root}/log-in/2fa/webauthn/")
        assert "Min dator" in page.locator("main").inner_text()
        check(page)
        page.click("main a[href*='/edit/']")
        check(page)
        page.go_back()
        page.click("main a[href*='/remove/']")
        check(page)

        page.context.clear_cookies()
        page.goto(f"{root}/log-in/login/")
        press(page, "Logga in med passnyckel")
        page.wait_for_url(f"{root}/")

        page.context.clear_cookies()
        log_in(page, root, coordinator.email)
        assert "/2fa/authenticate/" in page.url
        check(page)
        page.click("#mfa_webauthn_authenticate")
        page.wait_for_url(f"{root}/")
        page.goto(f"{root}/log-in/2fa/webauthn/reauthenticate/")
        check(page)
