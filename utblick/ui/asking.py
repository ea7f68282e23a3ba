"""What the address of a page asks for."""

from django.http import HttpRequest

LONGEST_KEY = 18  # figures; any more may be beyond what a database counts to


def key_asked(request: HttpRequest, name: str) -> int | None:
    """The key of a row that a parameter names; None where it says nothing, or nothing that could be a key."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) <= LONGEST_KEY else None
