"""Who here may answer a company that asks."""

from django.db.models import QuerySet

from utblick.accounts.models import Membership, User
from utblick.accounts.roles import ROLES

ANSWERING = [role for role, granted in ROLES.items() if "establishment.change" in granted]


def who_may_answer() -> QuerySet[User]:
    here = Membership.objects.current().filter(role__in=ANSWERING).order_by().values("user")
    return User.objects.filter(pk__in=here, is_active=True).order_by("name", "pk")
