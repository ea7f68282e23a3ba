"""What was left out of the inbox and is shown to a person all the same, to see whether that was right."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager
from utblick.watch.models.items import Item


class SampledItemQuerySet(RecordedQuerySet["SampledItem"]):
    def waiting(self) -> Self:
        return self.current().filter(judged_by=None)

    def judged(self) -> Self:
        return self.current().exclude(judged_by=None)


class SampledItem(Recorded):
    """One item of a week's sample, drawn by chance from all that met no profile, and what a person said of it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="samples", editable=False)
    week = models.DateField(_("week"), editable=False)  # its Monday; the items came in the seven days before
    drawn_from = models.PositiveIntegerField(_("drawn from"), editable=False)
    is_missed = models.BooleanField(_("should have been in the inbox"), null=True, editable=False)
    judged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("judged by")
    )

    objects = OwnedManager.from_queryset(SampledItemQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("sampled item")
        verbose_name_plural = _("sampled items")
        ordering = ["-week", "pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "item"], name="item_sampled_once")]

    def __str__(self) -> str:
        return str(self.item)

    def get_absolute_url(self) -> str:
        return reverse("watch:sample")
