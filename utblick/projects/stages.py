"""How a project moves from stage to stage, and what its initiative's step is called meanwhile."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.initiatives.models import Lesson, Step
from utblick.initiatives.progress import check_gates
from utblick.journal import clock
from utblick.projects import mandating
from utblick.projects.budgeting import tell_step
from utblick.projects.models import Check, Project

Stage = Project.Stage

AHEAD: dict[str, tuple[str, ...]] = {
    Stage.IDEA: (Stage.PREPARATION,),
    Stage.PREPARATION: (Stage.APPLICATION,),
    Stage.APPLICATION: (Stage.GRANTED, Stage.REJECTED),
    Stage.GRANTED: (Stage.RUNNING,),
    Stage.RUNNING: (Stage.FINAL_REPORT,),
    Stage.FINAL_REPORT: (Stage.CLOSED,),
    Stage.CLOSED: (Stage.IN_USE,),
    Stage.REJECTED: (),
    Stage.IN_USE: (),
}
MILESTONES = (
    Stage.IDEA,
    Stage.PREPARATION,
    Stage.APPLICATION,
    Stage.GRANTED,
    Stage.RUNNING,
    Stage.FINAL_REPORT,
    Stage.CLOSED,
    Stage.IN_USE,
)
"""The way of a project that is granted, in order."""

MOVES: dict[str, Promise] = {
    Stage.PREPARATION: _("Begin to prepare"),
    Stage.APPLICATION: _("The application is sent"),
    Stage.GRANTED: _("The programme said yes"),
    Stage.REJECTED: _("The programme said no"),
    Stage.RUNNING: _("Start the project"),
    Stage.FINAL_REPORT: _("The final report is sent"),
    Stage.CLOSED: _("Close the project"),
    Stage.IN_USE: _("The lessons are in use"),
}
"""How each is moved on to."""

STEP_STATUS = {
    Stage.IDEA: Step.Status.PLANNED,
    Stage.PREPARATION: Step.Status.PLANNED,
    Stage.APPLICATION: Step.Status.APPLIED,
    Stage.GRANTED: Step.Status.APPLIED,
    Stage.REJECTED: Step.Status.REJECTED,
    Stage.RUNNING: Step.Status.RUNNING,
    Stage.FINAL_REPORT: Step.Status.RUNNING,
    Stage.CLOSED: Step.Status.DONE,
    Stage.IN_USE: Step.Status.DONE,
}


class NotYet(ValidationError):
    """Something is missing before the next stage."""


def check(project: Project, to: str) -> None:
    """Raises NotYet, naming what is neither done nor skipped with a reason."""
    left = Check.objects.of(project).filter(before=to, outcome="")
    if missing := [str(one) for one in left]:
        told = _("See to this first, or write why it is skipped: %(checks)s.")
        raise NotYet(told, code="checks", params={"checks": "; ".join(missing)})
    if to == Stage.APPLICATION:
        check_gates(project.initiative)
    if to == Stage.IN_USE and not Lesson.objects.current().filter(initiative=project.initiative_id).exists():
        raise NotYet(
            _("Write down at least one lesson of the initiative first: it is what is left when the money is gone.")
        )


@transaction.atomic
def move(
    project: Project,
    to: str,
    *,
    on: date | None = None,
    number: str = "",
    decision: str = "",
    by: User | None = None,
    check_first: bool = True,
) -> None:
    """Move on to the next stage, or back to the one before. `by`: whose mandate is asked for where one is needed.

    Raises NotYet, GatesLeft, NoMandate, and ValueError for any other stage.
    """
    if to in AHEAD[project.stage]:
        if check_first:
            check(project, to)
        if by and to == Stage.APPLICATION:
            mandating.decide_to_send(project, by=by, on=on or timezone.localdate(clock.now()))
        _note(project, to, on, number, decision)
    elif project.stage not in AHEAD.get(to, ()):
        raise ValueError(f"From {project.stage} there is no way to {to}")
    elif by and project.stage == Stage.APPLICATION:
        mandating.take_back(project, by=by)
    project.stage = Stage(to)
    project.save()
    step = project.step
    step.status = STEP_STATUS[project.stage]
    step.save()
    tell_step(project)


def _note(project: Project, to: str, on: date | None, number: str, decision: str) -> None:
    if to == Stage.APPLICATION:
        project.applied_on = on
    if to in (Stage.GRANTED, Stage.REJECTED):
        project.decided_on = on
    project.number = number or project.number
    project.decision = decision or project.decision
