"""The groups of Wagtail follow the roles: nobody is put into them by hand."""

from collections import defaultdict

from django.contrib.auth.models import Group
from django.db.models import QuerySet

from utblick.accounts.models import Membership, User
from utblick.accounts.roles import ROLES
from utblick.site.written.opening import PUBLISH, WRITE, group_name
from utblick.tenancy import scope

PERMISSIONS = {WRITE: "site.write", PUBLISH: "site.publish"}


def follow_roles(user: User) -> None:
    """This person's, at the door: who has lost a role has lost what it gave."""
    with scope.everywhere():
        wanted = _named(Membership.objects.current().filter(user=user))[user.pk]
    _set(user, wanted)


def follow_all_roles() -> None:
    """Everybody's, for those who are only mailed about what waits for review."""
    with scope.everywhere():
        wanted = _named(Membership.objects.current())
        people = User.objects.filter(pk__in=wanted) | User.objects.filter(groups__isnull=False)
        for user in people.distinct():
            _set(user, wanted[user.pk])


def _named(memberships: QuerySet[Membership]) -> dict[int, set[str]]:
    names: dict[int, set[str]] = defaultdict(set)
    for municipality, person, role in memberships.values_list("municipality", "user", "role"):
        granted = [what for what, permission in PERMISSIONS.items() if permission in ROLES[role]]
        names[person].update(group_name(municipality, what) for what in granted)
    return names


def _set(user: User, wanted: set[str]) -> None:
    if set(user.groups.values_list("name", flat=True)) != wanted:
        user.groups.set(Group.objects.filter(name__in=wanted))
