"""The workers of this installation. It belongs to no municipality."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

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
