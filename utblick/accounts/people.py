"""Who works here."""

from django.db.models import QuerySet

from utblick.accounts.models import Membership, Role, User


def colleagues() -> QuerySet[User]:
    """Those who work or sit in the municipality: whoever has a role here but as a local actor, who sees nothing of ours."""
    here = Membership.objects.current().exclude(role=Role.LOCAL_ACTOR)
    return User.objects.filter(pk__in=here.order_by().values("user"))
