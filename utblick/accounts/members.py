"""Gives people roles and ends them."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from utblick.accounts.models import Membership, Unit, User
from utblick.journal.models import Entry, facts, record

# A person's own secrets are no business of the audit trail.
KEPT_OUT = {"password", "last_login"}


@transaction.atomic
def invite(*, email: str, name: str, role: str, unit: Unit | None) -> tuple[Membership, bool]:
    """Give a person a role here; the person is created where the address is new. Returns whether it was.

    A new person has no usable password and sets one by the mailed link (the view sends it).
    """
    user = User.objects.filter(email__iexact=email).first()
    created = user is None
    if user is None:
        user = User(email=email.lower(), name=name, password=make_password(None))
        user.save()
        known = {field: value for field, value in facts(user).items() if field not in KEPT_OUT}
        record(user, Entry.Act.CREATED, before={}, after=known)
    standing = Membership.objects.current().filter(user=user, role=role, unit=unit).first()
    return standing or Membership.objects.create(user=user, role=role, unit=unit), created


def is_last_coordinator(membership: Membership) -> bool:
    """Whether ending this role would leave the municipality without anyone who can give roles."""
    others = Membership.objects.current().filter(role=membership.role).exclude(pk=membership.pk)
    return membership.role == "coordinator" and not others.exists()
