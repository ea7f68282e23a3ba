"""Municipalities make their initiatives joint: one invites, the other accepts with an initiative of its own, or declines."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from utblick.accounts.models import Municipality, User
from utblick.initiatives.models import Initiative
from utblick.sharing.models import Invitation, Reply


class Answered(Exception):
    """Somebody else of the municipality has answered meanwhile."""


class PartOfAnother(Exception):
    """The initiative has become a part of another joint initiative meanwhile."""


def invite(initiative: Initiative, invited: Municipality, *, by: User) -> Invitation:
    standing = Invitation.objects.current().filter(initiative=initiative, invited=invited)
    try:
        with transaction.atomic():
            return standing.first() or Invitation.objects.create(initiative=initiative, invited=invited, sent_by=by)
    except IntegrityError:  # somebody else invited them at the same moment
        return standing.get()


def answer(invitation: int, initiative: Initiative | None, *, by: User) -> Reply:
    """Take part with an initiative; with none, decline. Raises Answered."""
    try:
        with transaction.atomic():
            return Reply.objects.create(invitation_id=invitation, initiative=initiative, answered_by=by)
    except IntegrityError:
        raise Answered


def answer_again(reply: Reply) -> None:
    """Let one that was taken back stand again. Raises Answered and PartOfAnother."""
    elsewhere = taken().exclude(invitation=reply.invitation_id)
    if reply.initiative_id and elsewhere.filter(initiative=reply.initiative_id).exists():
        raise PartOfAnother
    try:
        with transaction.atomic():
            reply.restore()
    except IntegrityError:
        raise Answered


def taken() -> QuerySet[Reply, int | None]:
    """The keys of our initiatives that are a part of a joint one."""
    rows = Reply.objects.current().filter(invitation__withdrawn_at=None).exclude(initiative=None)
    return rows.values_list("initiative", flat=True)
