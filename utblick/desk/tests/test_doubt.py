"""A mail whose worker died while the mail server took it: told once, sent again or let be by a person, and never by itself."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.actors.models import RegistrationMail
from utblick.actors.tests.make import make_registration
from utblick.desk.reminding import remind_all
from utblick.establishment.models import EnquiryLetter
from utblick.establishment.tests.make import make_enquiry
from utblick.journal import mailing
from utblick.journal.mailing import Mailing
from utblick.journal.models import Entry
from utblick.outreach import sending
from utblick.outreach.models import DigestMail
from utblick.outreach.tests.make import begin, make_sent_digest, make_subscriber
from utblick.partners import receiving
from utblick.partners.models import RequestMail, VisitRequest
from utblick.partners.receiving import TooLate
from utblick.partners.tests.make import make_visit_request
from utblick.teamwork.kinds import Event
from utblick.teamwork.models import Notice
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
UNKNOWN = "Vi vet inte om det kom fram"


def put_in_doubt(mail: Mailing) -> None:
    then = timezone.now() - 2 * mailing.SENDING
    type(mail)._default_manager.filter(pk=mail.pk).update(claimed_at=then, begun_at=then, sent_at=None)


@pytest.fixture
def doubtful(here: Municipality) -> DigestMail:
    make_subscriber("anna@example.org")
    begin(make_sent_digest())
    found = DigestMail.objects.get()
    put_in_doubt(found)
    return found


def press(client: Client, name: str, of: Mailing) -> int:
    return client.post(reverse(f"journal:{name}", args=[of.object_kind, of.pk])).status_code


def test_the_coordinator_is_told_once_and_has_it_sent_again(
    doubtful: DigestMail, client: Client, coordinator: User
) -> None:
    assert sending.send_all(timezone.now() + timedelta(days=1)) == 0
    remind_all(timezone.now())
    remind_all(timezone.now())
    [notice] = Notice.objects.filter(user=coordinator, event=Event.MAIL_IN_DOUBT)
    client.force_login(coordinator)
    page = client.get(notice.target).content.decode()
    assert UNKNOWN in page
    assert "anna@example.org" in page

    assert press(client, "send_mail_again", doubtful) == 302
    assert sending.send_all(timezone.now()) == 1
    assert UNKNOWN not in client.get(notice.target).content.decode()
    remind_all(timezone.now())
    assert not Notice.objects.filter(event=Event.MAIL_IN_DOUBT).exists()


def test_what_is_let_be_is_not_sent_and_both_stand_in_the_trail_of_the_newsletter(
    doubtful: DigestMail, client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    press(client, "let_mail_be", doubtful)
    press(client, "send_mail_again", doubtful)
    assert sending.send_all(timezone.now() + timedelta(days=1)) == 0
    entry = Entry.objects.filter(kind="outreach.digest", object_id=doubtful.digest_id).latest("pk")
    assert (entry.by, entry.after) == (coordinator, {"mail_in_doubt": False, "sent_again": False})


def test_the_letters_to_those_who_asked_say_so_on_their_pages(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    enquiry, request, registration = make_enquiry(), make_visit_request(), make_registration()
    request.state, request.answered_on = VisitRequest.State.ACCEPTED, timezone.localdate()
    request.save()
    letters: list[Mailing] = [
        EnquiryLetter.objects.create(enquiry=enquiry, kind="answer", subject="Hej", body="Välkomna"),
        RequestMail.objects.create(request=request, subject="Hej", body="Välkomna"),
        RegistrationMail.objects.get_or_create(registration=registration, step="received")[0],
    ]
    for letter in letters:
        put_in_doubt(letter)
        whole = getattr(letter, letter.about)
        assert UNKNOWN in client.get(whole.get_absolute_url()).content.decode(), letter.object_kind
        assert press(client, "send_mail_again", letter) == 302
        assert UNKNOWN not in client.get(whole.get_absolute_url()).content.decode(), letter.object_kind
    assert mail.outbox == [], "the next run sends them"
    with pytest.raises(TooLate):
        receiving.take_back(request)  # the guest may have had the letter already


def test_a_letter_that_is_refused_for_good_is_told_of_and_sent_again_when_the_address_is_mended(
    client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    letter = EnquiryLetter.objects.create(enquiry=make_enquiry(), kind="answer", subject="Hej", body="Välkomna")
    refused = SMTPRecipientsRefused({"a@b.example": (550, b"5.1.1 <a@b.example> no such user")})
    sent = make_registration()

    def refuse() -> EmailMessage:
        raise refused

    for one in (letter, RegistrationMail.objects.get_or_create(registration=sent, step="received")[0]):
        with patch.object(EmailMessage, "send", lambda _self: refuse()):
            assert not one.send(EmailMessage, timezone.now())
        assert not type(one)._default_manager.waiting(timezone.now() + timedelta(days=9)).filter(pk=one.pk).exists()
        assert "Adressen finns inte (5.1.1)" in client.get(getattr(one, one.about).get_absolute_url()).text
    remind_all(timezone.now())
    told = Notice.objects.filter(user=coordinator, event=Event.MAIL_FAILED)
    assert {notice.target for notice in told} == {letter.enquiry.get_absolute_url(), sent.get_absolute_url()}

    assert press(client, "let_mail_be", letter) == 302
    assert press(client, "send_mail_again", letter) == 302
    assert EnquiryLetter.objects.waiting(timezone.now()).filter(pk=letter.pk).exists()
    assert client.get(letter.enquiry.get_absolute_url()).text.count("Kom inte fram") == 0


def test_a_server_that_is_lost_or_not_there_is_not_asked_for_each_mail() -> None:
    def asked(error: Exception) -> int:
        tried: list[int] = []

        def send(number: int) -> bool:
            tried.append(number)
            raise error

        with pytest.raises(type(error)):
            mailing.refusals_last(send, range(50))
        return len(tried)

    assert asked(TimeoutError()) == 1
    assert asked(SMTPServerDisconnected()) == mailing.LOST_IN_A_ROW
    assert asked(SMTPDataError(450, b"Come back")) == 50


def test_nobody_else_says_what_becomes_of_it(doubtful: DigestMail, client: Client, coordinator: User) -> None:
    client.force_login(make_user(Role.AUDITOR))
    assert press(client, "send_mail_again", doubtful) == 403
    neighbour = make_municipality("Grannkommun")
    with scope.acting(neighbour):
        client.force_login(make_user(Role.COORDINATOR))
    address = reverse("journal:send_mail_again", args=[doubtful.object_kind, doubtful.pk])
    assert client.post(address, headers={"host": neighbour.hosts}).status_code == 404
    client.force_login(coordinator)
    assert client.post(reverse("journal:send_mail_again", args=["accounts.user", coordinator.pk])).status_code == 404
    doubtful.refresh_from_db()
    assert doubtful.begun_at
