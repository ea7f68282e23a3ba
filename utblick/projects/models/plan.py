"""What a project will have done, by when and by whom."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.projects.models.parts import ProjectPart


class WorkPackage(ProjectPart):
    page = "projects:plan"

    number = models.PositiveSmallIntegerField(_("number"), default=1)
    title = models.CharField(_("title"), max_length=200)
    partner = models.ForeignKey(
        "projects.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="workpackages",
        verbose_name=_("partner that leads it"),
    )
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)

    class Meta(ProjectPart.Meta):
        verbose_name = _("work package")
        verbose_name_plural = _("work packages")
        ordering = ["number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="package_ends_after_start",
                violation_error_message=_("The work package ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            told = _("The last day cannot be before the first, %(day)s.") % {"day": self.starts_on}
            raise ValidationError({"ends_on": told})


class Delivery(ProjectPart):
    """A milestone or deliverable: due on a day, with an owner; done once there is a day for it."""

    class Kind(models.TextChoices):
        MILESTONE = "milestone", _("Milestone")
        DELIVERABLE = "deliverable", _("Deliverable")

    page = "projects:plan"

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DELIVERABLE)
    title = models.CharField(_("title"), max_length=200)
    package = models.ForeignKey(
        WorkPackage, models.PROTECT, null=True, blank=True, related_name="deliveries", verbose_name=_("work package")
    )
    due_on = models.DateField(_("due"))
    owner = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("responsible person"),
    )
    done_on = models.DateField(_("done"), null=True, blank=True)
    link = models.URLField(_("where it is found"), max_length=500, blank=True)

    class Meta(ProjectPart.Meta):
        verbose_name = _("milestone or deliverable")
        verbose_name_plural = _("milestones and deliverables")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title
