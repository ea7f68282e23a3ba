"""What must be in place before a project goes on to its next stage."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.projects.models.parts import ProjectPart
from utblick.projects.models.project import Project

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Stage = Project.Stage

BEFORE: dict[str, "StrPromise"] = {
    Stage.PREPARATION: _("Before the preparation begins"),
    Stage.APPLICATION: _("Before the application is sent"),
    Stage.RUNNING: _("Before the project starts"),
    Stage.FINAL_REPORT: _("Before the final report is sent"),
    Stage.CLOSED: _("Before the project is closed"),
}
"""The stages that the municipality itself lets a project go on to, when what it asks for is seen to."""


LONGEST = 200
"""What a municipality asks for in its own words."""


class Check(ProjectPart):
    """One thing that the municipality wants to have seen to: done, with day, body, section and case number, or skipped with a
    reason."""

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
        OWN = "own", _("In the municipality's own words")

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")

    subject = models.CharField(_("what is asked for"), max_length=20, choices=Subject, editable=False)
    text = models.CharField(
        _("in own words"), max_length=LONGEST, blank=True, default="", db_default="", editable=False
    )
    before = models.CharField(_("before the stage"), max_length=12, choices=Stage, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    on = models.DateField(_("day"), null=True, blank=True)
    body = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="checks", verbose_name=_("decided by")
    )
    section = models.CharField(_("section"), max_length=20, blank=True, default="", db_default="")
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    reason = models.CharField(_("note or reason"), max_length=300, blank=True)

    class Meta(ProjectPart.Meta):
        verbose_name = _("check before a stage")
        verbose_name_plural = _("checks before a stage")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "subject", "before", "text"], name="check_asked_once_before_a_stage"
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="skipped") | ~models.Q(reason=""), name="check_skipped_only_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.get_subject_display())

    @property
    def when(self) -> str:
        return str(BEFORE[self.before])
