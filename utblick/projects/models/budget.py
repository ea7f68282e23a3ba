"""A version of a project's budget, and what was filled in in it."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.projects.models.parts import ProjectPart, ProjectPartQuerySet
from utblick.projects.words import ENTERED
from utblick.tenancy.scope import OwnedManager

if TYPE_CHECKING:
    from utblick.projects.programmes import Option
    from utblick.projects.sums.budget import Terms


class BudgetQuerySet(ProjectPartQuerySet["Budget"]):
    def newest_first(self) -> Self:
        return self.order_by("-number")


class Budget(ProjectPart):
    """One version. The newest one counts; a settled one is not changed any more: what comes after it is a new version."""

    page = "projects:budget"

    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    name = models.CharField(_("name"), max_length=100, help_text=_("For example “Application” or “As granted”."))
    settled_on = models.DateField(_("settled"), null=True, editable=False)
    option_key = models.CharField(_("how costs are reckoned"), max_length=30)
    grant_percent = models.DecimalField(
        _("the programme's part, per cent"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    price = models.DecimalField(_("price of one unit"), max_digits=12, decimal_places=2, default=Decimal(0), blank=True)
    period_months = models.PositiveSmallIntegerField(
        _("periods"), choices=[(12, _("Calendar years")), (6, _("Half-years"))], default=12
    )
    # Kronor for one euro. `rate_on`: the day on which the ECB gave it; empty where the programme sets a rate of its own.
    per_euro = models.DecimalField(_("kronor for one euro"), max_digits=10, decimal_places=4, null=True, blank=True)
    rate_on = models.DateField(_("day of the rate"), null=True, editable=False)

    objects = OwnedManager.from_queryset(BudgetQuerySet)()  # type: ignore[misc, assignment]

    class Meta(ProjectPart.Meta):
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="budget_version_once"),
            models.CheckConstraint(
                condition=models.Q(grant_percent__gte=0) & models.Q(grant_percent__lte=100), name="grant_is_a_part"
            ),
            models.CheckConstraint(
                condition=models.Q(per_euro=None) | models.Q(per_euro__gt=0), name="rate_is_above_nought"
            ),
            models.CheckConstraint(condition=models.Q(price__gte=0), name="price_not_negative"),
        ]

    def __str__(self) -> str:
        return _("%(project)s: budget %(number)s, %(name)s") % {
            "project": self.project,
            "number": self.number,
            "name": self.name,
        }

    def get_absolute_url(self) -> str:
        return f"{reverse(self.page, args=[self.project_id])}?version={self.number}"

    @property
    def option(self) -> "Option":
        return self.project.programme.option(self.option_key)

    @property
    def terms(self) -> "Terms":
        from utblick.projects.sums.budget import Terms  # as in Project.programme

        return Terms(self.option.method, self.grant_percent, self.price)


class Line(ProjectPart):
    """What was filled in for one partner, period and category or source: an amount, or how many units."""

    page = "projects:budget"

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="lines", editable=False, verbose_name=_("budget"))
    partner = models.ForeignKey(
        "projects.Partner", models.PROTECT, related_name="lines", editable=False, verbose_name=_("partner")
    )
    period = models.DateField(_("period"), editable=False)
    what = models.CharField(_("category or source"), max_length=20, choices=ENTERED, editable=False)
    entered = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    secret_with = "initiative partner__organisation"  # noqa: S105

    class Meta(ProjectPart.Meta):
        verbose_name = _("line of a budget")
        verbose_name_plural = _("lines of a budget")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "partner", "period", "what"], name="line_once_in_budget"),
            models.CheckConstraint(condition=models.Q(entered__gte=0), name="line_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.partner}, {self.get_what_display()}, {_year(self.period)}"


def _year(period: date) -> str:
    return str(period.year) if period.month == 1 else f"{period.year}:2"
