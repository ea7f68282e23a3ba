"""What one person is told, once each, and what that person does not want to be told."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from utblick.journal.about import About, AboutManager
from utblick.teamwork.kinds import ASKING, Event, Kind
from utblick.teamwork.models.talk import Comment, Task
from utblick.tenancy.scope import Owned, OwnedQuerySet

if TYPE_CHECKING:
    from utblick.accounts.models import User

# What has waited longer was there before anybody was mailed of it, or its reader has been away on purpose.
ASKED_LATELY = timedelta(days=7)


class NoticeQuerySet(OwnedQuerySet["Notice"]):
    def of(self, user: "User") -> Self:
        return self.filter(user=user.pk)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def unmailed(self) -> Self:
        """What the next morning mail tells of: what its reader has neither read here nor been mailed."""
        return self.unread().filter(mailed_at=None)

    def asking(self, now: datetime) -> Self:
        """What waits for its reader, told within the last week."""
        return self.filter(event__in=ASKING, made_at__gte=now - ASKED_LATELY)


class Notice(About):
    """One thing that one person is told once: in the app until it is read, and in one morning mail.

    Somebody's deed has `by`. What follows from a date or a state has `occasion`, which tells it from all others for ever, so that
    it is told once however often the clock asks. `text`, `day` and `address`: which part of the object, when, and its page.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    event = models.CharField(max_length=20, choices=Event)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="notices")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="notices")
    occasion = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=300, blank=True)
    day = models.DateField(null=True)
    address = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = AboutManager.from_queryset(NoticeQuerySet)()  # type: ignore[misc]

    class Meta(About.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_newest_first"),
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notice_unread"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "comment"], condition=models.Q(comment__isnull=False), name="told_of_a_comment_once"
            ),
            models.UniqueConstraint(
                fields=["municipality", "user", "occasion"],
                condition=~models.Q(occasion=""),
                name="told_of_an_occasion_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.said}"

    @property
    def said(self) -> str:
        told = self.get_event_display()
        return f"{self.by} {told}" if self.by else capfirst(told)

    @property
    def of(self) -> Task | Comment | None:
        return self.comment or self.task

    @property
    def is_of_another(self) -> bool:
        """Of something that another municipality did: no object here is about it, and its own text says what."""
        return self.about_kind == "accounts.municipality"

    @property
    def stands(self) -> bool:
        """Whether what it tells of has not been taken back."""
        return self.of is None or self.of.withdrawn_at is None

    @property
    def target(self) -> str:
        return self.of.get_absolute_url() if self.of else self.address

    def get_absolute_url(self) -> str:
        """What people write is read on the page about the object; all else by a page that notes it as read, and leads on."""
        return self.of.get_absolute_url() if self.of else reverse("teamwork:open_notice", args=[self.pk])


class Muted(Owned):
    """A kind that a person is not told of. A person's own setting, and so not in the audit trail."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)

    class Meta(Owned.Meta):
        constraints = [models.UniqueConstraint(fields=["municipality", "user", "kind"], name="kind_of_notice_off_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.get_kind_display()}"
