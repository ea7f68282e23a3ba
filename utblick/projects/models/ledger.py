"""A table from the accounts that costs are booked from."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.projects.models.project import Project
from utblick.projects.words import CATEGORIES
from utblick.tenancy.scope import Owned


class Ledger(Owned):
    """The file's rows, which column holds what, which category each account is, and how far it has come."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Not carried out yet")
        DONE = "done", _("Carried out")
        UNDONE = "undone", _("Undone")

    project = models.ForeignKey(Project, models.PROTECT, related_name="ledgers")
    name = models.CharField(_("file name"), max_length=200)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    first = models.PositiveIntegerField(default=2)
    columns = models.JSONField(default=dict)
    categories = models.JSONField(default=dict)
    category = models.CharField(
        _("category of rows that do not say"), max_length=20, choices=[*CATEGORIES.items()], default="other"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # The keys of the bookings that it made.
    made = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    secret_with = "project__initiative"  # noqa: S105

    class Meta(Owned.Meta):
        verbose_name = _("ledger")
        verbose_name_plural = _("ledgers")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:ledger", args=[self.pk])
