"""What the coordinator must know of the sources: said once for each trouble or silence, and once for its end, until somebody has
seen it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.watch import errors
from utblick.watch.habits import habits, may_be_silent
from utblick.watch.models import Outage, Subscription
from utblick.watch.outages import SILENT

# What may pass by itself is told when it has lasted so long; what does not is told at once.
PATIENCE = timedelta(hours=24)
# So long it is told that a source answers again.
TOLD_FOR = timedelta(days=7)
PASSING = {
    code
    for kind in (errors.Unreachable, errors.TooSlow, errors.SlowDown, errors.ServerTrouble)
    for code in kind.words
} | {"incomplete", "empty", "token_expired"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """One source that needs somebody's eyes: why, in plain words, and since when."""

    subscription: Subscription
    words: str
    since: datetime


def notices(now: datetime) -> list[Notice]:
    """For the running municipality, the longest standing first, and last what is mended; what has been seen is not told again."""
    ours = list(Subscription.objects.current().select_related("source"))
    lately = Q(ended_at=None) | Q(ended_at__gte=now - TOLD_FOR)
    outages = list(Outage.objects.filter(lately, source__in=[one.source_id for one in ours]))
    told = [*troubled(ours, outages, now), *silent(ours, now)]
    return [*sorted(told, key=lambda notice: notice.since), *mended(ours, outages, now)]


def troubled(ours: Iterable[Subscription], outages: Iterable[Outage], now: datetime) -> list[Notice]:
    failing = {one.source_id: one for one in ours if one.source.error}
    return [
        Notice(failing[one.source_id], failing[one.source_id].source.trouble, one.began_at)
        for one in outages
        if one.ended_at is None
        and one.source_id in failing
        and is_worth_telling(one, now)
        and not was_seen(failing[one.source_id], one.began_at)
    ]


def is_worth_telling(outage: Outage, now: datetime) -> bool:
    return outage.error not in PASSING or outage.began_at < (outage.ended_at or now) - PATIENCE


def mended(ours: Iterable[Subscription], outages: Iterable[Outage], now: datetime) -> list[Notice]:
    """Those that answer well or have something new again, each by its latest trouble; not what ended before we read it."""
    well = {one.source_id: one for one in ours if not one.source.error}
    latest: dict[int, Notice] = {}
    for one in sorted((one for one in outages if one.ended_at), key=lambda one: one.began_at):
        reader = well.get(one.source_id)
        if reader and one.ended_at and is_worth_telling(one, now) and reader.created_at <= one.ended_at:
            latest[one.source_id] = Notice(reader, words_of_end(one), one.ended_at)
    return [one for one in latest.values() if not was_seen(one.subscription, one.since)]


def words_of_end(outage: Outage) -> str:
    if outage.error == SILENT:
        return _("It has something new again.")
    return _("It answers well again, and there is nothing to do. Before: “%(trouble)s”") % {"trouble": outage.trouble}


def was_seen(subscription: Subscription, at: datetime) -> bool:
    return subscription.seen_until is not None and subscription.seen_until >= at


def silent(ours: Iterable[Subscription], now: datetime) -> list[Notice]:
    """Those that answer well and yet have had nothing new for longer than their habit."""
    well = {
        one.source_id: one
        for one in ours
        if one.source.is_asked and not one.source.error and may_be_silent(one.source, now)
    }
    found = habits(list(well), now)
    today = timezone.localdate(now)
    quiet = [(well[source], since) for source, one in found.items() if (since := one.silent_since(today))]
    return [
        Notice(one, words_of_silence((today - since).days), one.source.news_at or one.created_at)
        for one, since in quiet
        if not was_seen(one, one.source.news_at or one.created_at)
    ]


def words_of_silence(days: int) -> str:
    text = _(
        "It answers, but has had nothing new for %(days)s days, which is unusual for it. See on its own page whether it moved."
    )
    return text % {"days": days}


def note_seen(subscription: Subscription, now: datetime) -> None:
    """The coordinator knows; the next trouble is told again."""
    subscription.seen_until = now
    subscription.save()
