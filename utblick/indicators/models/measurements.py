"""What was measured, here and in other municipalities."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.indicators.models.indicators import GROUPS, Indicator, a_value, a_year
from utblick.initiatives.sums import People
from utblick.journal.models import Recorded
from utblick.tenancy.scope import Owned


def _headcount(label: Any) -> "models.PositiveIntegerField[Any, Any]":
    return models.PositiveIntegerField(label, null=True, blank=True)


class Measurement(Recorded):
    """The figure of one year. Of people `value` is their sum; a group that was not counted is null, not nought."""

    class How(models.TextChoices):
        BY_HAND = "by_hand", _("By hand")
        IMPORTED = "imported", _("Imported")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements", editable=False)
    year = a_year(_("year"))
    value = a_value(_("value"), null=True, blank=True)
    women = _headcount(_("women"))
    men = _headcount(_("men"))
    girls = _headcount(_("girls"))
    boys = _headcount(_("boys"))
    not_stated = _headcount(_("not stated"))
    how = models.CharField(max_length=10, choices=How, default=How.BY_HAND, editable=False)
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("What a reader must know of this figure, for example a new way to count."),
    )

    class Meta(Recorded.Meta):
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                condition=models.Q(withdrawn_at=None),
                name="one_measurement_a_year",
                violation_error_message=_("There is a figure for this year already. Change that one instead."),
            ),
            models.CheckConstraint(condition=models.Q(value__isnull=False), name="measurement_has_a_value"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator", args=[self.indicator_id])

    @property
    def people(self) -> People:
        return People(**{group: getattr(self, group) for group in GROUPS})

    def count(self) -> None:
        """Of people the value is the sum of the groups."""
        total = self.people.total
        if total is not None:
            self.value = Decimal(total)


class Comparison(Owned):
    """What another municipality, or the median of many, has in a year; from a file of open data."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="comparisons")
    name = models.CharField(max_length=100)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta(Owned.Meta):
        ordering = ["name", "year"]
        constraints = [models.UniqueConstraint(fields=["indicator", "name", "year"], name="compared_once_a_year")]

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"
