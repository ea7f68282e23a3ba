"""Who logs in for a local actor."""

from django.db import transaction
from django.db.models import QuerySet

from utblick.accounts.members import invite
from utblick.accounts.models import Membership, Role, User
from utblick.actors.models import LocalActor, Representative


def represented_by(user: User) -> QuerySet[LocalActor]:
    """The local actors that this person logs in for."""
    standing = Representative.objects.current().filter(user=user)
    return LocalActor.objects.current().filter(pk__in=standing.values("actor"))


@transaction.atomic
def give_log_in(actor: LocalActor, *, email: str, name: str) -> tuple[Representative, bool]:
    """Let a person log in for the actor. Returns whether the person is new here and must be mailed a first log-in."""
    membership, created = invite(email=email, name=name, role=Role.LOCAL_ACTOR, unit=None)
    standing = Representative.objects.current().filter(actor=actor, user=membership.user).first()
    return standing or Representative.objects.create(actor=actor, user=membership.user), created


@transaction.atomic
def end_log_in(representative: Representative) -> None:
    """The person no longer logs in for the actor; who represents none has no role as a local actor any more."""
    representative.withdraw()
    if not represented_by(representative.user).exists():
        for role in Membership.objects.current().filter(user=representative.user, role=Role.LOCAL_ACTOR):
            role.withdraw()


@transaction.atomic
def restore_log_in(representative: Representative) -> None:
    """Take the ending back."""
    give_log_in(representative.actor, email=representative.user.email, name=representative.user.name)
