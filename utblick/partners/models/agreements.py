"""What has been agreed with an organisation, and until when."""

from datetime import timedelta
from decimal import Decimal
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.partners.models.organisations import Organisation
from utblick.tenancy.scope import OwnedManager

# How long before its end an agreement is said to be running out: time to prepare a decision in a board.
SOON = timedelta(days=180)


class AgreementQuerySet(RecordedQuerySet["Agreement"]):
    def in_force(self) -> Self:
        return self.current().filter(ended_on=None)


class Agreement(Recorded):
    """Twin town, cooperation, network membership or letter of intent."""

    class Kind(models.TextChoices):
        TWIN_TOWN = "twin_town", _("Twin town")
        COOPERATION = "cooperation", _("Cooperation agreement")
        NETWORK = "network", _("Network membership")
        INTENT = "intent", _("Letter of intent")

    class State(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        TO_REVIEW = "to_review", _("To be reviewed")
        RUNNING_OUT = "running_out", _("Runs out soon")
        RUN_OUT = "run_out", _("Has run out")
        ENDED = "ended", pgettext_lazy("agreement", "Ended")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements", editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True)
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    expires_on = models.DateField(_("runs until"), null=True, blank=True, help_text=_("Empty: until further notice."))
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    review_on = models.DateField(_("next review"), null=True, blank=True)
    yearly_fee = models.DecimalField(
        _("yearly fee, kronor"),
        max_digits=10,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(Decimal(0), _("A fee cannot be negative.")),
            MaxValueValidator(Decimal(100_000_000), _("That is over a hundred million kronor a year. Check the fee.")),
        ],
    )
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    section = models.CharField(_("section (§)"), max_length=20, blank=True)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible person")
    )

    objects = OwnedManager.from_queryset(AgreementQuerySet)()  # type: ignore[misc, assignment]

    secret_with = "organisation"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on=None)
                | models.Q(signed_on=None)
                | models.Q(expires_on__gte=models.F("signed_on")),
                name="agreement_expires_after_signing",
                violation_error_message=_("The agreement runs out before it was signed."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation", args=[self.organisation_id])

    @property
    def state(self) -> "Agreement.State":
        """What the reader should know first, as of today."""
        today = timezone.localdate()
        if self.ended_on and self.ended_on <= today:
            return Agreement.State.ENDED
        if self.expires_on and self.expires_on < today:
            return Agreement.State.RUN_OUT
        if self.expires_on and self.expires_on <= today + SOON:
            return Agreement.State.RUNNING_OUT
        if self.review_on and self.review_on <= today:
            return Agreement.State.TO_REVIEW
        return Agreement.State.IN_FORCE

    def clean(self) -> None:
        errors = {
            name: _("This day is before the agreement was signed, %(day)s.") % {"day": self.signed_on}
            for name in ("expires_on", "ended_on", "review_on")
            if self.signed_on and (day := getattr(self, name)) and day < self.signed_on
        }
        if errors:
            raise ValidationError(errors)

    def search_text(self) -> str:
        return f"{self.case_number} {self.purpose} {self.organisation}"
