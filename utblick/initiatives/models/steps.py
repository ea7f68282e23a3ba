"""The steps within an initiative, with their money and people."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models.parts import Part, PartQuerySet
from utblick.tenancy.scope import OwnedManager
from utblick.ui.countries import country_name

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

GROUPS = ("women", "men", "girls", "boys", "not_stated")
AMOUNTS = ("planned_cost", "planned_own", "cost", "own")

_MOST_PEOPLE = MaxValueValidator(100_000, _("That is more people than this can be: write at most 100 000."))
_NOT_NEGATIVE = MinValueValidator(Decimal(0), _("An amount cannot be negative."))
_MOST_KRONOR = MaxValueValidator(
    Decimal(1_000_000_000), _("That is over a billion kronor. Write the amount in kronor, not in thousands or öre.")
)


def _headcount(label: "StrPromise") -> "models.PositiveIntegerField[int | None, int | None]":
    return models.PositiveIntegerField(label, null=True, blank=True, validators=[_MOST_PEOPLE])


def _kronor(label: "StrPromise") -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(
        label, max_digits=12, decimal_places=2, null=True, blank=True, validators=[_NOT_NEGATIVE, _MOST_KRONOR]
    )


class Headcount(models.Model):
    """People counted as women, men, girls, boys and not stated; planned and actual. Null: not counted (yet)."""

    planned_women = _headcount(_("women, planned"))
    planned_men = _headcount(_("men, planned"))
    planned_girls = _headcount(_("girls, planned"))
    planned_boys = _headcount(_("boys, planned"))
    planned_not_stated = _headcount(_("not stated, planned"))
    women = _headcount(_("women"))
    men = _headcount(_("men"))
    girls = _headcount(_("girls"))
    boys = _headcount(_("boys"))
    not_stated = _headcount(_("not stated"))

    class Meta:
        abstract = True


class StepQuerySet(PartQuerySet["Step"]):
    def within(self, first: date, last: date) -> Self:
        """Those that go on at some time in the period (dates inclusive)."""
        lasting = models.Q(ends_on__gte=first) | models.Q(ends_on=None, starts_on__gte=first)
        return self.standing().filter(lasting, starts_on__lte=last)

    def in_order(self) -> Self:
        """As they happen; those without a date last."""
        return self.order_by(models.F("starts_on").asc(nulls_last=True), "pk")


class Step(Headcount, Part):
    """A project, exchange, event or campaign within an initiative."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("Project")
        EXCHANGE = "exchange", _("Exchange")
        EVENT = "event", _("Event")
        CAMPAIGN = "campaign", _("Campaign")

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        APPLIED = "applied", _("Applied for")
        RUNNING = "running", _("Under way")
        DONE = "done", _("Done")
        REJECTED = "rejected", _("Rejected")
        CANCELLED = "cancelled", _("Cancelled")

    # What did not come about: its plan is in no sum.
    FELL_THROUGH = (Status.REJECTED, Status.CANCELLED)

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English, for the public page"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)  # ISO 3166-1 alpha-2
    # Kronor. `own` is what the municipality puts in of the total, in cash or in kind.
    planned_cost = _kronor(_("planned cost, kronor"))
    planned_own = _kronor(_("of it our own, planned, kronor"))
    cost = _kronor(_("cost, kronor"))
    own = _kronor(_("of it our own, kronor"))
    # What its journeys cost the climate, added up from their legs (travelling.py).
    kg_co2e = models.DecimalField(
        _("climate cost, kg CO2e"), max_digits=10, decimal_places=1, null=True, editable=False
    )

    objects = OwnedManager.from_queryset(StepQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Part.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["municipality", "starts_on"], name="step_by_start")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="step_ends_after_start",
                violation_error_message=_("The step ends before it starts."),
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q((amount, None)) | models.Q((f"{amount}__gte", 0)),
                    name=f"step_{amount}_not_negative",
                )
                for amount in AMOUNTS
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def search_text(self) -> str:
        return f"{self.place} {self.description} {self.title_en}"

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else ""

    def clean(self) -> None:
        errors: dict[str, StrPromise | str] = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The last day cannot be before the first, %(day)s.") % {"day": self.starts_on}
        for whole, share in [("planned_cost", "planned_own"), ("cost", "own")]:
            if _exceeds(getattr(self, share), getattr(self, whole)):
                errors[share] = _("Our own part cannot be more than the whole cost.")
        if errors:
            raise ValidationError(errors)


def _exceeds(share: Decimal | None, whole: Decimal | None) -> bool:
    return share is not None and whole is not None and share > whole
