"""What has been agreed with an organisation, and until when."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.partners.models.organisations import Organisation
from utblick.partners.terms import Term
from utblick.tenancy.scope import OwnedManager

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# How long before its end an agreement is said to be running out: time to prepare a decision in a board.
SOON = timedelta(days=180)
# How long before the notice day it is said to be near: a board meets once a month, and its papers go out before.
NOTICE_SOON = timedelta(days=90)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_OUT_OF_TIME = _("Check the year of this day.")
_DAYS = [MinValueValidator(FIRST_DAY, _OUT_OF_TIME), MaxValueValidator(LAST_DAY, _OUT_OF_TIME)]
_KRONOR = [
    MinValueValidator(Decimal(0), _("An amount cannot be negative.")),
    MaxValueValidator(Decimal(100_000_000), _("That is over a hundred million kronor a year. Check the amount.")),
]


def day_field(label: "StrPromise", help_text: "StrPromise | str" = "") -> "models.DateField[date | None, date | None]":
    return models.DateField(label, null=True, blank=True, validators=_DAYS, help_text=help_text)


def _months(
    label: "StrPromise", most: int, help_text: "StrPromise"
) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    told = MaxValueValidator(most, _("That is longer than this can be: write at most %(limit_value)s months."))
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=[told], help_text=help_text)


def _kronor(label: "StrPromise") -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(label, max_digits=10, decimal_places=0, null=True, blank=True, validators=_KRONOR)


class AgreementQuerySet(RecordedQuerySet["Agreement"]):
    def unended(self) -> Self:
        """Also those that nobody has noted as signed: their dates are told, for one that is missed cannot be had back."""
        return self.current().filter(ended_on=None)

    def signed(self, by: date | None = None) -> Self:
        """Signed by the day, today unless told; a signed document shows it too where the day of signing is not known."""
        known = models.Q(signed_on__lte=by or timezone.localdate())
        return self.filter(known | models.Q(signed_on=None, document__isnull=False))

    def in_force(self) -> Self:
        return self.unended().signed()

    def unsigned(self) -> Self:
        """Neither ended nor noted as signed."""
        ahead = models.Q(signed_on__gt=timezone.localdate())
        return self.unended().filter(ahead | models.Q(signed_on=None, document=None))

    def of_it(self) -> Self:
        """In a subquery of organisations: those that it is a party to, the main one or a further one. One may come twice."""
        it = models.OuterRef("pk")
        return self.filter(models.Q(organisation=it) | models.Q(parties__organisation=it))

    def its_parties(self) -> models.Q:
        """Which organisations these are made with."""
        main, further = self.values("organisation_id"), self.values("parties__organisation_id")
        return models.Q(pk__in=main) | models.Q(pk__in=further)


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
        NOTICE = "notice", _("Notice day is near")
        RESTING = "resting", pgettext_lazy("agreement", "Resting")
        UNSIGNED = "unsigned", _("Not noted as signed")
        RUN_OUT = "run_out", _("Has run out")
        ENDED = "ended", pgettext_lazy("agreement", "Ended")

    class Rhythm(models.IntegerChoices):
        HALF_YEAR = 6, _("every six months")
        YEAR = 12, _("every year")
        TWO_YEARS = 24, _("every second year")
        TERM_OF_OFFICE = 48, _("every fourth year (once a term of office)")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements", editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True)
    signed_on = day_field(_("signed"))
    expires_on = day_field(_("runs until"), _("Empty: until further notice."))
    renews_by = _months(
        _("renewed by itself by, months"), 240, _("Empty: it ends when it has run out, unless it is extended.")
    )
    notice_months = _months(_("notice period, months"), 120, _("How long before its end it must be ended by notice."))
    ended_on = day_field(_("ended"))
    review_every = models.PositiveSmallIntegerField(
        _("reviewed"), choices=Rhythm, null=True, blank=True, help_text=_("How often we ask what the agreement gives.")
    )
    review_on = day_field(
        _("next review"), _("Empty: counted from when it was signed, where it is reviewed regularly.")
    )
    yearly_fee = _kronor(_("yearly fee, kronor"))
    yearly_budget = _kronor(_("yearly budget for the cooperation, kronor"))
    # What a review ended in, when the relation is to rest: what that means, and until when.
    rests_until = day_field(_("rests until"))
    rest_means = models.TextField(_("what the rest means"), blank=True)
    document = models.ForeignKey(
        "journal.Attachment",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("signed document"),
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
        return reverse("partners:agreement", args=[self.pk])

    @property
    def term(self) -> Term:
        return Term(self.expires_on, self.renews_by, self.notice_months)

    @cached_property
    def runs_until(self) -> date | None:
        """The last day of the period that runs now; None: until further notice."""
        return self.term.end(timezone.localdate())

    @cached_property
    def notice_on(self) -> date | None:
        """The next day by which notice must be given, where the agreement is renewed by itself."""
        return None if self.ended_on else self.term.notice_day(timezone.localdate())

    @property
    def renewed_until(self) -> date | None:
        return self.term.renewed_until(timezone.localdate())

    @property
    def bound_until(self) -> date:
        return self.term.bound_until(timezone.localdate())

    @property
    def is_signed(self) -> bool:
        """As `AgreementQuerySet.signed` says of today."""
        return self.signed_on <= timezone.localdate() if self.signed_on else self.document_id is not None

    @property
    def state(self) -> "Agreement.State":
        """What the reader should know first, as of today."""
        today = timezone.localdate()
        for state, holds in self._states(today):
            if holds:
                return state
        return Agreement.State.IN_FORCE

    def _states(self, today: date) -> "list[tuple[Agreement.State, bool]]":
        """In the order in which they are told."""
        end, notice = self.runs_until, self.notice_on
        return [
            (Agreement.State.ENDED, bool(self.ended_on and self.ended_on <= today)),
            (Agreement.State.RUN_OUT, bool(end and end < today)),
            (Agreement.State.RESTING, bool(self.rests_until and self.rests_until > today)),
            (Agreement.State.UNSIGNED, not self.is_signed),
            (Agreement.State.NOTICE, bool(notice and notice <= today + NOTICE_SOON)),
            (Agreement.State.RUNNING_OUT, bool(end and not self.renews_by and end <= today + SOON)),
            (Agreement.State.TO_REVIEW, bool(self.review_on and self.review_on <= today)),
        ]

    def clean(self) -> None:
        errors: dict[str, StrPromise | str] = {
            name: _("This day is before the agreement was signed, %(day)s.") % {"day": self.signed_on}
            for name in ("expires_on", "ended_on", "review_on")
            if self.signed_on and (day := getattr(self, name)) and day < self.signed_on
        }
        if self.renews_by and not self.expires_on:
            errors["renews_by"] = _("What is renewed must have an end: write until when it runs.")
        if errors:
            raise ValidationError(errors)

    def search_text(self) -> str:
        return f"{self.case_number} {self.purpose} {self.organisation}"
