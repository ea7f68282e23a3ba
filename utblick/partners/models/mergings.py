"""Two organisations that were one."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded
from utblick.partners.models.organisations import Organisation


class Merging(Recorded):
    """What was moved to the one that stays, so that it can be moved back. Both histories are kept."""

    kept = models.ForeignKey(
        Organisation, models.PROTECT, related_name="mergings", editable=False, verbose_name=_("the one that stays")
    )
    gone = models.ForeignKey(
        Organisation, models.PROTECT, related_name="merged", editable=False, verbose_name=_("the one that was merged")
    )
    # Kind → keys of what was moved; what could not be moved, since both had it, and was withdrawn; fields that were empty.
    moved = models.JSONField(default=dict, editable=False)
    withdrawn = models.JSONField(default=dict, editable=False)
    filled = models.JSONField(default=list, editable=False)

    secret_with = "kept gone"  # noqa: S105
    unrecorded = Recorded.unrecorded | {"moved", "withdrawn", "filled"}

    class Meta(Recorded.Meta):
        verbose_name = _("merging of organisations")
        verbose_name_plural = _("mergings of organisations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation", args=[self.kept_id])
