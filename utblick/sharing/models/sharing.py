"""A municipality shares with a region; an initiative that it keeps out of that."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Municipality, User
from utblick.initiatives.models import Part
from utblick.journal.models import Recorded


class Sharing(Recorded):
    """The municipality lets a region read; ended by being withdrawn, with effect at once (crossing.py)."""

    class Level(models.TextChoices):
        FIGURES = "figures", _("Figures only")
        NAMED = "named", _("Initiatives and figures")

    region = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name=_("region"), editable=False)
    level = models.CharField(_("what is shared"), max_length=10, choices=Level, default=Level.FIGURES)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("shared by"), editable=False)

    class Meta(Recorded.Meta):
        verbose_name = _("sharing with a region")
        verbose_name_plural = _("sharings with regions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "region"],
                condition=models.Q(withdrawn_at=None),
                name="shared_once_with_a_region",
            ),
            models.CheckConstraint(condition=~models.Q(municipality=models.F("region")), name="shared_with_another"),
        ]

    def __str__(self) -> str:
        return str(self.region)

    def get_absolute_url(self) -> str:
        return reverse("sharing:home")


class Withheld(Part):
    """An initiative that no region is shown or counts, whatever else is shared."""

    class Meta(Part.Meta):
        verbose_name = _("initiative not shared")
        verbose_name_plural = _("initiatives not shared")
        constraints = [
            models.UniqueConstraint(fields=["initiative"], condition=models.Q(withdrawn_at=None), name="withheld_once")
        ]

    def __str__(self) -> str:
        return str(self.initiative)
