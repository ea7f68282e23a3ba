"""What the municipality has decided that a project needs before it goes on from stage to stage."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded
from utblick.projects.models.checks import BEFORE, Check
from utblick.projects.models.project import Project

Stage = Project.Stage

NOT_ASKED = "none"


class Asked(NamedTuple):
    before: str
    subject: str
    text: str = ""


def _before(subject: Check.Subject, stage: str) -> "models.CharField[str, str]":
    choices = [(NOT_ASKED, _("Not asked for")), *BEFORE.items()]
    return models.CharField(subject.label, max_length=12, choices=choices, default=stage)


def _own(stage: str) -> "models.TextField[str, str]":
    return models.TextField(BEFORE[stage], blank=True, max_length=2000, help_text=_("One thing a line."))


class Requirements(Recorded):
    """One for the municipality: before which stage each thing is asked for. Where none has been written, the standard holds."""

    manager = _before(Check.Subject.MANAGER, Stage.APPLICATION)
    staffing = _before(Check.Subject.STAFFING, Stage.APPLICATION)
    cofinancing = _before(Check.Subject.COFINANCING, Stage.APPLICATION)
    risk = _before(Check.Subject.RISK, Stage.APPLICATION)
    state_aid = _before(Check.Subject.STATE_AID, Stage.APPLICATION)
    procurement = _before(Check.Subject.PROCUREMENT, Stage.APPLICATION)
    child_rights = _before(Check.Subject.CHILD_RIGHTS, Stage.APPLICATION)
    equality = _before(Check.Subject.EQUALITY, Stage.APPLICATION)
    agreement = _before(Check.Subject.AGREEMENT, Stage.RUNNING)
    partnership = _before(Check.Subject.PARTNERSHIP, Stage.RUNNING)
    accounting = _before(Check.Subject.ACCOUNTING, Stage.RUNNING)
    archive = _before(Check.Subject.ARCHIVE, Stage.CLOSED)
    own_preparation = _own(Stage.PREPARATION)
    own_application = _own(Stage.APPLICATION)
    own_running = _own(Stage.RUNNING)
    own_final_report = _own(Stage.FINAL_REPORT)
    own_closed = _own(Stage.CLOSED)

    class Meta(Recorded.Meta):
        verbose_name = _("what is asked for before each stage")
        verbose_name_plural = _("what is asked for before each stage")
        constraints = [models.UniqueConstraint(fields=["municipality"], name="requirements_once")]

    def __str__(self) -> str:
        return str(_("EU projects"))

    def get_absolute_url(self) -> str:
        return reverse("projects:requirements")

    @classmethod
    def standing(cls) -> "Requirements":
        """What holds now; not saved where nobody has written it."""
        found: Any = cls._default_manager.first()
        return found or cls()

    def asked(self) -> Iterator[Asked]:
        """In the order in which it is seen to."""
        for gate in BEFORE:
            for subject in Check.Subject:
                if subject != Check.Subject.OWN and getattr(self, subject) == gate:
                    yield Asked(gate, subject)
            for line in dict.fromkeys(getattr(self, f"own_{gate}").splitlines()):
                if line.strip():
                    yield Asked(gate, Check.Subject.OWN, line.strip())
