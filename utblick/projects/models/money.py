"""What a project did cost, and what somebody reckons that it will."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.projects.models.parts import ProjectPart
from utblick.projects.words import CATEGORIES

NOT_NEGATIVE = MinValueValidator(Decimal(0), _("An amount cannot be negative."))


class Booking(ProjectPart):
    """A cost of ours as it was booked, in kronor; below nought it is a credit, which lowers what was booked before."""

    page = "projects:outcome"

    booked_on = models.DateField(_("day"))
    category = models.CharField(_("category"), max_length=20, choices=[*CATEGORIES.items()])
    amount = models.DecimalField(_("amount, kronor"), max_digits=14, decimal_places=2)
    in_kind = models.BooleanField(
        _("in kind"), default=False, help_text=_("Work or premises that the project is not charged for.")
    )
    text = models.CharField(_("what it was for"), max_length=200, blank=True)
    voucher = models.CharField(_("voucher"), max_length=60, blank=True)

    class Meta(ProjectPart.Meta):
        verbose_name = _("booked cost")
        verbose_name_plural = _("booked costs")
        ordering = ["-booked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.booked_on}: {self.text}".rstrip(": ")

    @property
    def is_credit(self) -> bool:
        return self.amount < 0


class Adjustment(ProjectPart):
    """What somebody reckons that a category will cost us in the end, in kronor, where the budget no longer tells."""

    page = "projects:outcome"

    category = models.CharField(_("category"), max_length=20, choices=[*CATEGORIES.items()], editable=False)
    amount = models.DecimalField(
        _("cost at the end, kronor"), max_digits=14, decimal_places=2, validators=[NOT_NEGATIVE]
    )
    reason = models.CharField(_("reason"), max_length=300)

    class Meta(ProjectPart.Meta):
        verbose_name = _("forecast by hand")
        verbose_name_plural = _("forecasts by hand")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "category"],
                condition=models.Q(withdrawn_at=None),
                name="category_forecast_once",
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="forecast_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: {self.reason}"
