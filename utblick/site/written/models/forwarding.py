"""Where a page that has moved is found: a link that somebody has must not end in nothing."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded

PATH = RegexValidator(
    r"^/(sv|en|de|nb|fi)/([\w-]+/)*$", _("Write it as it stands after the host name: /sv/besok/sjon/")
)


class Forwarding(Recorded):
    old_path = models.CharField(_("old address"), max_length=500, validators=[PATH])
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+", verbose_name=_("leads to the page"))

    class Meta(Recorded.Meta):
        verbose_name = _("moved address")
        verbose_name_plural = _("moved addresses")
        ordering = ["old_path"]
        constraints = [models.UniqueConstraint(fields=["municipality", "old_path"], name="address_moved_once")]

    def __str__(self) -> str:
        return self.old_path
