"""One digest to one reader, and what became of it on its way."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from utblick.journal.mailing import Mailing, MailingQuerySet
from utblick.outreach.models.digests import Digest
from utblick.outreach.models.subscribers import Subscriber
from utblick.tenancy.scope import OwnedManager


class DigestMailQuerySet(MailingQuerySet["DigestMail"]):
    def waiting(self, now: datetime) -> Self:
        return super().waiting(now).filter(dropped=False)

    def on_their_way(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(sent_at=None, failed_at=None, dropped=False)


class DigestMail(Mailing):
    """The row is there before the mail is sent."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="mails")
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="mails")
    language = models.CharField(max_length=2)
    # The reader stopped, or was paused, before it was sent.
    dropped = models.BooleanField(default=False)

    about = "digest"
    sent_again_by = "outreach.change"
    failure_is_told = False  # the newsletter's page counts them

    objects = OwnedManager.from_queryset(DigestMailQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Mailing.Meta):
        verbose_name = _("newsletter to a reader")
        verbose_name_plural = _("newsletters to readers")
        constraints = [models.UniqueConstraint(fields=["digest", "subscriber"], name="digest_once_to_each")]
        indexes = [
            models.Index(
                fields=["claimed_at"],
                condition=Q(sent_at=None, failed_at=None, dropped=False),
                name="digest_mail_waits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.digest_id} {self.subscriber_id}"


class BoxMark(models.Model):
    """How far the box of returned mail has been read; one row a box. Belongs to nobody, as the box serves the installation."""

    box = models.CharField(max_length=64, unique=True)  # a hash: the address holds a password
    mark = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.mark
