"""The times when a source did not answer well: what the coordinator is told of once, and what its history shows."""

from django.db import models

from utblick.watch import troubles
from utblick.watch.models.sources import Source


class Outage(models.Model):
    """From the first answer that was no good to the first good one. One row however often it was asked in between."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="outages")
    error = models.CharField(max_length=50)  # the stable code of the latest trouble
    detail = models.CharField(max_length=500, blank=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(ended_at=None), name="one_running_outage_a_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.error}"

    @property
    def trouble(self) -> str:
        return troubles.words_of(self.error)
