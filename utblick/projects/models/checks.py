"""What must be in place before a project goes on to its next stage."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.projects.models.parts import ProjectPart
from utblick.projects.models.project import Project

Stage = Project.Stage


class Check(ProjectPart):
    """One thing that the municipality wants to have seen to: done, with day and case number, or skipped with a reason."""

    class Subject(models.TextChoices):
        MANAGER = "manager", _("A manager answers for the project")
        STAFFING = "staffing", _("Staffing is secured")
        COFINANCING = "cofinancing", _("Co-financing is decided")
        RISK = "risk", _("Risks are assessed")
        STATE_AID = "state_aid", _("State aid is examined")
        PROCUREMENT = "procurement", _("Procurement is planned")
        CHILD_RIGHTS = "child_rights", _("Child rights are assessed")
        EQUALITY = "equality", _("Equality is assessed")
        AGREEMENT = "agreement", _("The grant agreement is signed")
        PARTNERSHIP = "partnership", _("The partnership agreement is signed")
        ACCOUNTING = "accounting", _("The project has its own accounting code")
        ARCHIVE = "archive", _("Vouchers and documents are archived")

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")

    subject = models.CharField(_("what is asked for"), max_length=20, choices=Subject, editable=False)
    before = models.CharField(_("before the stage"), max_length=12, choices=Stage, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    on = models.DateField(_("day"), null=True, blank=True)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    reason = models.CharField(_("note or reason"), max_length=300, blank=True)

    class Meta(ProjectPart.Meta):
        verbose_name = _("check before a stage")
        verbose_name_plural = _("checks before a stage")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "subject", "before"], name="check_once_before_a_stage"),
            models.CheckConstraint(
                condition=~models.Q(outcome="skipped") | ~models.Q(reason=""), name="check_skipped_only_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_subject_display())


# What a project is asked for, in the order in which it is seen to.
ASKED: dict[str, tuple[str, ...]] = {
    Stage.APPLICATION: (
        Check.Subject.MANAGER,
        Check.Subject.STAFFING,
        Check.Subject.COFINANCING,
        Check.Subject.RISK,
        Check.Subject.STATE_AID,
        Check.Subject.PROCUREMENT,
        Check.Subject.CHILD_RIGHTS,
        Check.Subject.EQUALITY,
    ),
    Stage.RUNNING: (Check.Subject.AGREEMENT, Check.Subject.PARTNERSHIP, Check.Subject.ACCOUNTING),
    Stage.CLOSED: (Check.Subject.ARCHIVE,),
}
