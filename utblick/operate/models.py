"""The workers and the backups of this installation. They belong to no municipality."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# A worker reports every 15 s; four missed reports are a silence worth showing.
SILENT_AFTER = timedelta(seconds=60)


class WorkerSeenQuerySet(models.QuerySet["WorkerSeen"]):
    def silent(self) -> Self:
        return self.filter(seen_at__lt=timezone.now() - SILENT_AFTER)

    def forgotten(self) -> Self:
        return self.filter(seen_at__lt=timezone.now() - timedelta(days=1))


class WorkerSeen(models.Model):
    """When a worker's loop last turned. A worker that stops in good order removes its row."""

    name = models.CharField(max_length=100, primary_key=True)
    version = models.CharField(max_length=50)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = WorkerSeenQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_silent(self) -> bool:
        return timezone.now() - self.seen_at > SILENT_AFTER


class BackupRunQuerySet(models.QuerySet["BackupRun"]):
    def forgotten(self) -> Self:
        return self.filter(at__lt=timezone.now() - timedelta(days=800))


class BackupRun(models.Model):
    """A backup that was made, or a drill in which one was restored. `size` in bytes.

    `fault`: why it failed, in English and with places for what is `told` (backup/errors.py).
    """

    class Kind(models.TextChoices):
        BACKUP = "backup", _("Backup")
        DRILL = "drill", _("Restored on trial")

    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField(default=0)
    tables = models.PositiveIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=500, blank=True)
    told = models.JSONField(default=dict)

    objects = BackupRunQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"

    @property
    def reason(self) -> str:
        """Why it failed, in the reader's language."""
        return gettext(self.fault) % self.told if self.fault else ""

    @property
    def reason_in_english(self) -> str:
        """For the log and for commands."""
        return str(self.fault % self.told)
