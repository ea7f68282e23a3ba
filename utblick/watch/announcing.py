"""What the watch has to tell: items that changed after they were decided on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import prefetch_related_objects

from utblick.teamwork.kinds import Event
from utblick.teamwork.news import Everybody, News
from utblick.watch.models import ChangesSeen
from utblick.watch.since_decided import Changed, all_changed_since

EVENTS = (Event.ITEM_CHANGED,)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def news(now: datetime, people: Everybody) -> Iterator[News]:
    """To those who decided, were given it or answer for what began from it, and have not noted the change as seen."""
    changed = all_changed_since(now)
    items: list[Any] = [one.item for one in changed]
    prefetch_related_objects(items, "initiatives")
    seen = {(row.user_id, row.item_id): row.until for row in ChangesSeen.objects.filter(item__in=items)}
    for one in changed:
        concerned = {user for key in _concerned(one) for user in people.one(key)}
        users = tuple(user for user in concerned if seen.get((user.pk, one.item.pk), LONG_AGO) < one.at)
        key = f"{one.item.pk}:{one.at:%Y-%m-%dT%H:%M:%S}"
        yield News(Event.ITEM_CHANGED, one.item, users, key, address=one.item.get_absolute_url(), worded=one.in_words)


def _concerned(one: Changed) -> set[int | None]:
    began: Any = one.item
    owners = {initiative.owner_id for initiative in began.initiatives.all() if initiative.withdrawn_at is None}
    return {one.decision.decided_by_id, one.decision.assigned_to_id, *owners}
