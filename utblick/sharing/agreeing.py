"""A municipality shares with a region, and ends it; it keeps an initiative out of what it shares."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from utblick.accounts.models import Municipality, User
from utblick.initiatives.models import Initiative
from utblick.sharing.models import Invitation, Sharing, Withheld
from utblick.tenancy import scope


def regions() -> QuerySet[Municipality]:
    """Those that the municipality of the running work may share with."""
    return Municipality.objects.filter(kind__in=Municipality.REGIONAL).exclude(pk=scope.municipality_id())


def share(region: Municipality, *, level: str, by: User) -> Sharing:
    """Begin, or change what a standing one shares. Raises Superseded."""
    standing = Sharing.objects.current().filter(region=region).first()
    if standing is None:
        return _begin(region, level, by)
    standing.level = level
    standing.save()
    return standing


def _begin(region: Municipality, level: str, by: User) -> Sharing:
    try:
        with transaction.atomic():
            return Sharing.objects.create(region=region, level=level, given_by=by)
    except IntegrityError:  # somebody else began at the same moment
        return share(region, level=level, by=by)


def resume(ended: Sharing | Invitation) -> None:
    """Let what was ended stand again, unless another of the same does by now."""
    try:
        with transaction.atomic():
            ended.restore()
    except IntegrityError:
        ended.refresh_from_db()


def withhold(initiative: Initiative) -> Withheld:
    """Keep it out of what every region is shown and counts."""
    standing = Withheld.objects.current().filter(initiative=initiative).first()
    try:
        with transaction.atomic():
            return standing or Withheld.objects.create(initiative=initiative)
    except IntegrityError:
        return Withheld.objects.current().get(initiative=initiative)


def release(initiative: Initiative) -> None:
    for one in Withheld.objects.current().filter(initiative=initiative):
        one.withdraw()
