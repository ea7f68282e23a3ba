"""What keeps machines out of the public forms, without asking anybody else: a stamp of when it was shown, a field that only a
machine fills in, and a count of how many come from one place.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.core import signing
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from utblick.tenancy import scope

if TYPE_CHECKING:
    from utblick.site.guest_form import GuestForm

STAMP, TRAP = "shown", "website"
SALT = "utblick.site.visit"
SECONDS = 4
"""Nobody reads and fills in the form faster."""
HOURS = 12
"""How long a form may stand open."""
EACH, ALL = 5, 100
"""So many an hour by one form from one address, and to one municipality."""
HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Stamp:
    """When the form was shown, and a mark that makes two sendings of it the same."""

    shown_at: float
    text: str


def stamp() -> str:
    """A new one, for the form that is drawn now in this municipality."""
    return signing.dumps([scope.municipality_id(), time.time()], salt=SALT)


def read(text: str) -> Stamp | None:
    """None for what was not stamped here."""
    try:
        municipality, shown_at = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Stamp(float(shown_at), text) if municipality == scope.municipality_id() else None


def stamp_for(request: HttpRequest) -> str:
    """The form's own again, so that the time goes on; a new one where it is worn out or none of ours."""
    kept = request.POST.get(STAMP, "")
    return kept if is_fresh(kept) else stamp()


def is_fresh(text: str) -> bool:
    found = read(text)
    return found is not None and found.shown_at > time.time() - HOURS * HOUR


def faults(request: HttpRequest) -> Iterator[str]:
    """The words (guests.toml) of what makes this look like a machine's; in any case kindly, since it may be a person's."""
    found = read(request.POST.get(STAMP, ""))
    if request.POST.get(TRAP, ""):
        yield "not_empty"
    if found is None or not is_fresh(found.text):
        yield "expired"
    elif found.shown_at > time.time() - SECONDS:
        yield "too_fast"


def lets_in(request: HttpRequest, form: "GuestForm") -> bool:
    """Whether what was sent is a person's, valid, and not one of too many; else the form says why in the guest's words."""
    for fault in faults(request):
        form.add_error(None, form.words[fault])
    if form.is_valid() and is_crowded(request):
        form.add_error(None, form.words["too_many"])
    return form.is_valid()


def mark(request: HttpRequest) -> str:
    """The same for the same form with the same words."""
    told = sorted((name, values) for name, values in request.POST.lists() if name not in ("csrfmiddlewaretoken", TRAP))
    return sha256(repr(told).encode(errors="replace")).hexdigest()


def is_crowded(request: HttpRequest) -> bool:
    """Whether too many have been sent from there, or here, within the hour; this one is counted."""
    form, here = request.resolver_match and request.resolver_match.view_name, scope.municipality_id()
    return _count(f"{form}:from:{_address(request)}") > EACH or _count(f"{form}:to:{here}") > ALL


def _address(request: HttpRequest) -> str:
    """The visitor's, as our own proxies tell it; kept only as a keyed hash."""
    told = get_adapter(request).get_client_ip(request)
    return salted_hmac(SALT, told, algorithm="sha256").hexdigest()[:32]


def _count(what: str) -> int:
    cache, key = caches["default"], f"public:{what}:{int(time.time() // HOUR)}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # The database that counts was busy for too long: rather one uncounted than a guest turned away.
        return 0
