"""The decision by which something was adopted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Adoption(models.Model):
    """The decision by which something was adopted."""

    adopted_by = models.CharField(_("adopted by"), max_length=150, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    section = models.CharField(_("section (§)"), max_length=20, blank=True)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)

    class Meta:
        abstract = True
