"""A duty that returns, defined once, and the tasks that were made of it."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.duties.returning import before_meetings, yearly
from utblick.journal.models import Recorded
from utblick.tenancy.scope import Owned

LEAP_YEAR = 2024
OFTEN = {
    2: _("every other year"),
    3: _("every third year"),
    4: _("every fourth year"),
    5: _("every fifth year"),
    10: _("every tenth year"),
}


class Ring(models.TextChoices):
    """What a day of the year is about: a ring of the wheel each."""

    POLICY = "policy", _("Policy and programme")
    AGREEMENTS = "agreements", _("Agreements")
    BUDGET = "budget", _("Budget")
    FOLLOWUP = "followup", _("Follow-up")
    APPLICATIONS = "applications", _("Applications and projects")
    MEETINGS = "meetings", _("Board meetings")
    OTHER = "other", _("Other")


class Recurring(Recorded):
    """A duty that returns on a day of every year, or of every fourth, or so many weeks before each meeting of a body."""

    class Rule(models.TextChoices):
        YEARLY = "yearly", _("On a day of the year")
        MEETING = "meeting", _("Before each meeting of a body")

    title = models.CharField(_("what is to be done"), max_length=150)
    text = models.TextField(_("how"), blank=True, help_text=_("What it takes, and where the papers are."))
    ring = models.CharField(_("what it concerns"), max_length=14, choices=Ring, default=Ring.OTHER)
    rule = models.CharField(_("when"), max_length=8, choices=Rule, default=Rule.YEARLY)
    month = models.PositiveSmallIntegerField(
        _("month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(
        _("day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    years_between = models.PositiveSmallIntegerField(
        _("years from one to the next"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("1 for what returns every year, 4 for once in a term of office."),
    )
    first_year = models.PositiveSmallIntegerField(
        _("first year"), null=True, blank=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    body = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body")
    )
    weeks = models.PositiveSmallIntegerField(
        _("weeks before"), null=True, blank=True, validators=[MaxValueValidator(26)]
    )
    unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible unit")
    )
    owner = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who does it"),
        help_text=_("Empty: the head of the unit, or else the coordinator."),
    )
    ahead = models.PositiveSmallIntegerField(
        _("the task is made so many days before"), default=30, validators=[MaxValueValidator(180)]
    )
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", editable=False)

    class Meta(Recorded.Meta):
        verbose_name = _("recurring duty")
        verbose_name_plural = _("recurring duties")
        # Those before meetings first, on every database.
        ordering = [models.F("month").asc(nulls_first=True), "day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule="yearly", month__range=(1, 12), day__range=(1, 31))
                | Q(rule="meeting", body__isnull=False, weeks__isnull=False),
                name="recurring_rule_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(years_between=1) | Q(years_between__range=(2, 20), first_year__isnull=False),
                name="recurring_first_year_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("duties:recurring", args=[self.pk])

    def search_text(self) -> str:
        return self.text

    @property
    def month_name(self) -> str:
        return str(MONTHS[self.month]) if self.month else ""

    @property
    def how_often(self) -> str:
        """Of what does not return every year."""
        return str(OFTEN.get(self.years_between) or gettext("every %(years)s years") % {"years": self.years_between})

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        wanted = ["month", "day"] if self.rule == self.Rule.YEARLY else ["body_id", "weeks"]
        if self.years_between and self.years_between > 1:
            wanted.append("first_year")
        for name in wanted:
            if getattr(self, name) is None:
                errors[name.removesuffix("_id")] = _("This is needed to know when.")
        if self.rule == self.Rule.YEARLY and self.month in range(1, 13) and self.day:
            most = monthrange(LEAP_YEAR, self.month or 1)[1]
            if most < self.day <= 31:
                errors["day"] = _("The month has %(days)s days.") % {"days": most}
        if errors:
            raise ValidationError(errors)

    def days(self, first: date, last: date, meetings: Iterable[tuple[int, int, date]]) -> list[tuple[str, date]]:
        """When it is due, each with what tells the occasion from all others. `meetings`: key, body, day."""
        if self.rule == self.Rule.YEARLY:
            every, from_year = self.years_between, self.first_year or 0
            return list(yearly(self.month or 1, self.day or 1, first, last, every=every, from_year=from_year))
        of_body = [(key, held_on) for key, body, held_on in meetings if body == self.body_id]
        return list(before_meetings(of_body, self.weeks or 0, first, last))


class Occurrence(Owned):
    """That the task of one occasion was made: once, whoever makes it, and however the clock goes."""

    recurring = models.ForeignKey(Recurring, models.CASCADE, related_name="occurrences")
    occasion = models.CharField(max_length=24)
    day = models.DateField(null=True)  # the duty's own, as the task last followed it; the task may have got another
    task = models.ForeignKey("teamwork.Task", models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        constraints = [models.UniqueConstraint(fields=["recurring", "occasion"], name="one_task_an_occasion")]

    def __str__(self) -> str:
        return f"{self.recurring_id}: {self.occasion}"
