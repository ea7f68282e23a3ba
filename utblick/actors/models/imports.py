"""A list that somebody brings local actors in from, row by row."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utblick.actors.models.actors import LocalActor
from utblick.journal.lists import List, ListRow


class Import(List):
    """A list of local actors, and the kind of those rows that do not say."""

    chosen = ("columns", "kind")

    kind = models.CharField(
        _("kind for rows that do not say"), max_length=20, choices=LocalActor.Kind, default=LocalActor.Kind.COMPANY
    )

    class Meta(List.Meta):
        verbose_name = _("import of local actors")
        verbose_name_plural = _("imports of local actors")

    def get_absolute_url(self) -> str:
        return reverse("actors:import", args=[self.pk])


class ImportRow(ListRow):
    """A row of it, and the actor that came of it."""

    class Fate(models.TextChoices):
        NEW = "new", pgettext_lazy("fate", "new")
        SAME = "same", _("we have it")
        REFUSED = "refused", _("refused")

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    name = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=100, blank=True)
    fate = models.CharField(_("fate"), max_length=10, choices=Fate, blank=True)
    known = models.ForeignKey(LocalActor, models.SET_NULL, null=True, related_name="+")
    made = models.ForeignKey(LocalActor, models.SET_NULL, null=True, related_name="+")

    class Meta(ListRow.Meta):
        verbose_name = _("row of an import of local actors")
        verbose_name_plural = _("rows of imports of local actors")
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="row_once_in_import_of_actors")]
        indexes = [models.Index(fields=["of", "fate", "number"], name="actor_rows_by_fate")]

    def __str__(self) -> str:
        return self.name
