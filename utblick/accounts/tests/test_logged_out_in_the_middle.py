"""Whoever is logged out, or loses the role, in the middle of a form does not lose what was written."""

import pytest
from django.test import Client
from lxml import html

from tests.filling import filled, form_of
from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.accounts.tests.make import PASSWORD, make_user
from utblick.partners.models import Organisation

ADD = "/partners/add/"
TEXT = "En lång beskrivning som ingen vill skriva om"


@pytest.fixture
def browser(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def sent(browser: Client) -> dict[str, object]:
    return filled(form_of(browser.get(ADD).text), name="Bergs kommun", description=TEXT)


def log_in(browser: Client, address: str, user: User) -> str:
    """Log in on the page that one was led to. Returns where that leads."""
    page = html.fromstring(browser.get(address).text)
    form = next(form for form in page.forms if "login" in form.fields)
    form.fields["login"], form.fields["password"] = user.email, PASSWORD
    return browser.post(form.action, dict(form.form_values())).headers["Location"]


def test_the_form_comes_back_filled_after_log_in(here: Municipality, browser: Client, coordinator: User) -> None:
    written = sent(browser)
    browser.session.flush()
    led_to = browser.post(ADD, written).headers["Location"]
    assert "Det finns kvar: logga in" in browser.get(led_to).text
    page = browser.get(log_in(browser, led_to, coordinator)).text
    assert TEXT in page
    again = next(form for form in html.fromstring(page).forms if form.action == ADD)
    opened = browser.post(ADD, dict(again.form_values()))
    assert opened.status_code == 422
    assert not Organisation.objects.exists()
    form = form_of(opened.text)
    assert form.fields["description"].strip() == TEXT
    assert browser.post(ADD, dict(form.form_values())).status_code == 302
    assert Organisation.objects.get().description == TEXT
    assert browser.get("/members/me/written/").headers["Location"] == "/"


def test_another_person_at_the_same_browser_sees_nothing_of_it(here: Municipality, browser: Client) -> None:
    written = sent(browser)
    browser.session.flush()
    led_to = browser.post(ADD, written).headers["Location"]
    page = browser.get(log_in(browser, led_to, make_user(Role.COORDINATOR)))
    assert page.status_code == 302
    assert "written" not in browser.session


def test_what_no_form_of_ours_sent_is_not_kept(here: Municipality, browser: Client) -> None:
    written = {**sent(browser), "form_key": "made:up"}
    browser.session.flush()
    assert browser.post(ADD, written).headers["Location"].endswith("?next=/partners/add/")
    assert "written" not in browser.session


def test_who_loses_the_role_meanwhile_can_copy_what_was_written(
    here: Municipality, browser: Client, coordinator: User
) -> None:
    written = sent(browser)
    make_user(Role.COORDINATOR)
    Membership.objects.get(user=coordinator).withdraw()
    answer = browser.post(ADD, written)
    assert answer.status_code == 403
    assert TEXT in answer.text


def test_a_form_with_a_stale_token_is_opened_again_filled(here: Municipality, coordinator: User) -> None:
    browser = Client(headers={"host": here.hosts.split()[0]}, enforce_csrf_checks=True)
    browser.force_login(coordinator)
    written = {**sent(browser), "csrfmiddlewaretoken": "x" * 64}
    answer = browser.post(ADD, written)
    assert answer.status_code == 403
    again = next(form for form in html.fromstring(answer.text).forms if form.action == ADD)
    assert TEXT in browser.post(ADD, dict(again.form_values())).text


def test_a_form_without_token_from_elsewhere_is_told_what_to_do(here: Municipality, coordinator: User) -> None:
    browser = Client(headers={"host": here.hosts.split()[0]}, enforce_csrf_checks=True)
    browser.force_login(coordinator)
    answer = browser.post(ADD, {"name": "Bergs kommun", "description": TEXT})
    assert answer.status_code == 403
    assert TEXT not in answer.text
    assert "Ingenting sparades" in answer.text


def test_a_part_of_a_page_sends_the_whole_page_to_log_in_and_back(here: Municipality, browser: Client) -> None:
    browser.session.flush()
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/watch/inbox/?page=2"}
    answer = browser.post("/watch/inbox/decide/", {"relevant": "1"}, headers=asked)
    assert answer.headers["HX-Redirect"].endswith("?next=%2Fwatch%2Finbox%2F%3Fpage%3D2")
    assert not answer.content
