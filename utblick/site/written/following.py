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
        _set([user.pk], Membership.objects.current().filter(user=user))


def follow_all_roles() -> None:
    """Everybody's, for those who are only mailed about what waits for review."""
    with scope.everywhere():
        _set(None, Membership.objects.current())


def _named(memberships: QuerySet[Membership]) -> dict[int, set[str]]:
    names: dict[int, set[str]] = defaultdict(set)
    for municipality, person, role in memberships.values_list("municipality", "user", "role"):
        granted = [what for what, permission in PERMISSIONS.items() if permission in ROLES[role]]
        names[person].update(group_name(municipality, what) for what in granted)
    return names


def _set(people: list[int] | None, memberships: QuerySet[Membership]) -> None:
    """Of these people, or of all: two queries where nothing has changed."""
    wanted, has = _named(memberships), _groups(people)
    for person in wanted.keys() | has.keys():
        if wanted[person] != has[person]:
            User.objects.get(pk=person).groups.set(Group.objects.filter(name__in=wanted[person]))


def _groups(people: list[int] | None) -> dict[int, set[str]]:
    rows = User.groups.through.objects.all() if people is None else User.groups.through.objects.filter(user__in=people)
    names: dict[int, set[str]] = defaultdict(set)
    for person, name in rows.values_list("user", "group__name"):
        names[person].add(name)
    return names
