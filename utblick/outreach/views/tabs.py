"""The three lists of this room, as tabs."""

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(here: str) -> list[tuple[str, str, bool]]:
    pages = [
        (_("Newsletters"), "digests:list"),
        (_("Audiences"), "digests:audiences"),
        (_("Subscribers"), "digests:subscribers"),
    ]
    return [(label, reverse(name), name == here) for label, name in pages]
