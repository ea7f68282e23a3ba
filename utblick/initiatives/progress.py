"""How an initiative moves on: one step forward is always offered, any other move is made in the form."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models import Initiative

Status = Initiative.Status


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


def move(initiative: Initiative, to: str) -> None:
    """Give the initiative another status. Raises ValueError for one that does not exist."""
    initiative.status = Status(to)
    initiative.save()
