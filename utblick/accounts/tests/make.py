"""Builders for tests: a municipality, its people and units."""

import time
from itertools import count
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from utblick.accounts.models import Membership, Municipality, Role, Unit, User
from utblick.tenancy import scope

_number = count(1)
PASSWORD = "barr och bark i bäcken"


def make_municipality(name: str = "", **facts: Any) -> Municipality:
    name = name or f"Kommun {next(_number)}"
    slug = f"kommun-{next(_number)}"
    return Municipality.objects.create(name=name, slug=slug, hosts=f"{slug}.localhost", **facts)


def make_unit(name: str = "", **facts: Any) -> Unit:
    return Unit.objects.create(name=name or f"Enhet {next(_number)}", **facts)


def make_user(role: str | None = Role.COORDINATOR, *, unit: Unit | None = None, **facts: Any) -> User:
    """A user with this role in the municipality of the running scope; no role where None."""
    at = next(_number)
    user = User.objects.create_user(f"person{at}@example.se", PASSWORD, **{"name": f"Person {at}", **facts})
    if role is not None:
        Membership.objects.create(user=user, role=role, unit=unit)
    return user


def make_outsider(role: str = Role.COORDINATOR) -> User:
    """A user with a role in another municipality than the running one."""
    with scope.acting(make_municipality()):
        return make_user(role)


def code_now(secret: str, *, lasts: int = 2) -> str:
    """What the app of the one with this secret shows now. Where that holds for fewer seconds than it `lasts`, the next is waited
    for: it would run out while it is sent."""
    if (left := 30 - time.time() % 30) < lasts:
        time.sleep(left)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
