"""A table that somebody brings organisations in from, row by row."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utblick.journal.lists import List, ListRow
from utblick.partners.models.organisations import Organisation
from utblick.ui.countries import country_name


class Import(List):
    """A list of organisations, and what holds for rows that do not say."""

    chosen = ("columns", "kind", "country")

    kind = models.CharField(_("kind for rows that do not say"), max_length=20, choices=Organisation.Kind)
    country = models.CharField(_("country for rows that do not say"), max_length=2, blank=True)

    class Meta(List.Meta):
        verbose_name = _("import of organisations")
        verbose_name_plural = _("imports of organisations")

    def get_absolute_url(self) -> str:
        return reverse("partners:import", args=[self.pk])


class ImportRow(ListRow):
    """A row of it, and the organisation that came of it."""

    class Fate(models.TextChoices):
        NEW = "new", pgettext_lazy("fate", "new")
        SAME = "same", _("we have it")
        ALIKE = "alike", _("perhaps the same")
        REFUSED = "refused", _("refused")

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    name = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    fate = models.CharField(_("fate"), max_length=10, choices=Fate, blank=True)
    # The organisation that it is, or may be; somebody has said that it is another one.
    known = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    is_other = models.BooleanField(default=False)
    made = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")

    class Meta(ListRow.Meta):
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="row_once_in_import")]
        indexes = [models.Index(fields=["of", "fate", "number"], name="import_rows_by_fate")]

    def __str__(self) -> str:
        return self.name

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else ""
