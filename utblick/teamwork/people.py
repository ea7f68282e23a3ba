"""The colleagues whom one can ask or mention: those who may see the object."""

import re
from collections.abc import Iterable

from django.db import models

from utblick.accounts.models import Membership, User
from utblick.accounts.roles import ROLES
from utblick.journal.models import is_secret


def roles_seeing(kind: str, *, secret: bool) -> list[str]:
    """The roles that may see an object of a kind."""
    wanted = {permission_of(kind), "teamwork.view"} | ({"secrets.view"} if secret else set())
    return [role for role, granted in ROLES.items() if wanted <= granted]


def permission_of(kind: str) -> str:
    return f"{kind.partition('.')[0]}.view"


def colleagues(obj: models.Model) -> models.QuerySet[User]:
    """Everyone here who may see the object, by name."""
    roles = roles_seeing(obj._meta.label_lower, secret=is_secret(obj))
    seeing = Membership.objects.current().filter(role__in=roles).order_by().values("user")
    return User.objects.filter(pk__in=seeing, is_active=True).order_by("name", "pk")


def taking_part(obj: models.Model) -> models.QuerySet[User]:
    """Those of them who may be asked to do something."""
    roles = [
        role
        for role in roles_seeing(obj._meta.label_lower, secret=is_secret(obj))
        if "teamwork.take_part" in ROLES[role]
    ]
    return colleagues(obj).filter(pk__in=Membership.objects.current().filter(role__in=roles).order_by().values("user"))


def mentioned(text: str, people: Iterable[User]) -> list[User]:
    """Those whom the text names: "@anna.berg@kommun.se" or "@Anna Berg", whatever the case."""
    if "@" not in text:
        return []
    folded = text.casefold()
    return [
        one for one in people if any(_stands(f"@{name.casefold()}", folded) for name in (one.email, one.name) if name)
    ]


def _stands(name: str, text: str) -> bool:
    """As a whole: "@Anna Bergström" does not mention Anna Berg."""
    return re.search(rf"(?<!\w){re.escape(name)}(?![\w@]|\.\w)", text) is not None
