"""A table that somebody brings organisations in from."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.partners.models.organisations import Organisation
from utblick.tenancy.scope import Owned


class Import(Owned):
    """The file's rows, which column holds what, and how far it has come."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Not carried out yet")
        DONE = "done", _("Carried out")
        UNDONE = "undone", _("Undone")

    name = models.CharField(_("file name"), max_length=200)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    first = models.PositiveIntegerField(default=2)
    columns = models.JSONField(default=dict)
    kind = models.CharField(_("kind for rows that do not say"), max_length=20, choices=Organisation.Kind)
    country = models.CharField(_("country for rows that do not say"), max_length=2, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # The keys of the organisations that it made.
    made = models.JSONField(default=list)
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
