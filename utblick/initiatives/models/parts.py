"""What all parts of an initiative have in common: they are as secret as the initiative itself."""

from typing import Self

from django.db import models
from django.urls import reverse

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager


class PartQuerySet[M: "Part"](RecordedQuerySet[M]):
    def standing(self) -> Self:
        """Without what was withdrawn, itself or with its initiative."""
        return self.current().filter(initiative__withdrawn_at=None)


class Part(Recorded):
    """Something that belongs to one initiative."""

    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, related_name="%(class)ss", editable=False)

    objects = OwnedManager.from_queryset(PartQuerySet)()  # type: ignore[misc, assignment]

    secret_with = "initiative"  # noqa: S105

    class Meta(Recorded.Meta):
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("initiatives:initiative", args=[self.initiative_id])
