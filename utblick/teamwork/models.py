"""What people do together about an object: tasks, comments, and the notices of both."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.journal.about import About, AboutManager
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedQuerySet

if TYPE_CHECKING:
    from utblick.accounts.models import User


def address_of(row: About, place: str) -> str:
    """Where on the page about its object it stands."""
    return f"{reverse('teamwork:about', args=row.key)}#{place}"


class TaskQuerySet(RecordedQuerySet["Task"]):
    def open(self) -> Self:
        return self.current().filter(done_at=None)

    def soonest_first(self) -> Self:
        """Those without a day last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")


class Task(About, Recorded):
    """Something that one person shall do about an object, perhaps before a day."""

    title = models.CharField(_("what is to be done"), max_length=200)
    owner = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("who does it"))
    due_on = models.DateField(_("before"), null=True, blank=True)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", editable=False, verbose_name=_("asked for by")
    )
    done_at = models.DateTimeField(_("done"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("done by")
    )

    objects = AboutManager.from_queryset(TaskQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="task_by_object"),
            models.Index(
                fields=["owner", "due_on"],
                condition=models.Q(done_at=None, withdrawn_at=None),
                name="task_open_by_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of(self, f"task-{self.pk}")

    def search_text(self) -> str:
        return ""

    def is_late(self, today: date) -> bool:
        return self.done_at is None and self.due_on is not None and self.due_on < today


class Comment(About, Recorded):
    """What somebody wrote about an object, perhaps with a file. It can be taken back, never changed."""

    author = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", editable=False)
    text = models.TextField(_("comment"), max_length=5000, blank=True)
    file = models.ForeignKey(
        "journal.Attachment", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("file")
    )

    objects = AboutManager.from_queryset(RecordedQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="comment_by_object")]

    def __str__(self) -> str:
        return (self.text or str(self.file or ""))[:100]

    def search_text(self) -> str:
        return f"{self.text} {self.file or ''}"

    def get_absolute_url(self) -> str:
        return address_of(self, f"comment-{self.pk}")


class NoticeQuerySet(OwnedQuerySet["Notice"]):
    def of(self, user: "User") -> Self:
        return self.filter(user=user.pk)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def unmailed(self) -> Self:
        """What the next morning mail tells of: what its reader has neither read here nor been mailed."""
        return self.unread().filter(mailed_at=None)


class Notice(About):
    """One thing that one person is told once: in the app until it is read, and in one morning mail."""

    class Event(models.TextChoices):
        MENTIONED = "mentioned", _("mentions you")
        COMMENTED = "commented", _("has written about something of yours")
        TASK_GIVEN = "task_given", _("asks you to do something")
        TASK_DONE = "task_done", _("has done what you asked for")

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    event = models.CharField(max_length=12, choices=Event)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="notices")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="notices")
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
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_event_display()}"

    @property
    def of(self) -> Task | Comment | None:
        return self.comment or self.task

    @property
    def stands(self) -> bool:
        """Whether what it tells of has not been taken back."""
        return self.of is not None and self.of.withdrawn_at is None

    def get_absolute_url(self) -> str:
        return self.of.get_absolute_url() if self.of else ""
