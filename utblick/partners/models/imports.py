"""A table that somebody brings organisations in from, row by row."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utblick.partners.models.organisations import Organisation
from utblick.tenancy.scope import Owned
from utblick.ui.countries import country_name


class Import(Owned):
    """The file, which of its columns holds what, and how far the work on its rows has come."""

    class State(models.TextChoices):
        JUDGING = "judging", _("The rows are being looked through")
        DRAFT = "draft", _("Not carried out yet")
        CARRYING = "carrying", _("Being carried out")
        DONE = "done", _("Carried out")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        REDOING = "redoing", _("Being brought back")

    name = models.CharField(_("file name"), max_length=200)
    header = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    kind = models.CharField(_("kind for rows that do not say"), max_length=20, choices=Organisation.Kind)
    country = models.CharField(_("country for rows that do not say"), max_length=2, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.JUDGING)
    # What is begun anew gets another number, and the work that was under way stops. Within it, the last row that is done.
    begun = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    # The number of its last row, so that it can be said how far the work has come.
    last = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(Owned.Meta):
        verbose_name = _("import of organisations")
        verbose_name_plural = _("imports of organisations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:import", args=[self.pk])


class ImportRow(Owned):
    """One row: its cells, what would become of it and why, and the organisation that came of it."""

    class Fate(models.TextChoices):
        NEW = "new", pgettext_lazy("fate", "new")
        SAME = "same", _("we have it")
        ALIKE = "alike", _("perhaps the same")
        REFUSED = "refused", _("refused")

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as the spreadsheet counts
    cells = models.JSONField(default=list)
    name = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    fate = models.CharField(_("fate"), max_length=10, choices=Fate, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    # The organisation that it is, or may be; somebody has said that it is another one.
    known = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    is_other = models.BooleanField(default=False)
    made = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")

    class Meta(Owned.Meta):
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="row_once_in_import")]
        indexes = [models.Index(fields=["of", "fate", "number"], name="import_rows_by_fate")]

    def __str__(self) -> str:
        return self.name

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else ""
