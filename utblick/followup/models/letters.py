"""The official letter to the board, as somebody has written it."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.followup.models.reports import Report
from utblick.journal.models import Recorded

SECTIONS = ("proposal", "summary", "matter", "economy", "children", "equality", "climate")


def section(label: Any) -> "models.TextField[str, str]":
    return models.TextField(label, blank=True, max_length=8000)


class Letter(Recorded):
    """Begins with the drafts that the report was composed with; a section that is emptied is left out of the letter."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="letter", editable=False)
    sender = models.CharField(
        _("sender"), max_length=150, help_text=_("The administration that the letter comes from.")
    )
    officer = models.CharField(_("officer"), max_length=150)
    addressee = models.CharField(_("addressee"), max_length=150)
    written_on = models.DateField(_("day"), default=timezone.localdate)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    proposal = section(_("proposal for decision"))
    summary = section(_("summary"))
    matter = section(_("the matter"))
    economy = section(_("consequences for the economy"))
    children = section(_("consequences for children"))
    equality = section(_("consequences for equality"))
    climate = section(_("consequences for the climate"))

    class Meta(Recorded.Meta):
        verbose_name = _("official letter")
        verbose_name_plural = _("official letters")

    def __str__(self) -> str:
        return str(_("Letter about %(report)s") % {"report": self.report})

    def get_absolute_url(self) -> str:
        return reverse("followup:letter", args=[self.report_id])
