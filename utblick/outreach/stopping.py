"""Stopping mails about saved searches from the mail itself, without logging in, and letting them come again."""

from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse

from utblick.accounts.models import User
from utblick.tenancy import scope
from utblick.watch.models import SavedSearch

SALT = "utblick.outreach.stop"
AGAIN = "utblick.outreach.again"


def address_for(user: User, search: SavedSearch | None = None) -> str:
    """The address that stops one search's mails, or all of this person's."""
    told = signing.dumps([scope.municipality_id(), user.pk, search.pk if search else 0], salt=SALT)
    return f"{scope.municipality().address}{reverse('private:stop', args=[told])}"


def mailed(token: str) -> list[SavedSearch] | None:
    """The searches that the address stops, of those that are mailed; None for an address that is none of ours."""
    found = _read(token, SALT)
    if found is None:
        return None
    user, search = found
    rows = SavedSearch.objects.mailed().filter(owner=user).select_related("owner")
    return list(rows.filter(pk=search) if search else rows)


@transaction.atomic
def stop(searches: list[SavedSearch]) -> str:
    """Stop their mails. Returns what `start_again` takes."""
    before = [[one.pk, one.rhythm] for one in searches]
    for one in searches:
        _set(one, "")
    owner = searches[0].owner_id if searches else 0
    return signing.dumps([scope.municipality_id(), owner, before], salt=AGAIN)


@transaction.atomic
def start_again(token: str) -> int | None:
    """Let the mails come again that were stopped. Returns how many; None for what was not given by `stop`."""
    found = _read(token, AGAIN)
    if found is None:
        return None
    owner, before = found
    rhythms = dict(before)
    rows = list(SavedSearch.objects.current().filter(owner=owner, pk__in=rhythms, rhythm="").select_related("owner"))
    for one in rows:
        _set(one, rhythms[one.pk])
    return len(rows)


def _set(search: SavedSearch, rhythm: str) -> None:
    """As its owner, so that the audit trail names whose wish it was."""
    with scope.acting(scope.municipality(), search.owner):
        search.rhythm = rhythm
        search.save()


def _read(token: str, salt: str) -> tuple[int, Any] | None:
    try:
        municipality, user, told = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError):
        return None
    return (user, told) if municipality == scope.municipality_id() else None
