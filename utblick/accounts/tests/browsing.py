"""What the browser tests of log-in share: a check of the page that stands open, and the way in."""

import re
from typing import Any

from tests.browser import axe_violations, too_wide
from utblick.accounts.tests.make import PASSWORD

# Words of allauth that would show that a text has no Swedish.
ENGLISH = re.compile(
    r"\b(Sign|Password|Security|Key|Recovery|Codes|Authenticator|Confirm|Activate|Remove|Add|your|the|used)\b"
)


def check(page: Any) -> None:
    """Accessible, no wider than the screen, in Swedish and without a complaint of the browser, on a desk and on a phone."""
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe_violations(page) == [], page.url
        assert too_wide(page) == 0, f"{page.url} at {width}"
    text = page.locator("main").inner_text()
    assert not ENGLISH.search(text), f"{page.url}: {ENGLISH.findall(text)} in {text}"
    assert page.locator("a[href*=signup]").count() == 0, page.url
    refused = [said for said in page.complaints if "status of 4" not in said]
    assert refused == [], page.url
    page.set_viewport_size({"width": 1440, "height": 900})


def log_in(page: Any, root: str, email: str, password: str = PASSWORD) -> None:
    page.goto(f"{root}/log-in/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    press(page, "Logga in")


def press(page: Any, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()
