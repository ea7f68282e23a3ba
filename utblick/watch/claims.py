"""Who reads a source now. A claim runs out by itself; that of a worker that died on this machine ends at once."""

import os
import secrets
import socket
from collections.abc import Sequence
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from utblick.watch.models import Source

LASTS = timedelta(minutes=10)


def claim(sources: "QuerySet[Source]") -> list[Source]:
    """Those of the sources that nobody else is reading, now ours."""
    now, mark = timezone.now(), f"{_machine()}:{os.getpid()}:{secrets.token_hex(8)}"
    _end_those_of_the_dead()
    sources.free(now).update(claimed_by=mark, claimed_until=now + LASTS)  # type: ignore[attr-defined]
    return list(Source.objects.filter(claimed_by=mark))


def still_held(sources: Sequence[Source]) -> set[int]:
    """The keys of those that are still ours, locked until the transaction ends."""
    held = Source.objects.select_for_update().filter(
        claimed_by__in={source.claimed_by for source in sources}, pk__in=[source.pk for source in sources]
    )
    return set(held.values_list("pk", flat=True))


def renew(mark: str) -> None:
    """Once half of the time is over, take as much again for all that are still to be read."""
    now = timezone.now()
    Source.objects.filter(claimed_by=mark, claimed_until__lt=now + LASTS / 2).update(claimed_until=now + LASTS)


def _end_those_of_the_dead() -> None:
    marks = Source.objects.exclude(claimed_by="").values_list("claimed_by", flat=True).distinct()
    dead = [mark for mark in marks if _is_dead(mark)]
    if dead:
        Source.objects.filter(claimed_by__in=dead).update(claimed_by="", claimed_until=None)


def _is_dead(mark: str) -> bool:
    machine, process, _token = mark.rsplit(":", 2)
    if machine != _machine():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, ValueError):
        return False
    return False


def _machine() -> str:
    return socket.gethostname()[:40]
