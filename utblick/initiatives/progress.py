"""How an initiative moves on: one step forward is always offered, any other move is made in the form."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models import Gate, Initiative

Status = Initiative.Status
PASSED = (Gate.Outcome.YES, Gate.Outcome.SKIPPED)


@dataclass(frozen=True, slots=True)
class Forward:
    """The one move forward: to what status, and what the button says."""

    to: str
    label: Promise


FORWARD: dict[str, Forward] = {
    Status.IDEA: Forward(Status.PREPARING, _("Begin to prepare")),
    Status.PREPARING: Forward(Status.RUNNING, _("Set it going")),
    Status.RUNNING: Forward(Status.FINISHED, _("Finish")),
    Status.PAUSED: Forward(Status.RUNNING, _("Take it up again")),
}


def forward(initiative: Initiative) -> Forward | None:
    """None when the initiative has come to its end."""
    return FORWARD.get(initiative.status)


class GatesLeft(ValidationError):
    """Decisions are missing, or were no: the initiative must not be set going."""


def check_gates(initiative: Initiative) -> None:
    """Raises GatesLeft, naming them, where a gate is neither passed nor skipped with a reason."""
    standing = Gate.objects.current().filter(initiative=initiative).exclude(outcome__in=PASSED).select_related("body")
    if bodies := [str(gate) for gate in standing]:
        told = _("It needs a decision first, or a reason to go on without it: %(gates)s.")
        raise GatesLeft(told, code="gates", params={"gates": "; ".join(bodies)})


def move(initiative: Initiative, to: str) -> None:
    """Give the initiative another status. Raises ValueError for one that does not exist, GatesLeft before its time."""
    if to == Status.RUNNING and initiative.status in Initiative.BEFORE_DEADLINE:
        check_gates(initiative)
    initiative.status = Status(to)
    initiative.save()
