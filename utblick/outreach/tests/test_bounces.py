"""Mail that comes back: found by the address it came to or the Message-ID it quotes, and nothing else believed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.outreach import bouncing, marks, sending
from utblick.outreach.models import DigestMail, Subscriber
from utblick.outreach.tests.mailserver import Postbox
from utblick.outreach.tests.make import make_sent_digest, make_subscriber
from utblick.watch.tests.test_newsletters import append, imap

__all__ = ["imap"]
pytestmark = pytest.mark.django_db

type Deliver = Callable[[bytes], None]


@pytest.fixture
def deliver(tmp_path: Path, settings: Any) -> Deliver:
    """Puts a message into the Maildir that what comes back lies in."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    settings.BOUNCE_BOX, settings.BOUNCE_ADDRESS = f"maildir://{tmp_path}/box", "studs@example.org"
    number = iter(range(1000))

    def put(raw: bytes) -> None:
        (tmp_path / "box" / "new" / str(next(number))).write_bytes(raw)

    return put


@pytest.fixture
def sent(here: Municipality) -> DigestMail:
    make_subscriber("anna@example.org")
    make_sent_digest()
    sending.send_all(timezone.now())
    return DigestMail.objects.get()


def report(
    to: str = "studs@example.org",
    *,
    status: str = "5.1.1",
    action: str = "failed",
    quoted: str = "<x@y>",
    head: bool = False,
) -> bytes:
    """A delivery status notification as Postfix writes it (RFC 3464)."""
    kind = "text/rfc822-headers" if head else "message/rfc822"
    return f"""From: MAILER-DAEMON@mx.example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; anna@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user

--b
Content-Type: {kind}

From: utblick@localhost
Message-ID: {quoted}
Subject: Nyheter

Hej
--b--
""".replace("\n", "\r\n").encode()


def read() -> int:
    return bouncing.read(timezone.now())


def test_each_mail_has_a_sender_of_its_own_that_it_comes_back_to(
    here: Municipality, deliver: Deliver, postbox: Postbox
) -> None:
    for _reader in range(2):
        make_subscriber()
    make_sent_digest()
    sending.send_all(timezone.now())

    senders = {sender for sender, _to in postbox.envelopes}
    assert len(senders) == 2
    assert all(sender.startswith("studs+digest-") and sender.endswith("@example.org") for sender in senders)
    assert all(len(sender.split("@")[0]) <= 64 for sender in senders)
    assert all("studs" not in message["From"] for message in postbox.mails)


def test_a_report_to_that_address_is_noted_and_read_once(sent: DigestMail, deliver: Deliver) -> None:
    deliver(report(marks.sender(sent)))

    assert [read(), read()] == [1, 0]
    sent.refresh_from_db()
    assert (sent.failure, bool(sent.failed_at), bool(sent.sent_at)) == ("5.1.1", True, True)


@pytest.mark.parametrize("head", [True, False])
def test_a_report_that_quotes_the_message_id_is_noted_where_there_is_no_such_address(
    sent: DigestMail, deliver: Deliver, here: Municipality, head: bool
) -> None:
    deliver(report(quoted=mail.outbox[0].extra_headers["Message-ID"], head=head))

    assert read() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"action": "delivered", "status": "2.0.0"},
        {"action": "relayed", "status": "2.0.0"},
        {"status": "svårt"},
        {"status": ""},
    ],
)
def test_what_is_not_a_failure_for_good_says_nothing(sent: DigestMail, deliver: Deliver, facts: dict[str, str]) -> None:
    deliver(report(marks.sender(sent), **facts))

    assert read() == 0


def test_nobody_can_write_a_report_for_a_mail_whose_mark_is_not_known(sent: DigestMail, deliver: Deliver) -> None:
    forged = f"digest-{sent.pk}-{'0' * 20}"
    deliver(report(f"studs+{forged}@example.org", quoted=f"<{forged}@example.org>"))

    assert read() == 0


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00nonsense",
        b"Subject: Jag ar pa semester\r\nAuto-Submitted: auto-replied\r\n\r\nHej",
        b'Content-Type: multipart/report; boundary="b"\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n--b--',
        b"Content-Type: message/delivery-status\r\n\r\nStatus: 5.1.1",
        b"Content-Type: message/rfc822\r\n\r\n" * 50,
    ],
)
def test_absences_rubbish_and_half_a_report_are_passed_over(sent: DigestMail, deliver: Deliver, raw: bytes) -> None:
    deliver(raw)
    deliver(report(marks.sender(sent)))

    assert read() == 1


def test_three_that_come_back_pause_the_reader(here: Municipality, deliver: Deliver) -> None:
    reader = make_subscriber()
    for _number in range(3):
        digest = make_sent_digest()
        sending.send_all(timezone.now())
        deliver(report(marks.sender(digest.mails.get()), status="5.2.2"))
        read()

    reader.refresh_from_db()
    assert reader.state == Subscriber.State.PAUSED


def test_without_a_box_nothing_is_read(sent: DigestMail, settings: Any) -> None:
    assert read() == 0
    assert marks.sender(sent) == settings.DEFAULT_FROM_EMAIL


def test_returned_mail_is_read_from_a_real_imap_server(sent: DigestMail, imap: str, settings: Any) -> None:
    settings.BOUNCE_BOX, settings.BOUNCE_ADDRESS = imap, "studs@example.org"
    append(imap, report(marks.sender(sent)))

    assert [read(), read()] == [1, 0]
