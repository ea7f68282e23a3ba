"""Whose part of the inbox somebody sees first."""

from utblick.accounts.models import Role, User
from utblick.accounts.roles import memberships
from utblick.watch.answering import units_of

UNIT, ALL = "unit", "all"


def whose(user: User, asked: str) -> str:
    """An officer sees what concerns the own unit until asked for all; who keeps the whole together sees all."""
    if not units_of(user):
        return ALL
    if asked in (UNIT, ALL):
        return asked
    return UNIT if {one.role for one in memberships(user)} == {Role.OFFICER} else ALL
