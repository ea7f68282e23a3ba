"""What stands beside what in this room."""

from django.urls import reverse
from django.utils.functional import Promise

PAGES: list[tuple[str, Promise]] = []
"""The URL names of the room's pages, in the order of their tabs, and what the tabs say."""


def tabs(current: str) -> list[tuple[Promise, str, bool]]:
    return [(label, reverse(f"analysis:{name}"), name == current) for name, label in PAGES]
