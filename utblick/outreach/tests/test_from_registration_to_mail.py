"""A company in a real Chromium: from its registration to its first matched mail, through a real mail server."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.browser import axe_violations, chromium_page, too_wide
from utblick.accounts.models import User
from utblick.actors import registering
from utblick.actors.models import LocalActor
from utblick.outreach import match_mails
from utblick.outreach.tests.mailserver import Postbox
from utblick.site import guarding
from utblick.watch import matching
from utblick.watch.models import Item
from utblick.watch.tests.make import make_item

pytestmark = [pytest.mark.browser, pytest.mark.whole_way, pytest.mark.django_db(transaction=True)]
LATER = timedelta(minutes=5)
TOLD = {
    "r-name": "Frostvikens Sylt", "r-description": "Vi kokar sylt och saft av hjortron, lingon och blåbär.",
    "r-markets_wanted": "Norge", "r-contact_name": "Siv Hjortron", "r-email": "siv@sylten.example",
}  # fmt: skip


@pytest.fixture
def page(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Quicker than a person."""
    monkeypatch.setattr(guarding, "SECONDS", 0)
    with chromium_page(width=360, url=live_server.url) as page:
        page.set_default_timeout(30_000)
        yield page


def looked_at(page: Any) -> str:
    """What the page says, once nothing on it is inaccessible or wider than the screen."""
    assert axe_violations(page) == [], page.url
    assert too_wide(page) == 0, page.url
    return str(page.inner_text("main"))


def press(page: Any, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def test_a_company_registers_and_is_mailed_what_fits_it(
    live_server: Any, page: Any, coordinator: User, postbox: Postbox
) -> None:
    make_item(
        "Purchase of lingonberry jam, blueberry juice and cloudberry jam for hotels",
        summary="Jam and juice of lingonberries, blueberries and cloudberries.",
        kind=Item.Kind.TENDER,
        deadline=timezone.now() + timedelta(days=40),
        link="https://ted.example/sylt",
        language="en",
    )
    page.goto(live_server.url + reverse("site:register", args=["sv"]))
    looked_at(page)
    press(page, "Skicka anmälan")
    page.wait_for_selector("[aria-invalid=true]")
    looked_at(page)
    page.complaints.clear()
    for name, value in TOLD.items():
        page.fill(f"[name={name}]", value)
    page.check("[name=r-consent]")
    press(page, "Skicka anmälan")
    page.wait_for_url("**/thanks/")
    looked_at(page)
    registering.send_all(timezone.now())
    assert "Vi har fått din anmälan" in postbox.mails[-1]["Subject"]

    _approve(page, live_server, coordinator)
    registering.send_all(timezone.now() + LATER)
    matching.match_pending()
    match_mails.send_all(timezone.now() + LATER)
    letter = postbox.mails[-1]
    assert letter["To"] == "siv@sylten.example"
    assert "passar Frostvikens Sylt" in letter["Subject"]
    assert "lingonberry jam" in str(letter.get_body(("plain",)).get_content())  # type: ignore[union-attr]

    _log_in_by_the_link(page, live_server, postbox)
    assert "lingonberry jam" in looked_at(page)
    page.get_by_role("button", name="Inte för oss").first.click()
    page.wait_for_load_state()
    assert "lingonberry jam" not in page.inner_text(".u-columns")
    assert page.complaints == []


def _approve(page: Any, live_server: Any, coordinator: User) -> None:
    client = Client()
    client.force_login(coordinator)
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(live_server.url + reverse("actors:registrations"))
    looked_at(page)
    page.click("text=Frostvikens Sylt")
    assert "hjortron" in looked_at(page)
    press(page, "Godkänn")
    page.wait_for_url("**/actors/*/")
    looked_at(page)
    assert LocalActor.objects.get().name == "Frostvikens Sylt"
    page.context.clear_cookies()


def _log_in_by_the_link(page: Any, live_server: Any, postbox: Postbox) -> None:
    page.goto(live_server.url + reverse("ask_for_link"))
    looked_at(page)
    page.fill("[name=email]", "siv@sylten.example")
    press(page, "Skicka länk")
    page.wait_for_selector("[role=status]")
    link = re.search(r"https?://[^/]+(/log-in/link/\S+)", str(postbox.mails[-1].get_content()))
    assert link
    page.goto(live_server.url + link[1])
    looked_at(page)
    press(page, "Logga in")
    page.wait_for_url("**/own/")
