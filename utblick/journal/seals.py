"""What shows afterwards whether the audit trail was changed: the chain of its seals, and what checks of it have found."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=800)


class Seal(models.Model):
    """One entry as it was when it was sealed. `digest` rests on the seal before, so that none can be changed alone.

    One chain for the whole installation, without a gap in its numbers. An entry is named by its key and not by a relation: it
    must show where one has gone. `core` and `content`: SHA-256 of what never changes and of all that it tells (marks.py);
    `marked`: whether it bore Utblick's own mark.
    """

    number = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    core = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    marked = models.BooleanField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


class CheckQuerySet(models.QuerySet["TrailCheck"]):
    def forgotten(self) -> Self:
        return self.filter(at__lt=timezone.now() - KEPT)


class TrailCheck(models.Model):
    """What a check of the whole trail found. `faults`: how many entries were changed, removed or made from outside."""

    at = models.DateTimeField(default=timezone.now)
    entries = models.BigIntegerField()
    anchors = models.PositiveIntegerField()
    stamps = models.PositiveIntegerField(default=0)
    faults = models.PositiveIntegerField()

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of the audit trail")
        verbose_name_plural = _("checks of the audit trail")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.faults}"
