"""The inboxes as rows: kept in step with the matches, and with the clock."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import batched

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from utblick.tenancy import scope
from utblick.watch import bulk, ranking
from utblick.watch.models import InboxItem, Item, Match, Profile, Sighting

AT_A_TIME = 1_000
BY_HAND = "handed-in:%s"
"""The address of a municipality's own source of what is handed in."""
SENT = "sent:"
"""How the external id of a page begins that somebody sent here by hand."""
# So long before its deadline an item that was put aside is back (a deadline may have been moved since).
BACK_BEFORE = timedelta(days=7)


def refresh(items: Iterable[int], now: datetime) -> None:
    """Bring the running municipality's inbox rows of these items up to their matches: new rows, new places, and out with what
    matches no longer.

    What has been decided stays, whatever it matches.
    """
    sent = sent_here()
    for keys in batched(sorted(set(items)), AT_A_TIME, strict=False):
        _refresh(keys, sent, now)


def sent_here() -> set[int]:
    """The items of the pages that somebody of the running municipality sent here: among the first until they are decided on."""
    ours = Sighting.objects.filter(source__address=BY_HAND % scope.municipality_id(), external_id__startswith=SENT)
    return set(ours.values_list("item", flat=True))


def _refresh(keys: Sequence[int], sent: Collection[int], now: datetime) -> None:
    best, here = best_matches(keys), scope.municipality_id()
    for key in best.keys() & sent:
        fit, *facts = best[key]
        best[key] = (max(fit, ranking.SENT_FIT), *facts)  # type: ignore[assignment]
    rows = [
        (here, item, match, fit, ranking.rank(fit, deadline, now), kind, deadline, now, False)
        for item, (fit, match, kind, deadline) in best.items()
    ]
    names = ["municipality_id", "item_id", "best_id", "fit", "rank", "kind", "deadline", "arrived_at", "decided"]
    renewed = ["best_id", "fit", "rank", "kind", "deadline"]
    bulk.insert(InboxItem, names, rows, renewed_by=["municipality_id", "item_id"], renewed=renewed)
    # A page that somebody sent here stays until it is decided on, whatever it matches.
    unmet = [key for key in keys if key not in best and key not in sent]
    if unmet:
        InboxItem.objects.filter(item__in=unmet, decided=False).delete()


def best_matches(items: Sequence[int]) -> dict[int, tuple[float, int, str, datetime | None]]:
    """By item the best match's fit and key, and the item's kind and last deadline."""
    best: dict[int, tuple[float, int, str, datetime | None]] = {}
    matches = Match.objects.filter(item__in=items).order_by()
    names = ["pk", "item", "score", "learnt", "item__kind", "item__final_deadline"]
    for pk, item, score, learnt, *facts in matches.values_list(*names):
        fit, there = ranking.fit(score + learnt), best.get(item)
        if there is None or (fit, pk) > there[:2]:
            best[item] = (fit, pk, *facts)
    return best


def forget(matches: Sequence[int]) -> None:
    """Delete these matches, except those that something rests on."""
    for keys in batched(matches, AT_A_TIME, strict=False):
        dispensable().filter(pk__in=keys).delete()


def dispensable() -> "QuerySet[Match]":
    """The matches that nothing rests on: no decision in their municipality, whose grounds they are, and nothing that went by.

    What passed its deadline undecided keeps its best match, so that one can still be told what was missed, and of which goal.
    """
    decided = InboxItem.objects.filter(item=OuterRef("item"), municipality=OuterRef("municipality"), decided=True)
    return Match.objects.filter(~Exists(decided), ~Exists(gone_by()))


def gone_by() -> "QuerySet[InboxItem]":
    """The place that passed its deadline undecided and has this as its best match; within a query for matches."""
    return InboxItem.objects.filter(best=OuterRef("pk"), decided=False, rank=ranking.PASSED)


def of_the_paused() -> "QuerySet[Match]":
    """What paused profiles met before, and nothing rests on: it is to leave the inboxes."""
    return dispensable().filter(profile__in=Profile.objects.filter(paused=True))


def follow_the_clock(now: datetime | None = None) -> int:
    """Raise what nears its deadline, sink what has passed it, and move on to an item's next deadline. Returns rows moved."""
    now = now or timezone.now()
    with scope.everywhere(), transaction.atomic():
        _next_deadlines(now)
        undecided = InboxItem.objects.filter(decided=False)
        undecided.filter(snoozed_until__gt=now, deadline__lt=now + BACK_BEFORE).update(snoozed_until=None)
        moved = undecided.filter(deadline__lt=now, rank__gte=0).update(rank=ranking.PASSED)
        for step in ranking.STEPS:
            near = undecided.filter(deadline__gte=now + step.after, deadline__lt=now + step.until)
            raised = F("fit") + float(step.raise_by)
            moved += near.exclude(rank=raised).update(rank=raised)
    return moved


def _next_deadlines(now: datetime) -> None:
    rows = []
    for item in Item.objects.due_later(now).only("deadlines"):
        coming = [at for said in item.deadlines if (at := datetime.fromisoformat(said["at"])) >= now]
        if coming:
            rows.append((min(coming), item.pk))
    bulk.update(Item, ["deadline"], rows)


def place_sent(item: Item, now: datetime) -> None:
    """Put a page that somebody sent here into the inbox of the running municipality, among the first."""
    rank = ranking.rank(ranking.SENT_FIT, item.final_deadline, now)
    facts = {"kind": item.kind, "deadline": item.final_deadline, "arrived_at": now}
    place, is_new = InboxItem.objects.get_or_create(
        item=item, defaults={**facts, "fit": ranking.SENT_FIT, "rank": rank}
    )
    if not is_new and place.fit < ranking.SENT_FIT:
        InboxItem.objects.filter(pk=place.pk).update(fit=ranking.SENT_FIT, rank=rank)
