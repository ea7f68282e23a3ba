"""When the running work happens: now, except where history is told afterwards.

The demo builds twelve months of decisions in one go: `with clock.at(moment):` dates what is created, withdrawn and entered
in the audit trail meanwhile. Nothing that a user reaches does so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    return _told.get() or timezone.now()


def told() -> datetime | None:
    """The moment that the running work is dated to; None for ordinary work, which happens now."""
    return _told.get()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Date the work within to this moment."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
