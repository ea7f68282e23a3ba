"""A request for a visit is answered once, by a letter in its own language, and can be taken back until that has gone."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.desk.due import due
from utblick.partners import receiving
from utblick.partners.models import Contact, Organisation, Person, RequestMail, VisitRequest
from utblick.partners.tests.make import make_organisation, make_visit_request
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"partners:{name}", args=args)


@pytest.fixture
def asked(here: object) -> VisitRequest:
    return make_visit_request()


def later() -> Any:
    return timezone.now() + timedelta(minutes=5)


def test_what_waits_stands_first_and_is_due_within_the_week_that_we_promise(
    client: Client, coordinator: User, asked: VisitRequest
) -> None:
    make_visit_request("Äldre", state=VisitRequest.State.DECLINED)
    client.force_login(coordinator)
    page = client.get(url("requests"))
    assert page.text.index("Stadt Bregenz") < page.text.index("Äldre")
    told = [one for one in due(timezone.localdate(), user=coordinator) if one.kind == "request"]
    assert [(one.title, one.on) for one in told] == [("Stadt Bregenz", timezone.localdate() + timedelta(days=7))]


def test_yes_makes_a_contact_with_the_partner_and_a_letter_in_their_language(
    client: Client, coordinator: User, asked: VisitRequest
) -> None:
    client.force_login(coordinator)
    form = client.get(url("accept_request", asked.pk)).context["form"]
    letter = form["body"].value()
    assert letter.startswith("Guten Tag Maria Kessler")

    page = client.post(
        url("accept_request", asked.pk), {"kind": "municipality", "first": "2027-05-24", "body": letter}, follow=True
    )

    contact = Contact.objects.get()
    assert (contact.kind, contact.guest_language, contact.purpose) == ("visit_in", "de", asked.topics)
    assert contact.organisation.name == "Stadt Bregenz"
    assert Person.objects.get().email == "maria@bregenz.example"
    assert url("take_back_answer", asked.pk) in page.text
    assert receiving.send_all(timezone.now()) == 0, "there is time to think again"
    assert [receiving.send_all(later()), receiving.send_all(later())] == [1, 0]
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["maria@bregenz.example"], "Ihre Besuchsanfrage an Provkommun")
    assert "herzlich willkommen" in sent.body


def test_a_partner_that_we_know_is_proposed_and_not_doubled(
    client: Client, coordinator: User, asked: VisitRequest
) -> None:
    known = make_organisation("Bregenz", country="AT")
    client.force_login(coordinator)
    form = client.get(url("accept_request", asked.pk)).context["form"]
    assert form["organisation"].initial == known
    facts = {"organisation": known.pk, "kind": "municipality", "first": "2027-05-24", "body": "Välkomna"}
    client.post(url("accept_request", asked.pk), facts)
    assert Organisation.objects.count() == 1
    assert Contact.objects.get().organisation == known


def test_no_needs_a_reason_which_is_not_told_in_the_letter(
    client: Client, coordinator: User, asked: VisitRequest
) -> None:
    client.force_login(coordinator)
    assert client.post(url("decline_request", asked.pk), {"body": "Leider nein"}).status_code == 422
    client.post(url("decline_request", asked.pk), {"body": "Leider nein", "reason": "Ingen som kan ta emot i maj"})
    receiving.send_all(later())
    assert mail.outbox[0].body == "Leider nein"
    assert "Ingen som kan ta emot i maj" in client.get(asked.get_absolute_url()).text
    assert not Contact.objects.exists()


def test_an_answer_is_taken_back_until_its_letter_has_gone(
    client: Client, coordinator: User, asked: VisitRequest
) -> None:
    client.force_login(coordinator)
    client.post(url("accept_request", asked.pk), {"kind": "municipality", "first": "2027-05-24", "body": "Ja"})
    client.post(url("take_back_answer", asked.pk))
    asked.refresh_from_db()
    assert (asked.state, asked.contact, Contact.objects.current().count()) == ("waiting", None, 0)
    assert receiving.send_all(later()) == 0

    client.post(url("decline_request", asked.pk), {"body": "Nej", "reason": "Fel"})
    receiving.send_all(later())
    page = client.post(url("take_back_answer", asked.pk), follow=True)
    assert "har gått" in page.text
    asked.refresh_from_db()
    assert asked.state == "declined"


def test_it_is_answered_once(client: Client, coordinator: User, asked: VisitRequest) -> None:
    client.force_login(coordinator)
    client.post(url("decline_request", asked.pk), {"body": "Nej", "reason": "Fel"})
    assert client.post(url("accept_request", asked.pk), {"body": "Ja", "first": "2027-05-24"}).status_code == 404
    assert RequestMail.objects.count() == 1


def test_a_worker_that_died_leaves_the_letter_to_the_next(coordinator: User, asked: VisitRequest) -> None:
    receiving.decline(asked, by=coordinator, body="Nej", reason="Fel")
    now = later()
    RequestMail.objects.update(claimed_at=now)
    assert receiving.send_all(now + timedelta(minutes=5)) == 0
    assert receiving.send_all(now + timedelta(minutes=20)) == 1


def test_a_confidential_request_is_hidden_and_so_is_the_visit_it_becomes(
    client: Client, officer: User, coordinator: User, asked: VisitRequest, here: Municipality
) -> None:
    facts = {"organisation": make_organisation(), "first": date(2027, 5, 24), "last": None}
    with scope.acting(here, coordinator, sees_secrets=True):
        asked.secrecy_ground = "OSL 15 kap. 1 §"
        asked.save()
        contact = receiving.accept(asked, by=coordinator, body="Ja", **facts)
    client.force_login(officer)
    for address in (asked.get_absolute_url(), contact.get_absolute_url()):
        assert client.get(address).status_code == 404
    assert "Bregenz" not in client.get(url("requests")).text
    assert receiving.send_all(later()) == 1, "they who asked get their answer"


def test_readers_do_not_answer(client: Client, decision_maker: User, asked: VisitRequest) -> None:
    client.force_login(decision_maker)
    assert client.post(url("decline_request", asked.pk), {"body": "x", "reason": "x"}).status_code == 403
