"""What every page knows of where it is."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from utblick.accounts.models import Municipality, User
from utblick.accounts.roles import memberships, municipalities_of


def whereabouts(request: HttpRequest) -> dict[str, Any]:
    """The municipality, the user's roles here, and the demo's switch."""
    municipality = getattr(request, "municipality", None)
    user = getattr(request, "user", None)
    known = user if municipality is not None and isinstance(user, User) else None
    return {
        "municipality": municipality,
        "roles": memberships(known) if known else [],
        "visit": getattr(request, "visit", None),
        "demo": is_demo(municipality),
        "municipalities": municipalities_of(known) if settings.DEMO and known else [],
    }


def is_demo(municipality: Municipality | None) -> bool:
    """Whether what is shown is made up, which every page then says."""
    return settings.DEMO or bool(municipality and municipality.is_demo)
