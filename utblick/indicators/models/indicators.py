"""What is measured, which way is better, where it began and where it should be."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.goals.models import Goal
from utblick.indicators.formulas import FORMULAS
from utblick.initiatives.models.steps import GROUPS as GROUPS  # women, men, girls, boys, not stated
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager

FIRST_YEAR, LAST_YEAR = 1970, 2100


def a_year(label: Any, **options: Any) -> "models.PositiveSmallIntegerField[Any, Any]":
    bounds = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    return models.PositiveSmallIntegerField(label, validators=bounds, **options)


def a_value(label: Any, **options: Any) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(label, max_digits=15, decimal_places=2, **options)


class IndicatorQuerySet(RecordedQuerySet["Indicator"]):
    def in_use(self) -> Self:
        """Of goals that stand, in the goals' own order."""
        return self.current().filter(goal__withdrawn_at=None).order_by("goal__position", "goal", "position", "pk")


class Indicator(Recorded):
    """What tells whether a goal is neared. Its figures are measured, imported, or counted from the platform's own rows."""

    class Better(models.TextChoices):
        MORE = "more", _("More is better")
        LESS = "less", _("Less is better")
        NEITHER = "neither", _("It only describes")

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="indicators", verbose_name=_("goal"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    name = models.CharField(
        _("name"), max_length=120, help_text=_("What is counted, for example “Pupils who have been abroad”.")
    )
    definition = models.TextField(
        _("definition"),
        blank=True,
        help_text=_("What exactly is counted, and what is not, so that next year's figure means the same."),
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Where the figure comes from: a register, a survey, Kolada N00914."),
    )
    unit = models.CharField(_("unit"), max_length=30, blank=True, help_text=_("For example persons, %, kr."))
    better = models.CharField(_("direction"), max_length=8, choices=Better, default=Better.MORE)
    # A key of formulas.FORMULAS; empty: measured by hand or imported.
    formula = models.CharField(_("how it is measured"), max_length=20, blank=True)
    counts_people = models.BooleanField(
        _("it counts people"), default=False, help_text=_("Each figure is then given as women, men, girls and boys.")
    )
    baseline_year = a_year(_("baseline, year"), null=True, blank=True)
    baseline = a_value(_("baseline, value"), null=True, blank=True)
    # SDG targets of Agenda 2030, such as "8.9".
    sdg_targets = models.JSONField(_("SDG targets"), default=list, blank=True)
    kpi = models.CharField(
        _("key figure in Kolada"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^[NU]\d{5}$", _("A key figure is written as N00914 or U09800."))],
        help_text=_("Only if other municipalities' figures are to be compared with, for example N00914."),
    )
    unit_in_charge = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("responsible unit"),
    )

    objects = OwnedManager.from_queryset(IndicatorQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(baseline=None, baseline_year=None)
                | models.Q(baseline__isnull=False, baseline_year__isnull=False),
                name="baseline_with_its_year",
                violation_error_message=_("Give both the year and the value of the baseline, or neither."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.definition} {self.source}"

    def clean(self) -> None:
        super().clean()
        if self.formula and self.formula not in FORMULAS:
            raise ValidationError({"formula": _("Choose how it is measured from the list.")})


class Target(Recorded):
    """Where an indicator should be in a year."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", editable=False)
    year = a_year(_("year"))
    value = a_value(_("target"))

    class Meta(Recorded.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["indicator", "year"], name="one_target_a_year")]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator", args=[self.indicator_id])
