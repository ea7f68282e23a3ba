"""Small aid (de minimis) that a local actor has been given, by the municipality or, as it tells itself, by others."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded


class Aid(Recorded):
    """One aid. Euros count; where it was given in kronor they are reckoned at the ECB's rate of the day."""

    actor = models.ForeignKey(
        "actors.LocalActor", models.PROTECT, related_name="aids", editable=False, verbose_name=_("local actor")
    )
    given_on = models.DateField(_("day of the decision"), help_text=_("The day on which they got the right to it."))
    kronor = models.DecimalField(_("amount in kronor"), max_digits=12, decimal_places=2, null=True, blank=True)
    euros = models.DecimalField(
        _("amount in euro"), max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    per_euro = models.DecimalField(
        _("kronor for one euro"), max_digits=10, decimal_places=4, null=True, blank=True, editable=False
    )
    rate_on = models.DateField(_("day of the rate"), null=True, blank=True, editable=False)
    giver = models.CharField(
        _("given by"), max_length=150, blank=True, help_text=_("Empty means the municipality itself.")
    )
    purpose = models.CharField(_("what for"), max_length=200)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("small aid (de minimis)")
        verbose_name_plural = _("small aid (de minimis)")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(euros__gte=0), name="aid_euros_not_negative"),
            models.CheckConstraint(
                condition=models.Q(kronor=None) | models.Q(kronor__gte=0), name="aid_kronor_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.purpose}"

    def get_absolute_url(self) -> str:
        return self.actor.get_absolute_url()
