"""To whom a newsletter goes: filters, never a list, so that who comes and goes is right at the moment of sending."""

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded


class Audience(Recorded):
    """Three groups, each with its filters; a filter without a choice narrows nothing.

    Units and goals are kept with their names, {"id": 3, "label": "Kultur"}, so that the audit trail can be read.
    """

    name = models.CharField(_("name"), max_length=100)
    members = models.BooleanField(_("those who work here"), default=False)
    roles = models.JSONField(_("roles"), default=list, blank=True)
    units = models.JSONField(_("units"), default=list, blank=True)
    actors = models.BooleanField(_("contact persons at local actors"), default=False)
    kinds = models.JSONField(_("kinds of local actors"), default=list, blank=True)
    industry = models.CharField(
        _("industry"), max_length=150, blank=True, help_text=_("A word that the industry contains, for example “trä”.")
    )
    outsiders = models.BooleanField(_("subscribers outside"), default=False)
    interests = models.JSONField(_("areas of interest"), default=list, blank=True)
    goals = models.JSONField(_("goals"), default=list, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "municipality",
                Lower("name"),
                condition=models.Q(withdrawn_at=None),
                name="audience_name_once",
                violation_error_message=_("There is an audience with this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("digests:audience", args=[self.pk])
