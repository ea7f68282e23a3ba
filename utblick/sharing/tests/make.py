"""Builders for tests: a region, and municipalities that share with it."""

from typing import Any

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.sharing import agreeing
from utblick.sharing.models import Sharing
from utblick.tenancy import scope


def make_region(name: str = "Region Prov", **facts: Any) -> Municipality:
    return make_municipality(name, kind=Municipality.Kind.REGION, **facts)


def make_sharing(region: Municipality, *, level: str = Sharing.Level.NAMED, by: User | None = None) -> Sharing:
    """Of the municipality of the running scope."""
    return agreeing.share(region, level=level, by=by or make_user())


def make_sharer(region: Municipality, name: str = "", *, level: str = Sharing.Level.NAMED) -> Municipality:
    """Another municipality that shares with it."""
    found = make_municipality(name)
    with scope.acting(found):
        make_sharing(region, level=level)
    return found
