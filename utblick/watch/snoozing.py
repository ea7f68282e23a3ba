"""Out of the inbox until a day. Nothing sleeps past its deadline: a week before, it is back at the latest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from utblick.accounts.models import User
from utblick.journal.models import Entry, entry_of
from utblick.watch import bulk
from utblick.watch.decisions import acting
from utblick.watch.inboxes import BACK_BEFORE
from utblick.watch.models import InboxItem

IN_THE_MORNING = time(6)


@dataclass(slots=True)
class Snoozed:
    """When it was done, how many were put aside, how many of them come back earlier, when the first comes back, and how many were
    too near."""

    at: datetime
    aside: int = 0
    earlier: int = 0
    back: datetime | None = None
    too_near: int = 0


@transaction.atomic
def snooze(items: Iterable[int], *, until: date, by: User, now: datetime | None = None) -> Snoozed:
    """Put undecided items aside until the morning of the day, or a week before their deadline where that comes first.

    What closes within a week is left where it is.
    """
    done = Snoozed(now or timezone.now())
    wanted = timezone.make_aware(datetime.combine(until, IN_THE_MORNING))
    aside = []
    with acting(by):
        for place in _undecided().filter(item__in=list(items)):
            back = min(wanted, place.deadline - BACK_BEFORE) if place.deadline else wanted
            if back <= done.at:
                done.too_near += 1
                continue
            done.aside += 1
            done.earlier += back < wanted
            done.back = min(back, done.back or back)
            aside.append((place, back))
        _set(aside, done.at)
    return done


@transaction.atomic
def wake(at: datetime, *, by: User) -> int:
    """Bring back what was put aside in one go at that moment, unless it has been decided on. Returns how many."""
    return _wake(_undecided().filter(snoozed_at=at), by=by)


@transaction.atomic
def wake_item(item: int, *, by: User) -> int:
    """Bring back this one, whoever put it aside; none where it does not sleep."""
    return _wake(_undecided().filter(item=item).exclude(snoozed_until=None), by=by)


def _wake(asleep: QuerySet[InboxItem], *, by: User) -> int:
    with acting(by):
        rows = list(asleep)
        _set([(place, None) for place in rows], None)
    return len(rows)


def _undecided() -> QuerySet[InboxItem]:
    """Locked, in the order of the items' keys, as those who decide on them lock them."""
    rows = InboxItem.objects.select_for_update(of=("self",)).undecided().order_by("item_id")
    return rows.select_related("item").defer("item__body", "item__facts")


def _set(until: Sequence[tuple[InboxItem, datetime | None]], at: datetime | None) -> None:
    """In a number of queries that does not grow with the rows."""
    entries = [
        entry_of(place, Entry.Act.CHANGED, before={"snoozed_until": place.snoozed_until}, after={"snoozed_until": back})
        for place, back in until
    ]
    bulk.update(InboxItem, ["snoozed_until", "snoozed_at"], [(back, at, place.pk) for place, back in until])
    Entry.write_all(entries)
