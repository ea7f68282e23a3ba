"""A mail that is sent once: its row is there before it is sent, and says afterwards that it was.

Run twice, or killed half-way and run again, each is sent once. SMTP cannot tell a worker that died, or lost the server, while
the server answered whether that mail was taken: such a mail is in doubt, is never sent again by itself, and a person says what
becomes of it. A database that falls just then is waited for.

What the server refuses for good has failed, and is not tried again by itself; what it wants to have later (greylisting, a full
queue) waits, longer each time; when the server itself does not answer, the run ends and all waits for the next.
"""

import logging
import re
import time
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import OperationalError, connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.journal import posting
from utblick.tenancy import scope
from utblick.tenancy.scope import Owned, OwnedManager, OwnedQuerySet
from utblick.ui.lines import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

log = logging.getLogger(__name__)
PAUSES = (1, 2, 4, 8, 15, 30)
"""Seconds to wait for a database that has fallen just before or after a mail."""
SENDING = timedelta(minutes=10)
"""How long another worker may be at a mail before it is taken for dead and the mail is sent again."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=10), timedelta(hours=6)
PATIENCE = timedelta(days=2)
"""How long a reader's server may ask us to come back."""
LOST_IN_A_ROW = 3
"""So many times may the server be lost before the rest waits for the next run."""
BAD_ADDRESS, TOO_LATE = "5.1.3", "4.4.7"
STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
# By the beginning of the code (RFC 3463), the most exact first.
WORDS = {
    "5.1.": _("there is no such address"),
    "5.2.2": _("the mailbox is full"),
    "5.2.": _("the mailbox takes no mail"),
    "5.7.": _("the reader's mail server does not accept our mail"),
    "4.": _("the reader's mail server did not answer in two days"),
    "": _("the reader's mail server refused it"),
}
REFUSALS = (SMTPRecipientsRefused, SMTPDataError)
"""Of this mail or its address; other faults are of the server, or of the way there."""


class MailingQuerySet[M: "Mailing"](OwnedQuerySet[M]):
    def waiting(self, now: datetime) -> Self:
        """Those that are not sent, that no living worker is at, that are not in doubt, and whose time has come."""
        is_free, has_come = Q(claimed_at=None) | Q(claimed_at__lt=now - SENDING), Q(try_at=None) | Q(try_at__lte=now)
        return self.filter(is_free, has_come, sent_at=None, begun_at=None, failed_at=None)

    def in_doubt(self, now: datetime) -> Self:
        """Those whose worker died while the mail server took them: nobody knows whether it did."""
        return self.filter(sent_at=None, begun_at__lt=now - SENDING)


class Mailing(Owned):
    """One mail to one person. What makes it one is a constraint of the model that builds on this.

    `about`: the relation to the row on whose page one in doubt is told of, and `sent_again_by` the permission of who may then
    send it again. A kind without them is let be: its reader asks for another, or finds on a page what it told.
    `failure_is_told`: whether the coordinators are told of one that did not arrive, by a notice.
    """

    about: ClassVar[str] = ""
    sent_again_by: ClassVar[str] = ""
    failure_is_told: ClassVar[bool] = True

    made_at = models.DateTimeField(default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    # The mail server was about to take it.
    begun_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    # The server asked us to come back.
    try_at = models.DateTimeField(null=True, editable=False)
    failed_at = models.DateTimeField(_("failed"), null=True, editable=False)
    # Only the code, 5.1.1 or the bare reply code (RFC 3463): the server's words may hold the address.
    failure = models.CharField(max_length=10, blank=True, default="", db_default="", editable=False)

    objects = OwnedManager.from_queryset(MailingQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Owned.Meta):
        abstract = True

    @property
    def object_kind(self) -> str:
        return self._meta.label_lower

    @property
    def has_failed(self) -> bool:
        return self.failed_at is not None

    @property
    def is_stranded(self) -> bool:
        """Whether a person is to say what becomes of it."""
        return self.has_failed or self.is_in_doubt

    @property
    def failure_in_words(self) -> str:
        return in_words(self.failure)

    @property
    def is_in_doubt(self) -> bool:
        return self.sent_at is None and self.begun_at is not None and self.begun_at < timezone.now() - SENDING

    def send(
        self, compose: "Callable[[], EmailMessage]", now: datetime, *, also: "Callable[[], object] | None" = None
    ) -> bool:
        """Whether it was ours to send, and was sent. Raises what the server raises where it is to be tried again.

        `also`: what is written in the same transaction as that it was sent.
        """
        rows = type(self)._default_manager
        if not rows.waiting(now).filter(pk=self.pk).update(claimed_at=now):
            return False
        mine, message = rows.filter(pk=self.pk), _signed(compose())

        def is_sent() -> None:
            if mine.filter(sent_at=None).update(sent_at=timezone.now()) and also:
                also()

        def begins() -> None:
            mine.update(begun_at=timezone.now())

        try:
            with posting.telling(posting.Told(begins=lambda: _note(begins), taken=lambda: _note(is_sent))):
                message.send()
        except posting.Unanswered:
            raise  # Still begun, and so in doubt.
        except (ValueError, OSError, SMTPException) as error:
            # What fails after the server's yes, when the connection is closed, is of no matter.
            if mine.filter(sent_at=None).update(claimed_at=None, begun_at=None):
                return self._not_taken(error, now)
        _note(is_sent)
        return True

    def _not_taken(self, error: Exception, now: datetime) -> bool:
        """False where it never will be; raises the error where it is to be tried again."""
        is_refused = isinstance(error, REFUSALS)
        code = _for_good(error) or (TOO_LATE if is_refused and now - self.made_at > PATIENCE else "")
        if code:
            self.fail(code, now)
            return False
        if is_refused:
            wait = min(FIRST_WAIT * 2 ** min(self.tries, 10), LONGEST_WAIT)
            type(self)._default_manager.filter(pk=self.pk).update(tries=F("tries") + 1, try_at=now + wait)
        raise error

    def fail(self, code: str, now: datetime) -> None:
        """It will not arrive, also where the server had first said yes."""
        failed = type(self)._default_manager.filter(pk=self.pk, failed_at=None)
        if failed.update(failed_at=now, failure=code[:10]):
            log.warning("A mail will not arrive: %s %s, %s", self.object_kind, self.pk, code[:10])

    def send_again(self) -> bool:
        """Have one that is in doubt, or was refused for good, sent by the next run. False where somebody else was faster.

        One in doubt stays claimed, by the worker that died: it may have arrived, so what it says can no longer be taken back.
        """
        rows, now = type(self)._default_manager.filter(pk=self.pk), timezone.now()
        doubtful, failed = rows.in_doubt(now), rows.filter(sent_at=None, failed_at__isnull=False)
        anew = {"failed_at": None, "failure": "", "tries": 0, "try_at": None, "made_at": now}
        return bool(doubtful.update(begun_at=None) or failed.update(**anew))

    def let_be(self) -> bool:
        """Take one that is in doubt for sent. False where somebody else was faster."""
        doubtful = type(self)._default_manager.in_doubt(timezone.now()).filter(pk=self.pk)
        return bool(doubtful.update(sent_at=F("begun_at")))


def _signed(message: "EmailMessage") -> "EmailMessage":
    """The reader sees which municipality writes, and a reply reaches somebody there."""
    here = scope.municipality()
    if message.from_email == settings.DEFAULT_FROM_EMAIL and "From" not in message.extra_headers:
        message.from_email = shown_sender(here.name)
    if here.public_email and not message.reply_to:
        message.reply_to = [here.public_email]
    return message


def shown_sender(name: str) -> str:
    return formataddr((one_line(name), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def in_words(code: str) -> str:
    return str(next(words for beginning, words in WORDS.items() if code.startswith(beginning)))


def _for_good(error: Exception) -> str:
    """The code of a refusal that no other try changes; empty where one may."""
    if isinstance(error, ValueError):  # an address that no mail server takes
        return BAD_ADDRESS
    answer: tuple[int, bytes | str] = (0, "")
    if isinstance(error, SMTPRecipientsRefused):
        answer = max(error.recipients.values(), key=lambda one: one[0] < 500)
    elif isinstance(error, SMTPDataError):
        answer = error.smtp_code, error.smtp_error
    code, words = answer
    told = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    found = STATUS.search(told)
    return (found[0] if found else str(code)) if code >= 500 else ""


def _note(write: "Callable[[], None]") -> None:
    """Write it all or nothing, also where the database falls just then and is back soon."""
    for pause in PAUSES:
        try:
            return _written(write)
        except OperationalError:
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(pause)
    return _written(write)


def _written(write: "Callable[[], None]") -> None:
    with transaction.atomic():
        write()


def refusals_last[M](send: "Callable[[M], bool]", mails: "Iterable[M]") -> int:
    """Send each, and only then raise what one of them was refused with: one address keeps no mail from the others.

    A server that cannot be reached, or is lost several times in a row, is asked no more: each mail would wait for it as long.
    """
    sent, lost, refused = 0, 0, None
    for mail in mails:
        try:
            sent += send(mail)
            lost = 0
        except SMTPException as error:
            refused, lost = error, 0 if isinstance(error, REFUSALS) else lost + 1
            if lost == LOST_IN_A_ROW:
                break
    if refused:
        raise refused
    return sent


def in_turn[M](send: "Callable[[M], bool]", mails: "Iterable[M]") -> int:
    """As `refusals_last`, for what runs every few minutes: a mail that is to be tried again just waits for a later run."""

    def patient(mail: M) -> bool:
        with suppress(*REFUSALS):
            return send(mail)
        return False

    return refusals_last(patient, mails)
