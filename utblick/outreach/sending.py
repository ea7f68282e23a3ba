"""A digest whose time has come → a mail to each reader, once.

Each mail has a row before anything is sent, under a constraint of digest and reader. A worker claims the row, sends, and notes it.
Killed anywhere, the next one goes on with what is not noted; the one mail that the server was just taking is in doubt, and is shown
on the newsletter's page (journal/mailing.py).

What the server refuses for good is noted as failed; what it wants to have later (greylisting, a full queue) waits, longer each
time; when the server itself does not answer, the run ends and all waits for the next.
"""

import re
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.db.models import F
from django.utils import translation

from utblick.outreach import composing, failing, leaving, letters, marks
from utblick.outreach.models import Digest, DigestMail
from utblick.outreach.unfolded import Unfolded, one_click
from utblick.tenancy import scope
from utblick.ui.lines import one_line

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=10), timedelta(hours=6)
PATIENCE = timedelta(days=2)
"""How long a reader's server may ask us to come back."""
BAD_ADDRESS = "5.1.3"
TOO_LATE = "4.4.7"
STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


def send_all(now: datetime) -> int:
    """Begin what is due, and send what waits, for every municipality. Returns how many mails went out.

    Raises what the mail server raised where it did not answer: the next run goes on.
    """
    _begin_due(now)
    return sum(_send(mail, now) for mail in _waiting(now))


def _begin_due(now: datetime) -> None:
    with scope.everywhere():
        due = list(Digest.objects.due(now).select_related("municipality"))
    for digest in due:
        with scope.acting(digest.municipality):
            composing.begin(digest.pk, now)


def _waiting(now: datetime) -> list[DigestMail]:
    with scope.everywhere():
        rows = DigestMail.objects.waiting(now).filter(digest__withdrawn_at=None)
        return list(rows.select_related("municipality", "digest", "subscriber__actor").order_by("tries", "pk"))


def _send(mail: DigestMail, now: datetime) -> bool:
    with scope.acting(mail.municipality), translation.override(mail.language):
        mail.subscriber.refresh_from_db()  # who stops while the others get theirs gets none
        if not mail.subscriber.is_reading:
            return _drop(mail)
        ready = message(mail)
        try:
            return mail.send(lambda: ready, now)
        except SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            return _refused(mail, code, words, now)
        except SMTPDataError as error:
            return _refused(mail, error.smtp_code, error.smtp_error, now)
        except ValueError:  # an address that no mail server takes
            return failing.note(mail, BAD_ADDRESS, now)
        except (OSError, SMTPException):
            _wait(mail, now)
            raise


def _drop(mail: DigestMail) -> bool:
    DigestMail.objects.filter(pk=mail.pk).update(dropped=True)
    return False


def _refused(mail: DigestMail, code: int, words: bytes | str, now: datetime) -> bool:
    told = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    found = STATUS.search(told)
    if code >= 500:
        return failing.note(mail, found[0] if found else str(code), now)
    if now - mail.made_at > PATIENCE:
        return failing.note(mail, TOO_LATE, now)
    return _wait(mail, now)


def _wait(mail: DigestMail, now: datetime) -> bool:
    """Twice as long each time."""
    wait = min(FIRST_WAIT * 2 ** min(mail.tries, 10), LONGEST_WAIT)
    DigestMail.objects.filter(pk=mail.pk).update(tries=F("tries") + 1, try_at=now + wait)
    return False


def message(mail: DigestMail) -> Unfolded:
    """The mail itself, in the reader's language."""
    digest, reader, here = mail.digest, mail.subscriber, mail.municipality
    visit = letters.visit_to(digest, mail.language)
    counted = letters.letter(
        digest, visit, link=lambda entry, _piece: visit.address("outreach:way", pk=digest.pk, entry=entry.pk)
    )
    stop, manage = leaving.stop_address(reader), leaving.own_address(reader)
    bodies = letters.drawn(digest, counted, visit, why=letters.why(reader, mail.language), stop=stop, manage=manage)
    headers = {
        "From": marks.shown_sender(here),
        "Message-ID": marks.message_id(mail, here),
        "List-Id": f"<{list_name(here.slug)}>",
        **one_click(stop),
    }
    sent = Unfolded(one_line(counted.subject.text), bodies["txt"], marks.sender(mail), [reader.email], headers=headers)
    sent.attach_alternative(bodies["html"], "text/html")
    return sent


def list_name(slug: str) -> str:
    """What mail programs and servers know the list by (RFC 2919)."""
    return f"digest.{slug}.{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('>') or 'localhost'}"
