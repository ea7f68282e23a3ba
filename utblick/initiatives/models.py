"""What the municipality does: initiatives, the steps within them, what came of them."""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import Confidential, OwnedManager


class InitiativeQuerySet(RecordedQuerySet["Initiative"]):
    def ongoing(self) -> Self:
        return self.current().filter(status__in=[Initiative.Status.PREPARING, Initiative.Status.RUNNING])

    def published(self) -> Self:
        return self.current().filter(published=True)


class Initiative(Confidential, Recorded):
    """A line of work towards goals, with an owner; it may live for years and through several projects."""

    class Status(models.TextChoices):
        IDEA = "idea", _("Idea")
        PREPARING = "preparing", _("Being prepared")
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Resting")
        FINISHED = "finished", _("Finished")
        STOPPED = "stopped", _("Stopped")

    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("what it is about"), blank=True)
    title_en = models.CharField(_("title in English, for the public page"), max_length=200, blank=True)
    summary_en = models.TextField(_("the same in English, for the public page"), blank=True)
    benefit = models.TextField(
        _("who benefits, and how"),
        blank=True,
        help_text=_("The municipality, its companies, women and men, girls and boys."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.IDEA)
    form = models.ForeignKey(
        "goals.CooperationForm",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiatives",
        verbose_name=_("form of cooperation"),
    )
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiatives",
        verbose_name=_("responsible unit"),
    )
    owner = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiatives",
        verbose_name=_("responsible person"),
    )
    # What it was started from, with what is needed of it should the source forget.
    item = models.ForeignKey("watch.Item", models.PROTECT, null=True, editable=False, related_name="initiatives")
    funding_programme = models.CharField(_("funding programme"), max_length=200, blank=True)
    deadline = models.DateTimeField(_("application deadline"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=2000, blank=True)
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    published = models.BooleanField(_("shown on the public page"), default=False)

    objects = OwnedManager.from_queryset(InitiativeQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="initiative_ends_after_start",
                violation_error_message=_("The initiative ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiatives:initiative", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.case_number} {self.funding_programme} {self.summary} {self.benefit} {self.title_en} {self.summary_en}"


class Contribution(Recorded):
    """How an initiative serves a goal."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="contributions", editable=False)
    goal = models.ForeignKey("goals.Goal", models.PROTECT, related_name="contributions", verbose_name=_("goal"))
    how = models.CharField(_("how it contributes"), max_length=300, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["goal__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "goal"], name="contribution_once_per_goal")]

    def __str__(self) -> str:
        return f"{self.initiative} → {self.goal}"

    def get_absolute_url(self) -> str:
        return reverse("initiatives:initiative", args=[self.initiative_id])


class Participation(Recorded):
    """A partner in an initiative."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead partner")
        PARTNER = "partner", _("Partner")
        ASSOCIATED = "associated", _("Associated partner")

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="participations", editable=False)
    organisation = models.ForeignKey(
        "partners.Organisation", models.PROTECT, related_name="participations", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTNER)

    class Meta(Recorded.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "organisation"], name="partner_once_per_initiative")
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("initiatives:initiative", args=[self.initiative_id])


class Headcount(models.Model):
    """People counted as women, men, girls, boys and not stated; planned and actual. Null: not counted (yet)."""

    planned_women = models.PositiveIntegerField(_("women, planned"), null=True, blank=True)
    planned_men = models.PositiveIntegerField(_("men, planned"), null=True, blank=True)
    planned_girls = models.PositiveIntegerField(_("girls, planned"), null=True, blank=True)
    planned_boys = models.PositiveIntegerField(_("boys, planned"), null=True, blank=True)
    planned_not_stated = models.PositiveIntegerField(_("not stated, planned"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men"), null=True, blank=True)
    girls = models.PositiveIntegerField(_("girls"), null=True, blank=True)
    boys = models.PositiveIntegerField(_("boys"), null=True, blank=True)
    not_stated = models.PositiveIntegerField(_("not stated"), null=True, blank=True)

    class Meta:
        abstract = True


class StepQuerySet(RecordedQuerySet["Step"]):
    def within(self, first: date, last: date) -> Self:
        """Those that go on at some time in the period (dates inclusive)."""
        return self.current().filter(starts_on__lte=last).filter(models.Q(ends_on=None) | models.Q(ends_on__gte=first))


class Step(Headcount, Recorded):
    """A project, exchange, event or campaign within an initiative."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("Project")
        EXCHANGE = "exchange", _("Exchange")
        EVENT = "event", _("Event")
        CAMPAIGN = "campaign", _("Campaign")

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        APPLIED = "applied", _("Applied for")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        REJECTED = "rejected", _("Rejected")
        CANCELLED = "cancelled", _("Cancelled")

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="steps", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English, for the public page"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    # Kronor. `own` is what the municipality puts in of the total, in cash or in kind.
    planned_cost = models.DecimalField(
        _("planned cost, kronor"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    planned_own = models.DecimalField(
        _("of it our own, planned, kronor"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    cost = models.DecimalField(_("cost, kronor"), max_digits=12, decimal_places=2, null=True, blank=True)
    own = models.DecimalField(_("of it our own, kronor"), max_digits=12, decimal_places=2, null=True, blank=True)

    objects = OwnedManager.from_queryset(StepQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="step_ends_after_start",
                violation_error_message=_("The step ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiatives:initiative", args=[self.initiative_id])

    def search_text(self) -> str:
        return f"{self.place} {self.description} {self.title_en}"


class Result(Recorded):
    """What came of an initiative."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="results", editable=False)
    goal = models.ForeignKey(
        "goals.Goal", models.PROTECT, null=True, blank=True, related_name="results", verbose_name=_("goal")
    )
    noted_on = models.DateField(_("date"))
    text = models.TextField(_("result"))
    text_en = models.TextField(_("the same in English, for the public page"), blank=True)
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit_of_value = models.CharField(_("what the figure counts"), max_length=60, blank=True)
    published = models.BooleanField(_("shown on the public page"), default=False)

    class Meta(Recorded.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["-noted_on", "-pk"]

    def __str__(self) -> str:
        return self.text[:120]

    def get_absolute_url(self) -> str:
        return reverse("initiatives:initiative", args=[self.initiative_id])

    def search_text(self) -> str:
        return f"{self.text} {self.text_en}"


class Lesson(Recorded):
    """What others should know."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="lessons", editable=False)
    learnt_on = models.DateField(_("date"))
    text = models.TextField(_("what we learnt"))
    change = models.TextField(_("what should change"), blank=True)
    for_whom = models.CharField(_("who should know"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["-learnt_on", "-pk"]

    def __str__(self) -> str:
        return self.text[:120]

    def get_absolute_url(self) -> str:
        return reverse("initiatives:initiative", args=[self.initiative_id])

    def search_text(self) -> str:
        return f"{self.text} {self.change} {self.for_whom}"
