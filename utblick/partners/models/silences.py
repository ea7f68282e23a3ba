"""What was decided about a relation that had gone quiet."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded
from utblick.partners.models.agreements import day_field
from utblick.partners.models.organisations import Organisation


class Silence(Recorded):
    """Revive it, let it rest or propose to end it. When its time is out and nothing has happened, the question comes back."""

    class Verdict(models.TextChoices):
        REVIVE = "revive", _("Revive it")
        REST = "rest", _("Let it rest")
        END = "end", _("Propose to end it")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="silences", editable=False)
    verdict = models.CharField(_("what we do"), max_length=10, choices=Verdict)
    until = day_field(_("until"), _("When it is time to ask again, if nothing has happened."))
    note = models.TextField(_("how, and why"), blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", editable=False)

    secret_with = "organisation"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("decision on a quiet relation")
        verbose_name_plural = _("decisions on quiet relations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_verdict_display()}"

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation", args=[self.organisation_id])
