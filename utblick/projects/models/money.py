"""What a project did cost, and what was claimed for it."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.projects.models.parts import ProjectPart
from utblick.projects.words import CATEGORIES

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_NOT_NEGATIVE = MinValueValidator(Decimal(0), _("An amount cannot be negative."))


def _amount(label: "StrPromise") -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, null=True, blank=True, validators=[_NOT_NEGATIVE]
    )


class Booking(ProjectPart):
    """A cost of ours as it was booked, in kronor."""

    page = "projects:outcome"

    booked_on = models.DateField(_("day"))
    category = models.CharField(_("category"), max_length=20, choices=[*CATEGORIES.items()])
    amount = models.DecimalField(_("amount, kronor"), max_digits=14, decimal_places=2, validators=[_NOT_NEGATIVE])
    in_kind = models.BooleanField(
        _("in kind"), default=False, help_text=_("Work or premises that the project is not charged for.")
    )
    text = models.CharField(_("what it was for"), max_length=200, blank=True)
    voucher = models.CharField(_("voucher"), max_length=60, blank=True)

    class Meta(ProjectPart.Meta):
        verbose_name = _("booked cost")
        verbose_name_plural = _("booked costs")
        ordering = ["-booked_on", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="booking_not_negative")]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.booked_on}: {self.text}".rstrip(": ")


class Adjustment(ProjectPart):
    """What somebody reckons that a category will cost us in the end, in kronor, where the budget no longer tells."""

    page = "projects:outcome"

    category = models.CharField(_("category"), max_length=20, choices=[*CATEGORIES.items()], editable=False)
    amount = models.DecimalField(
        _("cost at the end, kronor"), max_digits=14, decimal_places=2, validators=[_NOT_NEGATIVE]
    )
    reason = models.CharField(_("reason"), max_length=300)

    class Meta(ProjectPart.Meta):
        verbose_name = _("forecast by hand")
        verbose_name_plural = _("forecasts by hand")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "category"],
                condition=models.Q(withdrawn_at=None),
                name="category_forecast_once",
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="forecast_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: {self.reason}"


class Claim(ProjectPart):
    """A claim to the programme for our part of a period: when it is due, what was asked, approved and paid.

    Amounts are in the currency of the project; what reached the account is in kronor.
    """

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
    asked = _amount(_("claimed"))
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved = _amount(_("approved"))
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    paid = _amount(_("paid, kronor"))

    class Meta(ProjectPart.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["due_on", "pk"]
        constraints = [
            *(
                models.CheckConstraint(
                    condition=models.Q((name, None)) | models.Q((f"{name}__gte", 0)), name=f"claim_{name}_not_negative"
                )
                for name in ("asked", "approved", "paid")
            ),
            models.CheckConstraint(
                condition=models.Q(first_day=None)
                | models.Q(last_day=None)
                | models.Q(last_day__gte=models.F("first_day")),
                name="claim_ends_after_start",
                violation_error_message=_("The period ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"

    def clean(self) -> None:
        errors: dict[str, StrPromise | str] = {}
        if self.first_day and self.last_day and self.last_day < self.first_day:
            errors["last_day"] = _("The last day cannot be before the first, %(day)s.") % {"day": self.first_day}
        for name, day in (("asked", "asked_on"), ("approved", "approved_on"), ("paid", "paid_on")):
            if (getattr(self, name) is None) != (getattr(self, day) is None):
                missing = name if getattr(self, name) is None else day
                errors[missing] = _("Write both the amount and the day, or neither.")
        if self.asked is not None and self.approved is not None and self.approved > self.asked:
            errors["approved"] = _("More cannot be approved than was claimed.")
        for earlier, later in (("asked_on", "approved_on"), ("approved_on", "paid_on")):
            before, after = getattr(self, earlier), getattr(self, later)
            if before and after and after < before and later not in errors:
                errors[later] = _("This day cannot be before %(day)s.") % {"day": before}
        if errors:
            raise ValidationError(errors)
