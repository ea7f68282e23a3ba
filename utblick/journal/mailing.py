"""A mail that is sent once: its row is there before it is sent, and says afterwards that it was.

Run twice, or killed half-way and run again, each is sent once. SMTP cannot tell a worker that died while the server answered
whether that mail was taken: such a mail is in doubt, is never sent again by itself, and a person says what becomes of it. A
database that falls just then is waited for.
"""

import time
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING, ClassVar, Self

from django.core.mail import EmailMessage
from django.db import OperationalError, connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.journal import posting
from utblick.tenancy.scope import Owned, OwnedManager, OwnedQuerySet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PAUSES = (1, 2, 4, 8, 15, 30)
"""Seconds to wait for a database that has fallen just before or after a mail."""
SENDING = timedelta(minutes=10)
"""How long another worker may be at a mail before it is taken for dead and the mail is sent again."""


class MailingQuerySet[M: "Mailing"](OwnedQuerySet[M]):
    def waiting(self, now: datetime) -> Self:
        """Those that are not sent, that no living worker is at, and that are not in doubt."""
        return self.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - SENDING), sent_at=None, begun_at=None)

    def in_doubt(self, now: datetime) -> Self:
        """Those whose worker died while the mail server took them: nobody knows whether it did."""
        return self.filter(sent_at=None, begun_at__lt=now - SENDING)


class Mailing(Owned):
    """One mail to one person. What makes it one is a constraint of the model that builds on this.

    `about`: the relation to the row on whose page one in doubt is told of, and `sent_again_by` the permission of who may then
    send it again. A kind without them is let be: its reader asks for another, or finds on a page what it told.
    """

    about: ClassVar[str] = ""
    sent_again_by: ClassVar[str] = ""

    made_at = models.DateTimeField(default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    # The mail server was about to take it.
    begun_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)

    objects = OwnedManager.from_queryset(MailingQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Owned.Meta):
        abstract = True

    @property
    def object_kind(self) -> str:
        return self._meta.label_lower

    @property
    def is_in_doubt(self) -> bool:
        return self.sent_at is None and self.begun_at is not None and self.begun_at < timezone.now() - SENDING

    def send(
        self, compose: "Callable[[], EmailMessage]", now: datetime, *, also: "Callable[[], object] | None" = None
    ) -> bool:
        """Whether it was ours to send, and was sent. Raises what the mail server raises; the next run then tries again.

        `also`: what is written in the same transaction as that it was sent.
        """
        rows = type(self)._default_manager
        if not rows.waiting(now).filter(pk=self.pk).update(claimed_at=now):
            return False
        mine = rows.filter(pk=self.pk)

        def is_sent() -> None:
            if mine.filter(sent_at=None).update(sent_at=timezone.now()) and also:
                also()

        def begins() -> None:
            mine.update(begun_at=timezone.now())

        try:
            with posting.telling(posting.Told(begins=lambda: _note(begins), taken=lambda: _note(is_sent))):
                compose().send()
        except (OSError, SMTPException):
            # What fails after the server's yes, when the connection is closed, is of no matter.
            if mine.filter(sent_at=None).update(claimed_at=None, begun_at=None):
                raise
        _note(is_sent)
        return True

    def send_again(self) -> bool:
        """Have one that is in doubt sent by the next run. False where somebody else was faster.

        It stays claimed, by the worker that died: it may have arrived, so what it says can no longer be taken back.
        """
        doubtful = type(self)._default_manager.in_doubt(timezone.now()).filter(pk=self.pk)
        return bool(doubtful.update(begun_at=None))

    def let_be(self) -> bool:
        """Take one that is in doubt for sent. False where somebody else was faster."""
        doubtful = type(self)._default_manager.in_doubt(timezone.now()).filter(pk=self.pk)
        return bool(doubtful.update(sent_at=F("begun_at")))


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
    """Send each, and only then raise what one of them was refused with: one address keeps no mail from the others."""
    sent, refused = 0, None
    for mail in mails:
        try:
            sent += send(mail)
        except (OSError, SMTPException) as error:
            refused = error
    if refused:
        raise refused
    return sent
