"""A link that logs in, once and within half an hour, who has no other role than local actor."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.journal.mailing import Mailing

OPEN_FOR = timedelta(minutes=30)


class LogInLink(Mailing):
    """One mailed link. Its address is the row's key, signed: whoever reads the database has no address from it."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    used_at = models.DateTimeField(null=True)

    class Meta(Mailing.Meta):
        verbose_name = _("log-in link")
        verbose_name_plural = _("log-in links")

    def __str__(self) -> str:
        return str(self.pk)

    def is_open(self, now: datetime) -> bool:
        made: datetime = self.made_at
        return self.used_at is None and now < made + OPEN_FOR
