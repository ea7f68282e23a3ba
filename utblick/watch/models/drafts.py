"""A table that has been handed in and waits for somebody to say what its columns hold."""

from django.db import models

from utblick.tenancy.scope import Owned


class TableDraft(Owned):
    """Kept until it is taken in, or a day."""

    name = models.CharField(max_length=200)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
