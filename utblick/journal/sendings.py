"""The forms that were sent lately, so that none is carried out twice (once.py)."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from utblick.tenancy.scope import Owned, OwnedManager, OwnedQuerySet

if TYPE_CHECKING:
    from typing import Self

RECENT = timedelta(hours=12)  # as long as a session
KEPT = timedelta(days=2)


class SendingQuerySet(OwnedQuerySet["Sending"]):
    def forgotten(self) -> "Self":
        """Those whose form can no longer be sent again."""
        return self.filter(at__lt=timezone.now() - KEPT)


class Sending(Owned):
    """One form with its content, when it was carried out, and the page that its sender was led on to."""

    mark = models.CharField(max_length=64)
    address = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = OwnedManager.from_queryset(SendingQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Owned.Meta):
        constraints = [models.UniqueConstraint(fields=["mark"], name="form_sent_once")]

    def __str__(self) -> str:
        return self.address

    @property
    def is_recent(self) -> bool:
        return self.at > timezone.now() - RECENT
