"""Who is let in, and in which roles: what a provider told, held against what the municipality has decided.

Nobody signs up: who comes in has a role here already, or a group that gives one. A provider speaks for addresses of its own domains
alone, and for nobody who runs the installation.
"""

import time
from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from utblick.accounts.members import invite
from utblick.accounts.models import Membership, User
from utblick.federation.models import GroupMembership, GroupRole, Identity, IdentityProvider
from utblick.federation.told import LEEWAY, NotLetIn, Told


def admit(provider: IdentityProvider, told: Told) -> User:
    """The person to log in, with the roles that the groups give as of now.

    Raises NotLetIn. Who is known and has lost the last group loses the role all the same; else nothing has then changed.
    """
    if "\0" in "".join((told.subject, told.address, told.name, *told.groups)):
        raise NotLetIn("not_proved", "no text")
    if not provider.suffices(told.assurance):
        raise NotLetIn("level_too_low", f"told {sorted(told.assurance)}")
    if not _is_recent(provider, told):
        raise NotLetIn("too_long_ago", f"recognised at {told.recognised_at}")
    with transaction.atomic():
        # Two log-ins at once: the second finds what the first has made.
        IdentityProvider.objects.select_for_update(of=("self",)).get(pk=provider.pk)
        identity = _identity(provider, told)
        user = identity.user if identity else _owner(provider, told)
        rules = GroupRole.objects.current().filter(provider=provider, group__in=told.groups).select_related("unit")
        user = _with_roles(provider, told, user, list(rules))
        if user:
            _note(provider, told, identity, user)
    if user is None:
        raise NotLetIn("no_role", f"groups {sorted(told.groups)}")
    return user


def _is_recent(provider: IdentityProvider, told: Told) -> bool:
    """A provider that is to say when, and does not, says nothing."""
    if not provider.max_age:
        return True
    return told.recognised_at is not None and time.time() - told.recognised_at <= provider.max_age * 60 + LEEWAY


def _identity(provider: IdentityProvider, told: Told) -> Identity | None:
    rows = Identity.objects.current().filter(provider=provider, subject=told.subject).select_related("user")
    found: Identity | None = rows.first()
    if found:
        _may_come_this_way(found.user)
    return found


def _owner(provider: IdentityProvider, told: Told) -> User | None:
    """Whose address this is, at the first log-in by this provider; None for who is new here."""
    if not _is_address(told.address):
        raise NotLetIn("no_address")
    if not provider.speaks_for(told.address):
        raise NotLetIn("foreign_address", told.address.rpartition("@")[2])
    user = User.objects.filter(email__iexact=told.address).first()
    if user and Identity.objects.current().filter(provider=provider, user=user).exists():
        raise NotLetIn("address_taken", f"user {user.pk}")
    if user:
        _may_come_this_way(user)
    return user


def _is_address(text: str) -> bool:
    """In ASCII: the database takes some other letters for the same (ı and i) when it looks for an address in any case."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isascii() and len(text) <= 254


def _may_come_this_way(user: User) -> None:
    """Who runs the installation is nobody's to speak for, and a closed account stays closed."""
    if user.is_operator or not user.is_active:
        raise NotLetIn("not_by_this_way", f"user {user.pk}")


def _with_roles(provider: IdentityProvider, told: Told, user: User | None, rules: list[GroupRole]) -> User | None:
    """Give and end what the groups give; None for who then has no role here."""
    standing = list(Membership.objects.current().filter(user=user)) if user else []
    by_groups = GroupMembership.objects.filter(provider=provider, membership__in=standing)
    change = changed(list(by_groups.select_related("membership__user")), rules)
    for one in change.ending:
        end_role(one)
    for rule in change.giving:
        user = _give(provider, told, rule, user, standing)
    return user if rules or len(standing) > len(change.ending) else None


class Changed(NamedTuple):
    ending: list[GroupMembership]
    giving: list[GroupRole]


def changed(standing: Sequence[GroupMembership], rules: Sequence[GroupRole]) -> Changed:
    """Which roles by groups end, and which are to be given."""
    wanted = {(rule.role, rule.unit_id): rule for rule in rules}
    had = {(one.membership.role, one.membership.unit_id): one for one in standing}
    ending = [one for role, one in had.items() if role not in wanted]
    return Changed(ending, [rule for role, rule in wanted.items() if role not in had])


def end_role(one: GroupMembership) -> None:
    """End a role that a group gave; the audit trail names the group."""
    membership = one.membership
    one.remove()
    if membership.withdrawn_at is None:
        membership.remark = one.group
        membership.withdraw()


def _give(
    provider: IdentityProvider, told: Told, rule: GroupRole, user: User | None, standing: Sequence[Membership]
) -> User:
    """A role that was given by hand already stays so: no group will take it away."""
    email, name = (user.email, user.name) if user else (told.address, told.name or told.address)
    membership, _created = invite(email=email, name=name, role=rule.role, unit=rule.unit)
    if membership not in standing:
        GroupMembership.objects.create(provider=provider, membership=membership, group=rule.group)
    known: User = membership.user
    return known


def _note(provider: IdentityProvider, told: Told, identity: Identity | None, user: User) -> None:
    identity = identity or Identity(provider=provider, subject=told.subject, user=user)
    identity.seen_at = timezone.now()
    identity.save()
