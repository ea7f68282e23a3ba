"""A project and its partners."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models import Part, PartQuerySet
from utblick.projects.models.parts import ProjectPart
from utblick.tenancy.scope import OwnedManager

if TYPE_CHECKING:
    from utblick.projects.programmes import Programme


class ProjectQuerySet(PartQuerySet["Project"]):
    def standing(self) -> Self:
        return super().standing().filter(step__withdrawn_at=None)

    def granted(self) -> Self:
        """Those that were granted: their money moves, or has moved."""
        before = [Project.Stage.IDEA, Project.Stage.PREPARATION, Project.Stage.APPLICATION, Project.Stage.REJECTED]
        return self.standing().exclude(stage__in=before)


class Project(Part):
    """A funded round of an initiative. Its title, dates and people stand in the step that it is; its money in its budget."""

    class Stage(models.TextChoices):
        IDEA = "idea", _("Idea")
        PREPARATION = "preparation", _("Preparation")
        APPLICATION = "application", _("Application sent")
        GRANTED = "granted", _("Granted")
        REJECTED = "rejected", _("Rejected")
        RUNNING = "running", _("Under way")
        FINAL_REPORT = "final_report", _("Final report sent")
        CLOSED = "closed", _("Closed")
        IN_USE = "in_use", _("Lessons in use")

    class Currency(models.TextChoices):
        EUR = "EUR", _("euro")
        SEK = "SEK", _("kronor")

    step = models.OneToOneField("initiatives.Step", models.PROTECT, related_name="project", editable=False)
    # The name of a file in programmes/schemes.
    programme_key = models.CharField(_("programme"), max_length=60)
    currency = models.CharField(_("currency of the budget"), max_length=3, choices=Currency, default=Currency.EUR)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.IDEA, editable=False)
    number = models.CharField(_("the programme's number"), max_length=60, blank=True)
    applied_on = models.DateField(_("application sent"), null=True, blank=True)
    decided_on = models.DateField(_("day of the programme's decision"), null=True, blank=True)
    decision = models.TextField(
        _("what the programme said"), blank=True, help_text=_("Of a no: the reasons, in its own words. It is a lesson.")
    )

    objects = OwnedManager.from_queryset(ProjectQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Part.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.step.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.initiative_id = self.step.initiative_id
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.number} {self.programme.name.sv} {self.programme.name.en} {self.decision}"

    @property
    def programme(self) -> "Programme":
        # Imported here: few of the processes that load the models ask what a programme says.
        from utblick.projects import programmes

        return programmes.programme(self.programme_key)


class Partner(ProjectPart):
    """Who carries out a project: an organisation, or where none is named the municipality itself."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead partner")
        PARTNER = "partner", _("Partner")
        ASSOCIATED = "associated", _("Associated partner")

    organisation = models.ForeignKey(
        "partners.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="project_parts",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTNER)

    # Nor is a partner told of that the reader may not see.
    secret_with = "initiative organisation"  # noqa: S105
    # A partner has its budget: two of one project are never made one by withdrawing either.
    holds_figures_of = "project"

    class Meta(ProjectPart.Meta):
        verbose_name = _("partner in a project")
        verbose_name_plural = _("partners in a project")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"],
                condition=models.Q(withdrawn_at=None),
                name="partner_once_in_project",
                violation_error_message=_("The organisation is a partner already."),
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(withdrawn_at=None, organisation=None),
                name="we_are_once_in_project",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation) if self.organisation_id else str(self.municipality)

    @property
    def is_us(self) -> bool:
        return self.organisation_id is None
