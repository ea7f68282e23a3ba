"""What was sent to whom, so that nothing is sent twice."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.tenancy.scope import Owned


class MorningMail(Owned):
    """One person's mail of one day. The row is there before the mail is sent; `sent_at` says that it was."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    day = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        verbose_name = _("morning mail")
        verbose_name_plural = _("morning mails")
        constraints = [models.UniqueConstraint(fields=["municipality", "user", "day"], name="morning_mail_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"
