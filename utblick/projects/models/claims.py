"""What is claimed from the programme: our own part of each claim and, where we lead, the partners' shares of it."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.projects.models.money import NOT_NEGATIVE
from utblick.projects.models.parts import ProjectPart

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

type Errors = dict[str, "StrPromise | str"]
AMOUNTS = ("cost", "certified", "asked", "approved", "paid")
DATED = ("asked", "approved", "paid")
"""The amounts of a claim that have a day: `asked_on`."""


def _amount(label: "StrPromise") -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(label, max_digits=14, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE])


def _not_negative(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q((name, None)) | Q((f"{name}__gte", 0)), name=f"%(class)s_{name}_not_negative"
    )


class Claimed(ProjectPart):
    """What one partner claims. Amounts are in the currency of the project; what was paid is in kronor."""

    cost = _amount(_("costs"))
    certified = _amount(_("certified costs"))
    asked = _amount(_("claimed"))
    approved = _amount(_("approved"))
    paid = _amount(_("paid, kronor"))

    class Meta(ProjectPart.Meta):
        abstract = True
        constraints = [_not_negative(name) for name in AMOUNTS]

    @property
    def told(self) -> Decimal | None:
        """What the programme was told or has said; None before anything is claimed."""
        return self.approved if self.approved is not None else self.asked

    def too_much(self) -> Errors:
        errors: Errors = {}
        if self.cost is not None and self.certified is not None and self.certified > self.cost:
            errors["certified"] = _("More cannot be certified than was reported.")
        if self.asked is not None and self.approved is not None and self.approved > self.asked:
            errors["approved"] = _("More cannot be approved than was claimed.")
        return errors


class Claim(Claimed):
    """A claim to the programme for a period: when it is due, and what was asked, approved and paid for our part."""

    class Kind(models.TextChoices):
        ADVANCE = "advance", _("Advance")
        INTERIM = "interim", _("Interim claim")
        FINAL = "final", _("Final claim")

    page = "projects:claims"

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.INTERIM)
    first_day = models.DateField(_("period, first day"), null=True, blank=True)
    last_day = models.DateField(_("period, last day"), null=True, blank=True)
    due_on = models.DateField(_("last day to claim"))
    asked_on = models.DateField(_("claimed on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)

    class Meta(Claimed.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["due_on", "pk"]
        constraints = [
            *Claimed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=models.F("first_day")),
                name="claim_ends_after_start",
                violation_error_message=_("The period ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"

    def clean(self) -> None:
        errors = self.too_much() | self._half_told() | self._shares_left()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            errors["last_day"] = _("The last day cannot be before the first, %(day)s.") % {"day": self.first_day}
        for earlier, later in (("asked_on", "approved_on"), ("approved_on", "paid_on")):
            before, after = getattr(self, earlier), getattr(self, later)
            if before and after and after < before and later not in errors:
                errors[later] = _("This day cannot be before %(day)s.") % {"day": before}
        if errors:
            raise ValidationError(errors)

    def _half_told(self) -> Errors:
        errors: Errors = {}
        for name in DATED:
            if (getattr(self, name) is None) != (getattr(self, f"{name}_on") is None):
                missing = name if getattr(self, name) is None else f"{name}_on"
                errors[missing] = _("Write both the amount and the day, or neither.")
        return errors

    def _shares_left(self) -> Errors:
        """A day that the partners' shares rest on stays, and what was passed on was paid before."""
        errors: Errors = {}
        for share in Share.objects.current().filter(claim=self.pk) if self.pk else ():
            for name in DATED:
                if getattr(share, name) is not None and getattr(self, f"{name}_on") is None:
                    errors[f"{name}_on"] = _("The partners' shares have an amount for this day.")
            if share.passed_on and self.paid_on and share.passed_on < self.paid_on:
                errors["paid_on"] = _("Some of it was passed on before this day, %(day)s.") % {"day": share.passed_on}
        return errors


class Share(Claimed):
    """A partner's share of a claim where we lead: the programme pays it to us, and we pass it on."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="shares", editable=False, verbose_name=_("claim"))
    partner = models.ForeignKey(
        "projects.Partner", models.PROTECT, related_name="shares", editable=False, verbose_name=_("partner")
    )
    passed = _amount(_("passed on, kronor"))
    passed_on = models.DateField(_("passed on"), null=True, blank=True)

    secret_with = "initiative partner__organisation"  # noqa: S105

    class Meta(Claimed.Meta):
        verbose_name = _("partner's share of a claim")
        verbose_name_plural = _("partners' shares of claims")
        ordering = ["pk"]
        constraints = [
            *Claimed.Meta.constraints,
            _not_negative("passed"),
            models.UniqueConstraint(fields=["claim", "partner"], name="share_once_in_claim"),
            models.CheckConstraint(
                condition=Q(passed=None) | Q(paid__gte=models.F("passed")),
                name="share_passed_within_paid",
                violation_error_message=_("More cannot be passed on than was paid."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}, {self.claim}"

    def get_absolute_url(self) -> str:
        return reverse("projects:claim", args=[self.claim_id])

    def clean(self) -> None:
        errors = self.too_much()
        for name in DATED:
            if getattr(self, name) is not None and getattr(self.claim, f"{name}_on") is None:
                errors[name] = _("The claim has no day for this yet: write it there first.")
        errors |= self._passed_wrongly()
        if errors:
            raise ValidationError(errors)

    def _passed_wrongly(self) -> Errors:
        if (self.passed is None) != (self.passed_on is None):
            return {
                "passed" if self.passed is None else "passed_on": _("Write both the amount and the day, or neither.")
            }
        if self.passed is not None and self.passed > (self.paid or 0):
            return {"passed": _("More cannot be passed on than was paid.")}
        if self.passed_on and self.claim.paid_on and self.passed_on < self.claim.paid_on:
            return {"passed_on": _("This day cannot be before %(day)s.") % {"day": self.claim.paid_on}}
        return {}
