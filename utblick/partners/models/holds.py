"""What is held back from erasure and disposal for a while, such as for a dispute or an examination."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from utblick.journal.about import About, AboutManager
from utblick.journal.models import Recorded, RecordedQuerySet


class HoldQuerySet(RecordedQuerySet["Hold"]):
    def standing(self, day: date) -> Self:
        return self.current().filter(until__gte=day)


class Hold(About, Recorded):
    """The object is neither erased nor disposed of before the day after `until`, whatever its time says."""

    reason = models.CharField(
        _("why it is held back"),
        max_length=200,
        help_text=_("For example a dispute or an examination, with its case number. Write no name here."),
    )
    until = models.DateField(_("until and with"))
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, editable=False, related_name="+")

    objects = AboutManager.from_queryset(HoldQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_id"], condition=Q(withdrawn_at=None), name="held_back_once"
            )
        ]

    def __str__(self) -> str:
        return self.reason

    def stands(self, day: date) -> bool:
        return self.withdrawn_at is None and self.until >= day
