"""A company in a real Chromium: from the list of vacant sites to the answer in its postbox, through a real mail server."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.browser import axe_violations, chromium_page, too_wide
from utblick.accounts.models import User
from utblick.establishment import sending
from utblick.establishment.models import AnswerPromise, Enquiry
from utblick.establishment.tests.make import make_picture, make_vacant_site
from utblick.establishment.words import words
from utblick.outreach.tests.conftest import mail_port, postbox
from utblick.outreach.tests.mailserver import Postbox
from utblick.site import guarding

__all__ = ["mail_port", "postbox"]
pytestmark = [pytest.mark.browser, pytest.mark.whole_way, pytest.mark.django_db(transaction=True)]
LATER = timedelta(minutes=5)


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


def test_a_company_asks_and_is_answered(live_server: Any, page: Any, coordinator: User, postbox: Postbox) -> None:
    said = {"de": {"name": "Gewerbegebiet Hoting", "description": "Eben, am Gleis."}}
    site = make_vacant_site(area=84_000, power=18, translations=said)
    make_picture(site, de="Von oben")
    AnswerPromise(owner=coordinator).save()

    page.goto(live_server.url + reverse("site:vacant_sites", args=["de"]))
    looked_at(page)
    page.click("text=Gewerbegebiet Hoting")
    assert "84.000 m²" in looked_at(page).replace("\xa0", ".")
    page.click("text=Dazu anfragen")
    looked_at(page)
    page.click("text=Anfrage senden")
    page.wait_for_selector("[role=alert]")
    assert words("de")["needed"] in looked_at(page)
    page.complaints.clear()
    told = {"company": "Nordwind GmbH", "name": "Jutta Brandt", "email": "j@nordwind.example", "message": "Holzfabrik"}
    for name, value in told.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=country]", "DE")
    assert page.input_value("[name=site]") == str(site.pk)
    page.click("text=Anfrage senden")
    page.wait_for_url("**/thanks/**")
    enquiry = Enquiry.objects.get()
    assert enquiry.number in looked_at(page)

    # The job that was queued has sent it already.
    [receipt] = postbox.mails
    assert (receipt["To"], enquiry.number in receipt["Subject"]) == ("j@nordwind.example", True)

    page.context.add_cookies([{"name": "session", "value": _logged_in(coordinator), "url": live_server.url}])
    page.goto(live_server.url + reverse("desk:mine"))
    page.click("text=Svara Nordwind GmbH")
    page.goto(live_server.url + enquiry.get_absolute_url())
    looked_at(page)
    page.click("text=Föreslå platser")
    page.check(f"[name=sites][value='{site.pk}']")
    looked_at(page)
    page.click("text=Skicka förslaget")
    page.wait_for_url(f"**{enquiry.get_absolute_url()}")
    assert "Platser föreslagna" in looked_at(page)
    assert sending.send_all(timezone.now() + LATER) == 1
    letter = postbox.mails[-1].get_content()
    assert "Gewerbegebiet Hoting" in letter
    assert f"/public/de/sites/{site.pk}/" in letter
    assert page.complaints == []


def _logged_in(user: User) -> str:
    client = Client()
    client.force_login(user)
    return str(client.cookies["session"].value)
