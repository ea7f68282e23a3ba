"""The mails of a review: something waits for it, and what came of it; and of what was commented on a page."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from utblick.journal.mailing import Mailing


class ReviewMail(Mailing):
    """To one person, of one step of a review, or of one saving with comments. `mark` makes it one."""

    class What(models.TextChoices):
        WAITS = "waits", _("Waits for review")
        APPROVED = "approved", _("Approved and published")
        SENT_BACK = "sent_back", _("Sent back")
        COMMENTED = "commented", _("Commented")

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    step = models.ForeignKey("wagtailcore.TaskState", models.CASCADE, null=True, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    # The comments themselves, as others may take them away before it is sent.
    told = models.TextField(blank=True)
    mark = models.CharField(max_length=40)

    class Meta(Mailing.Meta):
        verbose_name = _("mail about a review")
        verbose_name_plural = _("mails about reviews")
        constraints = [models.UniqueConstraint(fields=["user", "mark"], name="review_mailed_once_to_each")]

    def __str__(self) -> str:
        return f"{self.user}: {self.page} {self.mark}"

    def still_holds(self) -> bool:
        """Whether it is still to be told: nobody is asked for what somebody else has decided on, or who no longer decides."""
        if self.what != self.What.WAITS:
            return True
        step: Any = self.step
        waits = step.status == TaskState.STATUS_IN_PROGRESS
        return waits and step.task.specific.groups.filter(user=self.user_id).exists()
