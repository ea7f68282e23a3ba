"""The public form for a visit: in the guest's language, closed to machines, harmless whatever is written in it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, Role
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.partners import receiving
from utblick.partners.models import GuestLanguage, VisitRequest
from utblick.site import guarding
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
GERMAN = "/public/de/visit/"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets time go on."""
    began, gone = 500_000 * guarding.HOUR + 60.0, [0.0]
    monkeypatch.setattr(guarding.time, "time", lambda: began + gone[0])

    def seconds(count: float) -> None:
        gone[0] += count

    return seconds


def opened(client: Client, at: Any, address: str = GERMAN, *, after: float = 30) -> dict[str, str]:
    """The form as a visitor fills it in, so many seconds after it was opened."""
    page = client.get(address)
    stamp = re.search(r'name="shown" value="([^"]+)"', page.text)
    assert stamp
    at(after)
    return {
        "shown": stamp[1],
        "website": "",
        "name": "Maria Kessler",
        "organisation_name": "Stadt Bregenz",
        "country": "AT",
        "email": "maria@bregenz.example",
        "people": "8",
        "first_day": "",
        "topics": "Holzbau und Schulen",
    }


@pytest.mark.parametrize("language", GuestLanguage.values)
def test_the_form_speaks_the_guests_language_throughout(client: Client, here: Municipality, language: str) -> None:
    page = client.get(f"/public/{language}/visit/")
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    wrong = client.post(
        f"/public/{language}/visit/", {"email": "x", "people": "0", "first_day": "i maj", "country": "X"}
    )
    assert wrong.status_code == 422
    errors = {str(one) for found in wrong.context["form"].errors.values() for one in found} if wrong.context else set()
    from utblick.partners.documents.guests import words

    said = words(language)
    for key in ("needed", "bad_email", "bad_number", "bad_day", "bad_choice", "expired"):
        assert said[key].replace("'", "&#x27;") in wrong.text, key
    assert errors <= set(said.values())


def test_the_visitor_is_led_to_the_own_language(client: Client, here: Municipality) -> None:
    for asked, language in {"fi-FI,fi;q=0.9": "fi", "no": "nb", "fr": "en", "": "en", "de-AT": "de"}.items():
        answer = client.get("/public/visit/", headers={"accept-language": asked})
        assert answer.headers["Location"] == f"/public/{language}/visit/"


def test_a_request_lands_with_the_coordinator(client: Client, here: Municipality, at: Any) -> None:
    answer = client.post(GERMAN, opened(client, at), follow=True)
    assert "Vielen Dank" in answer.text
    request = VisitRequest.objects.get()
    assert (request.language, request.organisation_name, request.people) == ("de", "Stadt Bregenz", 8)
    assert mail.outbox == [], "no mail goes to an address that a stranger wrote"
    client.force_login(make_user(Role.COORDINATOR))
    assert "Stadt Bregenz" in client.get(reverse("partners:requests")).text
    assert "1 besöksförfrågan väntar på svar" in client.get(reverse("watch:inbox")).text


def test_it_belongs_to_the_municipality_whose_page_it_was(client: Client, here: Municipality, at: Any) -> None:
    sent = opened(client, at)
    other = make_municipality("Grannkommun")
    elsewhere = Client(headers={"host": other.hosts.split()[0]})
    assert elsewhere.post(GERMAN, sent).status_code == 422, "a stamp holds where it was made"
    with scope.everywhere():
        assert not VisitRequest.objects.exists()


def test_sent_twice_it_is_one_request(client: Client, here: Municipality, at: Any) -> None:
    sent = opened(client, at)
    for _ in range(2):
        assert client.post(GERMAN, sent).status_code == 302
    assert VisitRequest.objects.count() == 1
    client.post(GERMAN, {**sent, "topics": "Etwas anderes"})
    assert VisitRequest.objects.count() == 2, "who goes back and writes something else means it"


@pytest.mark.parametrize(
    ("changes", "after", "told"),
    [
        ({"website": "https://spam.example"}, 30, "soll leer sein"),
        ({}, 1, "ungewöhnlich schnell"),
        ({}, 13 * 3600, "zu lange geöffnet"),
        ({"shown": ""}, 30, "zu lange geöffnet"),
        ({"shown": "WzEsMV0:abc:def"}, 30, "zu lange geöffnet"),
    ],
)
def test_a_machine_is_refused_and_a_person_loses_nothing(
    client: Client, here: Municipality, at: Any, changes: dict[str, str], after: float, told: str
) -> None:
    sent = {**opened(client, at, after=after), **changes}
    page = client.post(GERMAN, sent)
    assert page.status_code == 422
    assert told in page.text
    assert "Holzbau und Schulen" in page.text
    assert not VisitRequest.objects.exists()
    stamp = re.search(r'name="shown" value="([^"]+)"', page.text)
    assert stamp
    at(10)
    assert client.post(GERMAN, {**sent, "shown": stamp[1], "website": ""}).status_code == 302


def test_more_than_five_an_hour_from_one_place_are_refused(client: Client, here: Municipality, at: Any) -> None:
    for number in range(guarding.EACH):
        assert client.post(GERMAN, {**opened(client, at), "name": f"Gast {number}"}).status_code == 302
    page = client.post(GERMAN, opened(client, at))
    assert page.status_code == 422
    assert "viele Anfragen" in page.text
    somebody = Client(headers={"host": here.hosts.split()[0]}, REMOTE_ADDR="203.0.113.9")
    assert somebody.post(GERMAN, opened(somebody, at)).status_code == 302
    at(3_700)
    assert client.post(GERMAN, opened(client, at)).status_code == 302


def test_a_count_that_is_too_busy_to_keep_turns_nobody_away(
    client: Client, here: Municipality, at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding.caches["default"], "add", lambda *_: False)
    assert client.post(GERMAN, opened(client, at)).status_code == 302


def test_line_breaks_make_no_mail_headers(client: Client, here: Municipality, at: Any) -> None:
    sent = opened(client, at)
    broken = client.post(GERMAN, {**sent, "email": "a@b.example\r\nBcc: victim@x.example"})
    assert broken.status_code == 422
    client.post(GERMAN, {**sent, "name": "Maria\r\nBcc: victim@x.example", "organisation_name": "Stadt\nX-Evil: 1"})
    request = VisitRequest.objects.get()
    assert (request.name, request.organisation_name) == ("Maria Bcc: victim@x.example", "Stadt X-Evil: 1")
    with scope.acting(here):
        receiving.decline(request, by=make_user(Role.COORDINATOR), body="Nein\r\nBcc: victim@x.example", reason="Fel")
    receiving.send_all(timezone.now() + timedelta(minutes=5))
    [letter] = mail.outbox
    assert letter.recipients() == ["maria@bregenz.example"]
    assert "Bcc" not in letter.message()
    assert "X-Evil" not in letter.message()


def test_scripts_are_shown_as_the_text_they_are(client: Client, here: Municipality, at: Any) -> None:
    script = "<script>alert(1)</script>"
    client.post(
        GERMAN, {**opened(client, at), "name": script, "organisation_name": script, "topics": f"{script}{{{{7*7}}}}"}
    )
    request = VisitRequest.objects.get()
    client.force_login(make_user(Role.COORDINATOR))
    for address in (
        request.get_absolute_url(),
        reverse("partners:requests"),
        reverse("partners:accept_request", args=[request.pk]),
    ):
        page = client.get(address)
        assert script not in page.text
        assert "&lt;script&gt;" in page.text
    refused = client.post(GERMAN, {"name": f'"><img src=x onerror=alert(1)>{script}'})
    assert script not in refused.text
    assert "<img src=x" not in refused.text


@pytest.mark.parametrize(
    "facts", [{"name": "x" * 5_000}, {"topics": "y" * 50_000}, {"people": "9" * 40}, {"name": "a\x00b"}]
)
def test_what_is_beyond_measure_is_refused_kindly(
    client: Client, here: Municipality, at: Any, facts: dict[str, str]
) -> None:
    assert client.post(GERMAN, {**opened(client, at), **facts}).status_code == 422
    assert not VisitRequest.objects.exists()


def test_the_last_day_is_not_before_the_first_and_the_first_not_behind(
    client: Client, here: Municipality, at: Any
) -> None:
    sent = opened(client, at)
    assert "schon vorbei" in client.post(GERMAN, {**sent, "first_day": "2020-01-01"}).text
    assert (
        "nicht vor dem ersten"
        in client.post(GERMAN, {**sent, "first_day": "2090-05-02", "last_day": "2090-05-01"}).text
    )


def test_the_public_pages_lead_to_the_form_and_it_is_never_kept(client: Client, here: Municipality) -> None:
    assert "/public/sv/visit/" in client.get("/public/sv/").text
    assert "no-store" in client.get(GERMAN).headers["Cache-Control"]


def test_it_works_with_the_forgery_check_on(here: Municipality, at: Any) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": here.hosts.split()[0]})
    sent = opened(strict, at)
    assert strict.post(GERMAN, sent).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', strict.get(GERMAN).text)
    assert token
    assert strict.post(GERMAN, {**sent, "csrfmiddlewaretoken": token[1]}).status_code == 302


def test_a_demo_says_so_on_the_guests_pages_too(client: Client, municipality: Municipality) -> None:
    municipality.is_demo = True
    municipality.save()
    assert "u-demo" in client.get(reverse("site:visit_request", args=["fi"])).text
