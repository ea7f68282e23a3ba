"""The log of official contacts."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded
from utblick.partners.models.organisations import Organisation
from utblick.tenancy.scope import Confidential


class Contact(Confidential, Recorded):
    """A meeting, visit, letter or call in the log of official contacts."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        VISIT_IN = "visit_in", _("Visit to us")
        VISIT_OUT = "visit_out", _("Visit by us")
        LETTER = "letter", _("Letter")
        CALL = "call", _("Call or video meeting")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts", editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    happened_on = models.DateField(_("date"))
    subject = models.CharField(_("about"), max_length=200)
    notes = models.TextField(_("what was said and promised"), blank=True)
    present = models.CharField(_("who took part"), max_length=300, blank=True)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)

    secret_with = "organisation"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("official contact")
        verbose_name_plural = _("official contacts")
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation", args=[self.organisation_id])

    def search_text(self) -> str:
        return f"{self.case_number} {self.notes} {self.organisation}"
