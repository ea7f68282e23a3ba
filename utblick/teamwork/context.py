"""What every page shows of the notices: how many are unread."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from utblick.teamwork.models import Notice

MOST = 99


def bell(request: HttpRequest) -> dict[str, Any]:
    """`unread` is counted only where a page shows it, and no further than what is shown as "99+"."""
    return {"unread": partial(_unread, request)}


def _unread(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return 0
    return Notice.objects.of(request.user).unread().order_by()[: MOST + 1].count()
