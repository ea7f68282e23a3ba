"""Short messages after something was done, with a way to undo it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

UNDO = "undo="


@dataclass(frozen=True, slots=True)
class Toast:
    text: str
    kind: str
    """success, info, warning or danger: the colour names of the design system."""
    undo_url: str


KINDS = {"success": "success", "info": "info", "debug": "info", "warning": "warning", "error": "danger"}


def toast(request: HttpRequest, text: str | Promise, undo_url: str = "", *, level: int = messages.SUCCESS) -> None:
    """Tell what was done. With `undo_url` the toast has a button that POSTs there, to a view that takes it back."""
    messages.add_message(request, level, str(text), extra_tags=f"{UNDO}{undo_url}" if undo_url else "")


def waiting(request: HttpRequest) -> Iterator[Toast]:
    """What has not been shown yet; asking marks it as shown. Includes plain `django.contrib.messages`."""
    for message in messages.get_messages(request):
        tags = message.extra_tags or ""
        undo_url = tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
        yield Toast(str(message), KINDS.get(message.level_tag, "info"), undo_url)
