"""An initiative, the goals that it serves and the partners in it."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.afterlife import next_question
from utblick.initiatives.models.gates import Gate
from utblick.initiatives.models.parts import Part
from utblick.journal import clock
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import Confidential, OwnedManager
from utblick.watch.connectors import programmes

BETWEEN = "\x1f"


class InitiativeQuerySet(RecordedQuerySet["Initiative"]):
    def ongoing(self) -> Self:
        return self.current().filter(status__in=[Initiative.Status.PREPARING, Initiative.Status.RUNNING])

    def published(self) -> Self:
        return self.current().filter(published=True)

    def with_gated(self) -> Self:
        """Each with `is_gated`: whether it needs decisions, which most do not; so a page need not ask for them."""
        return self.annotate(is_gated=models.Exists(Gate.objects.current().filter(initiative=models.OuterRef("pk"))))

    def with_goals(self) -> Self:
        """Each with `goal_names`, of which one query asks for all."""
        served = Contribution.objects.filter(initiative=models.OuterRef("pk")).order_by().values("initiative")
        names = served.annotate(names=models.StringAgg("goal__name", models.Value(BETWEEN))).values("names")
        return self.annotate(goals_in_one=models.Subquery(names))


class Initiative(Confidential, Recorded):
    """A line of work towards goals, with an owner; it may live for years and through several projects."""

    class Status(models.TextChoices):
        IDEA = "idea", _("Idea")
        PREPARING = "preparing", _("Being prepared")
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Resting")
        FINISHED = "finished", _("Finished")
        STOPPED = "stopped", _("Stopped")

    BEFORE_DEADLINE = (Status.IDEA, Status.PREPARING)
    OVER = (Status.FINISHED, Status.STOPPED)

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
    # When it was over, and when its owner is next asked what remains (afterlife.py).
    closed_on = models.DateField(_("over since"), null=True, editable=False)
    ask_on = models.DateField(_("asked what remains on"), null=True, editable=False)

    objects = OwnedManager.from_queryset(InitiativeQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["municipality", "status", "deadline"], name="initiative_by_deadline"),
            models.Index(fields=["municipality", "starts_on"], name="initiative_by_start"),
            models.Index(fields=["municipality", "ends_on"], name="initiative_by_end"),
        ]
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._close_or_open()
        super().save(*args, **kwargs)

    def _close_or_open(self) -> None:
        if self.status not in self.OVER:
            self.closed_on = self.ask_on = None
        elif self.closed_on is None:
            self.closed_on = timezone.localdate(clock.now())
            self.ask_on = next_question(self.closed_on, self.closed_on)

    @property
    def awaits_deadline(self) -> bool:
        """Whether there is still something to hand in before the deadline."""
        return bool(self.deadline) and self.status in self.BEFORE_DEADLINE

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            told = _("The last day cannot be before the first, %(day)s.") % {"day": self.starts_on}
            raise ValidationError({"ends_on": told})

    @property
    def goal_names(self) -> list[str]:
        """The short names of the goals that it serves; of rows asked for `with_goals`."""
        goals_in_one: str | None = self.goals_in_one  # type: ignore[attr-defined]
        return sorted(filter(None, (goals_in_one or "").split(BETWEEN)))

    @property
    def programme_named(self) -> str:
        """The funding programme by its name in the reader's language, where the call told it by its code (DIGITAL)."""
        return programmes.name_of(self.funding_programme, get_language() or "sv")

    def search_text(self) -> str:
        return f"{self.case_number} {self.funding_programme} {self.summary} {self.benefit} {self.title_en} {self.summary_en}"


class Contribution(Part):
    """How an initiative serves a goal."""

    goal = models.ForeignKey("goals.Goal", models.PROTECT, related_name="contributions", verbose_name=_("goal"))
    how = models.CharField(_("how it contributes"), max_length=300, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["goal__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "goal"], name="contribution_once_per_goal")]

    def __str__(self) -> str:
        return f"{self.initiative} → {self.goal}"


class Participation(Part):
    """A partner in an initiative."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead partner")
        PARTNER = "partner", _("Partner")
        ASSOCIATED = "associated", _("Associated partner")

    organisation = models.ForeignKey(
        "partners.Organisation", models.PROTECT, related_name="participations", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTNER)

    # Nor tells it of a partner that the reader may not see.
    secret_with = "initiative organisation"  # noqa: S105

    class Meta(Part.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "organisation"], name="partner_once_per_initiative")
        ]

    def __str__(self) -> str:
        return str(self.organisation)
