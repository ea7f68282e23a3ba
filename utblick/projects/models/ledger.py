"""A list from the accounts that costs are booked from."""

from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utblick.journal.lists import List, ListRow
from utblick.projects.models.money import Booking
from utblick.projects.models.project import Project
from utblick.projects.words import CATEGORIES


class Ledger(List):
    """Which category each of its accounts is, and that of the rows that do not say."""

    chosen = ("columns", "categories", "category")

    project = models.ForeignKey(Project, models.PROTECT, related_name="ledgers")
    categories = models.JSONField(default=dict)
    category = models.CharField(
        _("category of rows that do not say"), max_length=20, choices=[*CATEGORIES.items()], default="other"
    )

    secret_with = "project__initiative"  # noqa: S105

    class Meta(List.Meta):
        verbose_name = _("ledger")
        verbose_name_plural = _("ledgers")

    def get_absolute_url(self) -> str:
        return reverse("projects:ledger", args=[self.pk])

    def accounts(self) -> list[str]:
        """What stands in the column that tells the category, each once."""
        place = self.columns.get("account")
        if place is None:
            return []
        told = self.rows.order_by().values_list(KeyTextTransform(str(place), "cells"), flat=True).distinct()
        return sorted(account.strip() for account in told if account and account.strip())


class LedgerRow(ListRow):
    """A row of it: what would be booked, and the cost that came of it."""

    class Fate(models.TextChoices):
        NEW = "new", _("is booked")
        SAME = "same", _("booked already")
        REFUSED = "refused", pgettext_lazy("a voucher", "refused")

    of = models.ForeignKey(Ledger, models.CASCADE, related_name="rows")
    fate = models.CharField(_("fate"), max_length=10, choices=Fate, blank=True)
    booked_on = models.DateField(null=True)
    category = models.CharField(max_length=20, choices=[*CATEGORIES.items()], blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    text = models.CharField(max_length=200, blank=True)
    voucher = models.CharField(max_length=60, blank=True)
    made = models.ForeignKey(Booking, models.SET_NULL, null=True, related_name="+")

    secret_with = "of__project__initiative"  # noqa: S105

    class Meta(ListRow.Meta):
        verbose_name = _("row of a ledger")
        verbose_name_plural = _("rows of ledgers")
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="row_once_in_ledger")]
        indexes = [models.Index(fields=["of", "fate", "number"], name="ledger_rows_by_fate")]

    def __str__(self) -> str:
        return self.text
