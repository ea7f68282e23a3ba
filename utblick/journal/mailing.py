"""A mail that is sent once: its row is there before it is sent, and says afterwards that it was.

Run twice, or killed half-way and run again, each is sent once; only a worker that dies between the mail server's yes and our
note of it leaves a mail that comes twice. A database that falls there is waited for.
"""

import time
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING, Self

from django.core.mail import EmailMessage
from django.db import OperationalError, connection, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.tenancy.scope import Owned, OwnedManager, OwnedQuerySet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PAUSES = (1, 2, 4, 8, 15, 30)
"""Seconds to wait for a database that has fallen between a mail and its note."""
SENDING = timedelta(minutes=10)
"""How long another worker may be at a mail before it is taken for dead and the mail is sent again."""


class MailingQuerySet[M: "Mailing"](OwnedQuerySet[M]):
    def waiting(self, now: datetime) -> Self:
        """Those that are not sent, and that no living worker is at."""
        return self.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - SENDING), sent_at=None)


class Mailing(Owned):
    """One mail to one person. What makes it one is a constraint of the model that builds on this."""

    made_at = models.DateTimeField(default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)

    objects = OwnedManager.from_queryset(MailingQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Owned.Meta):
        abstract = True

    def send(self, compose: "Callable[[], EmailMessage]", now: datetime) -> bool:
        """Whether it was ours to send, and was sent. Raises what the mail server raises; the next run then tries again."""
        rows = type(self)._default_manager
        if not rows.waiting(now).filter(pk=self.pk).update(claimed_at=now):
            return False
        try:
            compose().send()
        except (OSError, SMTPException):
            rows.filter(pk=self.pk).update(claimed_at=None)
            raise
        _noted(rows.filter(pk=self.pk))
        return True


def _noted(row: MailingQuerySet["Mailing"]) -> None:
    """Note that it was sent, also where the database falls just then and is back soon: else it would be sent again."""
    for pause in PAUSES:
        try:
            row.update(sent_at=timezone.now())
            return
        except OperationalError:
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(pause)
    row.update(sent_at=timezone.now())


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
