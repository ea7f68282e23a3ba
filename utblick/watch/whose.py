"""Whose part of the inbox somebody sees first."""

from typing import Any

from django.db.models import F

from utblick.accounts.models import Role, User
from utblick.accounts.roles import memberships
from utblick.watch.answering import units_of
from utblick.watch.models import InboxItem

UNIT, ALL = "unit", "all"


def whose(user: User, asked: str) -> str:
    """An officer sees what concerns the own unit until asked for all; who keeps the whole together sees all."""
    if not units_of(user):
        return ALL
    if asked in (UNIT, ALL):
        return asked
    return UNIT if {one.role for one in memberships(user)} == {Role.OFFICER} else ALL


def part_of(user: User) -> Any:
    """The places in the inbox that this person sees first, best first, each with the name of what it `meets`."""
    if whose(user, "") == UNIT:
        return InboxItem.objects.ranked_for(units_of(user))
    return InboxItem.objects.ranked().annotate(meets=F("best__profile__name"))
