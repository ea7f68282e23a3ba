"""What stands beside what in this room."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGES: list[tuple[str, Promise]] = [
    ("pivot", _("Sums")),
    ("money", _("The way of the money")),
    ("effects", _("From priority to result")),
    ("watch", _("The watch")),
]
"""The URL names of the room's pages, in the order of their tabs, and what the tabs say."""


def tabs(current: str) -> list[tuple[Promise, str, bool]]:
    return [(label, reverse(f"analysis:{name}"), name == current) for name, label in PAGES]
