"""Many items decided on in one go, and taken back in one go."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from utblick.accounts.models import User
from utblick.watch import decisions
from utblick.watch.decisions import Overtaken
from utblick.watch.models import Decision, Item

AT_MOST = 500


@dataclass(slots=True)
class Together:
    """What came of it: what was decided, and what others had decided meanwhile, which stands."""

    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    decided: list[Decision] = field(default_factory=list)
    overtaken: list[Decision] = field(default_factory=list)


@transaction.atomic
def decide(seen: Mapping[int, int | None], *, verdict: str, by: User, **facts: Any) -> Together:
    """The same decision on all these items: their keys, each with the decision that was seen on it (None for none).

    Items that are not read here are passed over. In the order of their keys, so that two who do it at once wait for each
    other instead of locking each other out.
    """
    done = Together()
    for item in Item.objects.filter(pk__in=list(seen)[:AT_MOST]).without_texts().order_by("pk"):
        try:
            how: dict[str, Any] = {**facts, "seen": seen[item.pk], "together": done.key}
            done.decided.append(decisions.decide(item, verdict=verdict, by=by, **how))
        except Overtaken as found:
            done.overtaken.append(found.standing)
    return done


@transaction.atomic
def undo(key: str, *, by: User) -> tuple[int, int]:
    """Take back what was decided in one go: how many were, and how many had been decided otherwise or undone since."""
    taken = Decision.objects.filter(together=key).select_related("item").order_by("item_id")
    undone = [decisions.undo(decision, by=by) for decision in taken] if key else []
    return undone.count(True), undone.count(False)
