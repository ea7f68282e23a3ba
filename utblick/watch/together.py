"""Many items decided on in one go, and taken back in one go."""

import uuid
from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.db import transaction

from utblick.accounts.models import User
from utblick.actors.models import LocalActor
from utblick.watch import asking, decisions
from utblick.watch.decisions import Together
from utblick.watch.models import Decision

AT_MOST = 1_000


def decide(seen: Mapping[int, int | None], *, verdict: str, by: User, **facts: Any) -> Together:
    """The same decision on all these items: their keys, each with the decision that was seen on it (None for none).

    Items that are not read here are passed over.
    """
    those = dict(islice(seen.items(), AT_MOST))
    return decisions.decide_on_all(those, verdict=verdict, by=by, key=uuid.uuid4().hex, **facts)


def ask(seen: Mapping[int, int | None], *, actor: LocalActor, question: str, by: User) -> Together:
    """The same question to a local actor about all these items, as by `decide`."""
    those = dict(islice(seen.items(), AT_MOST))
    return asking.ask(those, actor=actor, question=question, by=by, key=uuid.uuid4().hex)[0]


@transaction.atomic
def undo(key: str, *, by: User) -> tuple[int, int]:
    """Take back what was decided in one go: how many were, and how many had been decided otherwise or undone since."""
    if not key:
        return 0, 0
    taken = Decision.objects.filter(together=key).select_related("item").defer("item__body", "item__facts")
    undone = decisions.undo_all(list(taken), by=by)
    return undone, len(taken) - undone
