"""The public form by which companies, schools and associations register."""

import re
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality
from utblick.actors.models import LocalActor, Registration
from utblick.site import guarding

pytestmark = pytest.mark.django_db

TOLD = {
    "r-name": "Frostvikens\nSylt", "r-kind": "company", "r-description": "Vi kokar <script>sylt</script>.",
    "r-contact_name": "Siv Hjortron", "r-email": "siv@sylten.example", "r-markets_wanted": "Norge", "r-consent": "on",
    "r-website": "https://sylten.example/", "r-languages": "norska",
}  # fmt: skip


def address(language: str = "sv") -> str:
    return reverse("site:register", args=[language])


@pytest.fixture
def stamp(client: Client, here: Municipality, monkeypatch: pytest.MonkeyPatch) -> str:
    """That of a form that has been open long enough."""
    monkeypatch.setattr(guarding, "SECONDS", 0)
    found = re.search(r'name="shown" value="([^"]+)"', client.get(address()).text)
    assert found
    assert signing.loads(found[1], salt=guarding.SALT)
    return found[1]


def send(client: Client, stamp: str, **changes: Any) -> Any:
    return client.post(address(), {**TOLD, "shown": stamp, "website": "", **changes})


def test_what_is_sent_waits_for_the_coordinator_and_is_in_no_register(client: Client, stamp: str) -> None:
    assert send(client, stamp).status_code == 302
    asked = Registration.objects.get()
    assert (asked.name, asked.markets_wanted, asked.website) == ("Frostvikens Sylt", "NO", "https://sylten.example/")
    assert not LocalActor.objects.exists()


def test_the_same_form_sent_twice_is_one_registration(client: Client, stamp: str) -> None:
    send(client, stamp)
    send(client, stamp)
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("changes", [{"website": "http://spam.example"}, {"shown": "x"}, {"r-consent": ""}])
def test_a_machine_or_a_missing_consent_is_refused_and_nothing_is_lost(
    client: Client, stamp: str, changes: dict[str, str]
) -> None:
    page = send(client, stamp, **changes)
    assert page.status_code == 422
    assert "siv@sylten.example" in page.text
    assert not Registration.objects.exists()


def test_the_form_speaks_english_too(client: Client, here: Municipality) -> None:
    page = client.get(address("en"))
    assert "What you make or do" in page.text
    assert page.headers["Content-Language"] == "en"
