"""The letters to those who have asked, and which sites they were proposed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.establishment.models.enquiries import Enquiry
from utblick.establishment.models.vacant_sites import VacantSite
from utblick.journal.mailing import Mailing
from utblick.journal.models import Recorded


class EnquiryLetter(Mailing):
    """One mail. The receipt goes at once; what a person writes waits a little, so that it can be taken back."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Receipt")
        ANSWER = "answer", _("Our answer")
        PROPOSAL = "proposal", _("Proposal of sites")

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=200)
    body = models.TextField(_("letter"))
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    # Where the enquiry stood before, should the letter be taken back.
    before = models.CharField(max_length=12, blank=True)

    about = "enquiry"
    sent_again_by = "establishment.change"
    secret_with = "enquiry"  # noqa: S105

    class Meta(Mailing.Meta):
        verbose_name = _("letter about an enquiry")
        verbose_name_plural = _("letters about enquiries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry"], condition=models.Q(kind="receipt"), name="receipt_of_an_enquiry_once"
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Proposal(Recorded):
    """A site that was proposed in a letter."""

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="proposals", editable=False)
    site = models.ForeignKey(VacantSite, models.PROTECT, related_name="proposals", editable=False)
    letter = models.ForeignKey(EnquiryLetter, models.PROTECT, related_name="proposals", editable=False)

    secret_with = "enquiry"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("proposed site")
        verbose_name_plural = _("proposed sites")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["enquiry", "site"], name="site_proposed_once")]

    def __str__(self) -> str:
        return str(self.site)

    def get_absolute_url(self) -> str:
        return self.enquiry.get_absolute_url()
