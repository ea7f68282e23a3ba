"""Out of the inbox until a day. Nothing sleeps past its deadline: a week before, it is back at the latest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from utblick.accounts.models import User
from utblick.journal.models import Entry, record
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
    with acting(by):
        for place in _places(items):
            back = min(wanted, place.deadline - BACK_BEFORE) if place.deadline else wanted
            if back <= done.at:
                done.too_near += 1
                continue
            done.aside += 1
            done.earlier += back < wanted
            done.back = min(back, done.back or back)
            _set(place, back, done.at)
    return done


@transaction.atomic
def wake(at: datetime, *, by: User) -> int:
    """Bring back what was put aside in one go at that moment, unless it has been decided on. Returns how many."""
    with acting(by):
        rows = list(InboxItem.objects.select_for_update(of=("self",)).undecided().filter(snoozed_at=at))
        for place in rows:
            _set(place, None, None)
    return len(rows)


def _places(items: Iterable[int]) -> Iterable[InboxItem]:
    rows = InboxItem.objects.select_for_update(of=("self",)).undecided().filter(item__in=list(items))
    return rows.select_related("item").order_by("item_id")


def _set(place: InboxItem, until: datetime | None, at: datetime | None) -> None:
    before = {"snoozed_until": place.snoozed_until}
    place.snoozed_until, place.snoozed_at = until, at
    place.save(update_fields=["snoozed_until", "snoozed_at"])
    record(place, Entry.Act.CHANGED, before=before, after={"snoozed_until": until})
