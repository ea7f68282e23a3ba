"""What people do together about an object: tasks and comments."""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.about import About, AboutManager
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.ui.cutting import cut


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
    # Names what ends it when it comes to pass elsewhere, in the words of the room that asked; empty: somebody ticks it off.
    awaits = models.CharField(max_length=100, blank=True, editable=False)
    # The page on which what it awaits is done; empty where there is none of its own.
    address = models.CharField(max_length=200, blank=True, editable=False, db_default="")
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
            models.Index(
                fields=["awaits"],
                condition=models.Q(done_at=None, withdrawn_at=None) & ~models.Q(awaits=""),
                name="task_open_by_what_ends_it",
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
        return cut(self.text or str(self.file or ""), 100)

    def search_text(self) -> str:
        return f"{self.text} {self.file or ''}"

    def get_absolute_url(self) -> str:
        return address_of(self, f"comment-{self.pk}")
