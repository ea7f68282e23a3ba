"""A digest whose time has come → a mail to each reader, once.

Each mail has a row before anything is sent, under a constraint of digest and reader. A worker claims the row, sends, and notes it.
Killed anywhere, the next one goes on with what is not noted; the one mail that the server was just taking is in doubt, and is shown
on the newsletter's page (journal/mailing.py).
"""

from datetime import datetime

from django.conf import settings
from django.utils import translation

from utblick.journal.mailing import in_turn, shown_sender
from utblick.outreach import composing, failing, leaving, letters, marks
from utblick.outreach.models import Digest, DigestMail
from utblick.outreach.unfolded import Unfolded, one_click
from utblick.tenancy import scope
from utblick.ui.lines import one_line


def send_all(now: datetime) -> int:
    """Begin what is due, and send what waits, for every municipality. Returns how many mails went out.

    Raises what the mail server raised where it did not answer: the next run goes on.
    """
    _begin_due(now)
    return in_turn(lambda mail: _send(mail, now), _waiting(now))


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
        is_sent = mail.send(lambda: message(mail), now)
        if not is_sent:
            failing.pause_if_failing(mail.subscriber)
        return is_sent


def _drop(mail: DigestMail) -> bool:
    DigestMail.objects.filter(pk=mail.pk).update(dropped=True)
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
        "From": shown_sender(here.name),
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
