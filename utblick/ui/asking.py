"""What the address of a page asks for."""

from django.http import HttpRequest

LARGEST_KEY = 2**63 - 1  # what a database counts to


def key_asked(request: HttpRequest, name: str) -> int | None:
    """The key of a row that a parameter names; None where it says nothing, or nothing that could be a key."""
    asked = request.GET.get(name, "")
    key = int(asked) if asked.isdecimal() and len(asked) < 20 else 0
    return key if 0 < key <= LARGEST_KEY else None
